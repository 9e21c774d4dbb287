namespace Hep.Evaluation.Report;

/// <summary>A section of a report: text, then figures side by side, then tables, then preformatted text.</summary>
/// <param name="Title">The heading.</param>
public sealed record ReportSection(string Title)
{
    /// <summary>Plain text; an empty line starts a paragraph.</summary>
    public string Text { get; init; } = "";

    /// <summary>The figures, two in a row where there is room.</summary>
    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>The tables.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>Text shown as it is, such as a run card.</summary>
    public string Preformatted { get; init; } = "";
}
