using Hep.Evaluation;

namespace Hep.Training.Measured;

/// <summary>What a run's figures of merit say of measured events: <c>measured.selected</c>, <c>.selected_expected</c> and <c>.over_expected</c> after the cut on the score.</summary>
public static class MeasuredFigures
{
    /// <summary>The branch.</summary>
    internal const string Key = "measured";

    /// <summary>The numbers in words, those after the cut if they may be looked at; null: there are no measured events.</summary>
    /// <param name="metrics">The figures of merit of a run.</param>
    public static string? InWords(MetricsTree metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (!metrics.Contains(Key))
            return null;
        var (events, expected) = IsSelectionSeen(metrics) ? ("selected", "selected_expected") : ("events", "expected");
        var blind = metrics.Contains($"{Key}.blind_above") ? FormattableString.Invariant($"; scores of {metrics.Number($"{Key}.blind_above"):G4} or more are blinded") : "";
        return FormattableString.Invariant($"{metrics.Number($"{Key}.{events}.value"):N0} events {(IsSelectionSeen(metrics) ? "selected" : "that are not blinded")}, {metrics.Figure($"{Key}.{expected}")} expected: ratio {Ratio(metrics)}{blind}");
    }

    /// <summary>Measured over expected events, after the cut if they may be looked at.</summary>
    /// <param name="metrics">The figures of merit of a run with measured events.</param>
    internal static Estimate Ratio(MetricsTree metrics) => metrics.Figure($"{Key}.{(IsSelectionSeen(metrics) ? "over_expected" : "events_over_expected")}");

    private static bool IsSelectionSeen(MetricsTree metrics) => metrics.Contains($"{Key}.selected");
}
