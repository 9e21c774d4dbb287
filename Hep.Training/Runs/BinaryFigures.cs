using Hep.Evaluation;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>The figures of merit of one sample of scored events, as one branch of the metrics tree.</summary>
internal static class BinaryFigures
{
    /// <summary>The background efficiency up to which the partial area under the ROC curve is taken.</summary>
    private const double PartialLimit = 0.1;

    /// <summary>Sets all figures below a key.</summary>
    /// <param name="metrics">The tree.</param>
    /// <param name="key">The branch: a split, or a column of scores.</param>
    /// <param name="sample">The events.</param>
    /// <param name="scan">Their AMS against the threshold.</param>
    /// <param name="threshold">The threshold, and how it was chosen.</param>
    /// <param name="options">Which figures.</param>
    public static void Measure(
        MetricsTree metrics, string key, BinarySample sample, AmsScan scan, ThresholdChoice threshold, EvaluationSection options)
    {
        var roc = sample.Roc;
        metrics.Set($"{key}.auc", roc.Auc, roc.AucInterval());
        metrics.Set($"{key}.partial_auc", roc.StandardisedPartialAuc(PartialLimit));
        metrics.Set($"{key}.average_precision", sample.PrecisionRecall.AveragePrecision);
        foreach (var efficiency in options.SignalEfficiencies)
        {
            var path = $"{key}.{RejectionKey(efficiency)}";
            metrics.Set(path, roc.AtSignalEfficiency(efficiency).BackgroundRejection, roc.RejectionInterval(efficiency));
        }

        if (AreProbabilities(sample))
        {
            metrics.Set($"{key}.log_loss", ProbabilityScores.LogLoss(sample));
            metrics.Set($"{key}.brier", ProbabilityScores.Brier(sample));
        }

        metrics.Set($"{key}.ams", scan.At(threshold.Value));
        threshold.Set(metrics, key);
        var (signal, background) = scan.YieldsAt(threshold.Value);
        metrics.Set($"{key}.selected_signal", signal);
        metrics.Set($"{key}.selected_background", background);
        metrics.Set($"{key}.asimov", Significance.Asimov(signal, background, options.BackgroundUncertainty));
        metrics.Set($"{key}.signal_over_root_background", Significance.SignalOverRoot(signal, background, options.BackgroundUncertainty));
        var counts = sample.At(threshold.Value);
        metrics.Set($"{key}.accuracy", counts[ThresholdFigure.Accuracy]);
        metrics.Set($"{key}.signal_efficiency", counts[ThresholdFigure.TruePositiveRate]);
        metrics.Set($"{key}.background_efficiency", counts[ThresholdFigure.FalsePositiveRate]);
        foreach (var figure in ThresholdFigure.All)
        {
            var path = $"{key}.at_threshold.{figure.Key}";
            if (figure.IsFraction)
                metrics.Set(path, counts[figure], figure.IntervalOf(counts));
            else
                metrics.Set(path, counts[figure]);
        }

        metrics.Set($"{key}.events", sample.Count);
        metrics.Set($"{key}.sum_of_weights.signal", sample.Signal.Sum);
        metrics.Set($"{key}.sum_of_weights.background", sample.Background.Sum);
    }

    /// <summary>The key of the background rejection at a signal efficiency, such as <c>rejection_at_50</c>.</summary>
    /// <param name="signalEfficiency">The efficiency, in (0, 1).</param>
    public static string RejectionKey(double signalEfficiency) => FormattableString.Invariant($"rejection_at_{signalEfficiency * 100:0.####}");

    /// <summary>Whether every score can be a probability; log loss and Brier score are defined for those alone.</summary>
    /// <param name="sample">The events.</param>
    public static bool AreProbabilities(BinarySample sample) => !sample.Scores.ContainsAnyExceptInRange(0, 1);
}
