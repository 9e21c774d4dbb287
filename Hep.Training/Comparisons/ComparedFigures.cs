using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Comparisons;

/// <summary>
/// Areas and background rejections of several classifiers on the same events, and the ratios of the first one's rejections to those of the others. With
/// <c>evaluation.bootstrap_replicas</c> all come from the same replicas; without, errors are propagated, those of ratios paired (<see cref="CurveRatio"/>).
/// </summary>
internal sealed class ComparedFigures
{
    private readonly IReadOnlyList<Competitor> competitors;
    private readonly Replicas[][]? replicas;

    /// <summary>Computes.</summary>
    /// <param name="competitors">The classifiers, the network first.</param>
    /// <param name="options">The run card's section.</param>
    /// <exception cref="InvalidDataException">A class has so few events that replicas have none of it.</exception>
    public ComparedFigures(IReadOnlyList<Competitor> competitors, EvaluationSection options)
    {
        (this.competitors, Efficiencies) = (competitors, EfficienciesOf(options));
        if (options.BootstrapReplicas is { } count)
        {
            replicas = Bootstrap.Together(
                [.. competitors.Select(one => one.Test)],
                count,
                (ulong)options.BootstrapSeed,
                sample => [.. Efficiencies.Select(efficiency => sample.Roc.AtSignalEfficiency(efficiency).BackgroundRejection.Value)]);
        }
    }

    /// <summary>The signal efficiencies: one half, and those of the card.</summary>
    public IReadOnlyList<double> Efficiencies { get; }

    /// <summary>The signal efficiencies of comparisons: one half, and those of the card, rising.</summary>
    public static IReadOnlyList<double> EfficienciesOf(EvaluationSection options) => [.. options.SignalEfficiencies.Append(CompetitorFit.WorkingPoint).Distinct().Order()];

    /// <summary>The key of the ratio of the network's rejection to another's, such as <c>network_over_at_50</c>.</summary>
    public static string RatioKey(double efficiency) => BinaryFigures.RejectionKey(efficiency).Replace("rejection", "network_over", StringComparison.Ordinal);

    /// <summary>The background rejection of a classifier.</summary>
    public Estimate Rejection(int competitor, double efficiency) => RejectionOf(competitor, efficiency).Value;

    /// <summary>Sets the figures of all classifiers below a key.</summary>
    /// <param name="metrics">The run's figures of merit.</param>
    /// <param name="path">The key.</param>
    public void Measure(MetricsTree metrics, string path)
    {
        var network = competitors[0].Test;
        for (var c = 0; c < competitors.Count; c++)
        {
            var key = $"{path}.{competitors[c].Key}";
            var roc = competitors[c].Test.Roc;
            metrics.Set($"{key}.auc", roc.Auc, roc.AucInterval());
            foreach (var efficiency in Efficiencies)
            {
                var (value, interval) = RejectionOf(c, efficiency);
                metrics.Set($"{key}.{BinaryFigures.RejectionKey(efficiency)}", value, interval);
            }

            if (c == 0)
                continue;
            metrics.Set($"{key}.network_auc_minus", AucComparison.Of(network, competitors[c].Test).Difference);
            foreach (var efficiency in Efficiencies)
                SetRatio(metrics, $"{key}.{RatioKey(efficiency)}", c, efficiency);
        }
    }

    private (Estimate Value, Evaluation.Interval Interval) RejectionOf(int competitor, double efficiency)
    {
        var roc = competitors[competitor].Test.Roc;
        return replicas is null
            ? (roc.AtSignalEfficiency(efficiency).BackgroundRejection, roc.RejectionInterval(efficiency))
            : (replicas[competitor][IndexOf(efficiency)].Estimate, replicas[competitor][IndexOf(efficiency)].Interval());
    }

    private void SetRatio(MetricsTree metrics, string path, int competitor, double efficiency)
    {
        if (replicas is null)
        {
            metrics.Set(path, CurveRatio.OfRejections(competitors[0].Test, competitors[competitor].Test, [efficiency])[0]);
            return;
        }

        var ratio = replicas[0][IndexOf(efficiency)].Over(replicas[competitor][IndexOf(efficiency)]);
        metrics.Set(path, ratio.Estimate, ratio.Interval());
    }

    private int IndexOf(double efficiency) => Array.IndexOf([.. Efficiencies], efficiency);
}
