using Hep.Training.Cards;

namespace Hep.Training.Scoring;

/// <summary>A table of scores that any program has written, and what its columns mean.</summary>
/// <param name="File">The table, <c>.csv</c> or <c>.csv.gz</c>.</param>
/// <param name="Label">The column that tells signal from background.</param>
/// <param name="Scores">The columns of scores, large for signal; any range.</param>
public sealed record ScoresRequest(string File, string Label, IReadOnlyList<string> Scores)
{
    /// <summary>The label of signal events, all others being background; null: 1 or s, of two labels.</summary>
    public string? Signal { get; init; }

    /// <summary>The column of weights; null: every event has weight 1.</summary>
    public string? Weight { get; init; }

    /// <summary>How the threshold on each column is chosen, on these same events.</summary>
    public ThresholdOptions Threshold { get; init; } = new ThresholdOptions.Ams();

    /// <summary>The systematic uncertainty of the background in the significances, as a fraction of it; 0 or more.</summary>
    public double BackgroundUncertainty { get; init; }

    /// <summary>The column of scores to which the curves of the others are compared; null: the first.</summary>
    public string? Baseline { get; init; }

    /// <summary>The folder for metrics, figures and report; null: the next free one under <c>runs/</c>.</summary>
    public string? Out { get; init; }
}
