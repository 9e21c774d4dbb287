namespace Hep.Cli;

/// <summary>
/// Evaluate a run folder (Run), or the columns of a CSV: Scores with Label, and Score for columns that tell signal from background (Signal null: 1 or s), or
/// Class (LABEL=COLUMN) for one column a class.
/// </summary>
internal sealed record EvaluateRequest(string? Run, string? Scores)
{
    public string? Label { get; init; }

    public string? Signal { get; init; }

    public string? Weight { get; init; }

    public IReadOnlyList<string> Score { get; init; } = [];

    public IReadOnlyList<string> Class { get; init; } = [];

    /// <summary>BY or BY=VALUE; null: the run card's, or the largest AMS.</summary>
    public string? Threshold { get; init; }

    public double? BackgroundUncertainty { get; init; }

    public string? Baseline { get; init; }

    public string? Out { get; init; }
}
