namespace Hep.Training.Scoring;

/// <summary>A table with a column of scores for each of several classes, that any program has written.</summary>
/// <param name="File">The table, <c>.csv</c> or <c>.csv.gz</c>.</param>
/// <param name="Label">The column with the name of each event's class.</param>
/// <param name="Classes">The classes as the label has them, in the order of tables and figures, and their columns of scores: larger for the class that is more likely.</param>
public sealed record ClassScoresRequest(string File, string Label, IReadOnlyList<ClassScores> Classes)
{
    /// <summary>The column of weights; null: every event has weight 1.</summary>
    public string? Weight { get; init; }

    /// <summary>The folder for metrics, figures and report; null: the next free one under <c>runs/</c>.</summary>
    public string? Out { get; init; }
}
