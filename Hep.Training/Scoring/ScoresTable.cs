using Hep.Data;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Scoring;

/// <summary>What the evaluations of tables of scores share.</summary>
internal static class ScoresTable
{
    /// <summary>No study, no card: the defaults of one, and nothing written onto the figures.</summary>
    public static EvaluationSection Options { get; } = new() { Label = null };

    /// <summary>The folder for the results, which goes unless it is kept; without a wish the next free one, which is called after the table.</summary>
    public static RunFolder Folder(string file, string? wanted) =>
        RunFolder.CreateWhole(wanted ?? RunFolder.NextFor(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file));

    /// <summary>A report on a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="numbers">What stands at the top.</param>
    /// <param name="notes">What the reader should know.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="merit">The section of the figures of merit.</param>
    /// <param name="columns">What the columns mean.</param>
    public static HtmlReport Report(
        string file, IEnumerable<ReportNumber> numbers, IReadOnlyList<string> notes, IReadOnlyList<ReportFigure> figures, ReportSection merit, IEnumerable<(string Name, string Value)> columns) =>
        new($"Scores of {Path.GetFileName(file)}")
        {
            Subtitle = FormattableString.Invariant($"{file} · Hep {Provenance.Version}"),
            KeyNumbers = [.. numbers],
            Warnings = notes,
            Sections =
            [
                new ReportSection("Figures") { Figures = figures },
                merit,
                new ReportSection("The input")
                {
                    Tables = [ReportTable.OfFacts("Where it came from", [("File", Path.GetFullPath(file)), ("SHA-256", InputFingerprint.Sha256(file)), .. columns])],
                },
            ],
        };

    /// <summary>The labels that were found, the most frequent first, for messages.</summary>
    public static string Found(IEnumerable<KeyValuePair<string, int>> counts)
    {
        var ordered = counts.OrderByDescending(pair => pair.Value).ToList();
        return string.Join(", ", ordered.Take(10).Select(pair => FormattableString.Invariant($"'{pair.Key}' ({pair.Value})"))) + (ordered.Count > 10 ? ", ..." : "");
    }
}
