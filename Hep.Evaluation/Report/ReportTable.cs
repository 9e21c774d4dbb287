namespace Hep.Evaluation.Report;

/// <summary>A table of a report; the first column names its row. Columns are set right, for numbers; without a head left, for facts.</summary>
/// <param name="Caption">What the table shows, in a sentence.</param>
/// <param name="Header">The column titles, shape [C]; empty for a table without a head.</param>
/// <param name="Rows">The cells as text, shape [R][C].</param>
public sealed record ReportTable(string Caption, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A table of two columns without a head.</summary>
    /// <param name="caption">What the table shows, in a sentence.</param>
    /// <param name="facts">Names and values.</param>
    public static ReportTable OfFacts(string caption, IEnumerable<(string Name, string Value)> facts) =>
        new(caption, [], [.. facts.Select(fact => new[] { fact.Name, fact.Value })]);
}
