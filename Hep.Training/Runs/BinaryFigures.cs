using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>The figures of merit of one sample of scored events, as one branch of the metrics tree.</summary>
internal static class BinaryFigures
{
    /// <summary>Sets all figures below a key.</summary>
    /// <param name="metrics">The tree.</param>
    /// <param name="key">The branch: a split, or a column of scores.</param>
    /// <param name="sample">The events.</param>
    /// <param name="scan">Their AMS against the threshold.</param>
    /// <param name="threshold">The threshold, and the name of the sample on which it was chosen.</param>
    /// <param name="options">Which figures.</param>
    public static void Measure(
        MetricsTree metrics, string key, BinarySample sample, AmsScan scan, (double Value, string ChosenOn) threshold, EvaluationSection options)
    {
        var roc = sample.Roc;
        metrics.Set($"{key}.auc", roc.Auc);
        foreach (var efficiency in options.SignalEfficiencies)
            metrics.Set(FormattableString.Invariant($"{key}.rejection_at_{efficiency * 100:0.####}"), roc.AtSignalEfficiency(efficiency).BackgroundRejection);
        if (AreProbabilities(sample))
        {
            metrics.Set($"{key}.log_loss", ProbabilityScores.LogLoss(sample));
            metrics.Set($"{key}.brier", ProbabilityScores.Brier(sample));
        }

        metrics.Set($"{key}.ams", scan.At(threshold.Value));
        metrics.Set($"{key}.threshold", threshold.Value);
        metrics.Set($"{key}.threshold_chosen_on", threshold.ChosenOn);
        var (signal, background) = scan.YieldsAt(threshold.Value);
        metrics.Set($"{key}.selected_signal", signal);
        metrics.Set($"{key}.selected_background", background);
        var confusion = ConfusionMatrix.AtThreshold(sample, threshold.Value);
        metrics.Set($"{key}.accuracy", confusion.Accuracy);
        metrics.Set($"{key}.signal_efficiency", confusion.Fraction(1, 1));
        metrics.Set($"{key}.background_efficiency", confusion.Fraction(0, 1));
        metrics.Set($"{key}.events", sample.Count);
        metrics.Set($"{key}.sum_of_weights.signal", sample.Signal.Sum);
        metrics.Set($"{key}.sum_of_weights.background", sample.Background.Sum);
    }

    /// <summary>Whether every score can be a probability; log loss and Brier score are defined for those alone.</summary>
    /// <param name="sample">The events.</param>
    public static bool AreProbabilities(BinarySample sample) => !sample.Scores.ContainsAnyExceptInRange(0, 1);
}
