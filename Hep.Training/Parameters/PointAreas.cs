using Hep.Evaluation;
using Hep.Training.Runs;

namespace Hep.Training.Parameters;

/// <summary>The areas under the ROC curve of a run point by point, in words.</summary>
public static class PointAreas
{
    private const int Most = 12;

    /// <summary>As in <c>AUC 0.805 ± 0.003 at mass = 500, 0.913 ± 0.002 at mass = 1000 (not trained on)</c>; null where the run has no points, or more than a line can hold.</summary>
    /// <param name="facts">The run's facts.</param>
    /// <param name="metrics">The run's figures of merit.</param>
    public static string? InWords(RunFacts facts, MetricsTree metrics)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(metrics);
        string[] areas =
        [
            .. (facts.Points ?? []).Where(point => metrics.Contains(KeyOf(point)))
                .Select(point => $"{metrics.Figure(KeyOf(point))} at {point.InWords()}{(point.IsTrained ? "" : " (not trained on)")}"),
        ];
        return areas.Length is 0 or > Most ? null : $"AUC {string.Join(", ", areas)}";

        static string KeyOf(PointFacts point) => $"test.at.{PointScoring.KeyOf(point)}.auc";
    }
}
