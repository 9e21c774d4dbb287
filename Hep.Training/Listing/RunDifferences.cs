namespace Hep.Training.Listing;

/// <summary>What tells runs apart: values that differ, and figures side by side.</summary>
public static class RunDifferences
{
    private static readonly string[] Sections = ["data.", "model.", "training.", "evaluation.", "export."];

    // What decides beside the card whether two runs can be compared.
    private static readonly string[] Circumstances = ["run.input", "run.input_sha256", "run.version", "run.commit", "run.is_modified", "run.device", "run.machine"];

    /// <summary>The keys of the card, and the circumstances, in which not all runs are alike.</summary>
    /// <param name="runs">The runs, two or more.</param>
    public static IReadOnlyList<string> Settings(IReadOnlyList<RunEntry> runs) =>
        [.. KeysOf(runs).Where(key => Sections.Any(section => key.StartsWith(section, StringComparison.Ordinal))).Concat(Circumstances).Where(key => runs.Select(run => run.Text(key)).Distinct(StringComparer.Ordinal).Count() > 1)];

    /// <summary>The figures that some of the runs have with an error, of the test split first.</summary>
    /// <param name="runs">The runs.</param>
    public static IReadOnlyList<string> Figures(IReadOnlyList<RunEntry> runs)
    {
        const string Error = ".error";
        return [.. KeysOf(runs)
            .Where(key => key.EndsWith(Error, StringComparison.Ordinal) && !key.StartsWith("run.", StringComparison.Ordinal))
            .Select(key => key[..^Error.Length])
            .Where(key => runs.Any(run => run.Figure(key) is not null))
            .OrderBy(key => !key.StartsWith("test.", StringComparison.Ordinal))];
    }

    // In the order of the first run that has them: cards and metrics have an order that means something.
    private static IEnumerable<string> KeysOf(IReadOnlyList<RunEntry> runs) => runs.SelectMany(run => run.Keys).Distinct(StringComparer.Ordinal);
}
