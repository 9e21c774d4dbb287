using System.Globalization;
using Hep.Training.Listing;
using Hep.Training.Runs;

namespace Hep.Cli;

/// <summary>What <c>hep runs</c> prints.</summary>
internal static class RunTables
{
    private static readonly string[] CsvColumns =
    [
        "run.name", "run.state", "run.started", "run.card", "training.seed", "run.epochs", "run.best_epoch", "run.best_validation_loss", "test.auc.value", "test.auc.error",
    ];

    public static void Write(RunsRequest request, Shell shell)
    {
        if (request.Compare.Count > 0)
        {
            Compare([.. request.Compare.Select(name => RunList.Read(request.Folder, name))], request, shell);
            return;
        }

        var all = RunList.Read(request.Folder);
        var runs = request.Where is { } condition ? Option("--where", () => RunSelection.Where(all, condition)) : all;
        if (request.Sort is { } key)
            runs = Option("--sort", () => RunSelection.Sort(all, key, request.Descending)).Where(runs.Contains).ToList();
        else if (request.Descending)
            runs = [.. runs.Reverse()];
        foreach (var shown in request.Show)
            _ = Option("--show", () => Checked(all, shown));
        if (request.Csv)
            WriteCsv(shell, [.. CsvColumns, .. request.Show], runs.Select(run => CsvColumns.Concat(request.Show).Select(name => run.Text(name) ?? "")));
        else
            List(all, runs, request, shell);
    }

    private static void List(IReadOnlyList<RunEntry> all, IReadOnlyList<RunEntry> runs, RunsRequest request, Shell shell)
    {
        TextTable.Write(shell, ["Run", "State", "Started (UTC)", "Card", "Seed", "Epochs", "Validation loss", "Test AUC", .. request.Show], runs.Select(run => new[]
        {
            run.Name,
            run.Show("run.state"),
            run.Started?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "",
            run.Show("run.card"),
            run.Show("training.seed"),
            run.Show("run.epochs"),
            run.Number("run.best_validation_loss")?.ToString("0.00000", CultureInfo.InvariantCulture) ?? "",
            run.TestAuc?.ToString() ?? "",
        }.Concat(request.Show.Select(run.Show)).ToArray()), alignRight: false);
        foreach (var run in all.Where(run => run.State == RunState.Broken || (run.Why is not null && runs.Contains(run))))
            shell.Error.WriteLine($"{run.Name} ({run.Show("run.state")}): {run.Why?.Split('\n')[0]}");
        shell.Note(FormattableString.Invariant($"{runs.Count} of {all.Count} runs in {request.Folder}"));
    }

    private static void Compare(IReadOnlyList<RunEntry> runs, RunsRequest request, Shell shell)
    {
        string[] names = [.. runs.Select(run => run.Name)];
        var (settings, figures) = (RunDifferences.Settings(runs).Concat(request.Show).Distinct(StringComparer.Ordinal).ToList(), RunDifferences.Figures(runs));
        if (request.Csv)
        {
            WriteCsv(shell, ["key", .. names], settings.Concat(figures.SelectMany(figure => new[] { $"{figure}.value", $"{figure}.error" })).Select(key => runs.Select(run => run.Text(key) ?? "").Prepend(key)));
            return;
        }

        if (settings.Count == 0)
            shell.Out.WriteLine("the cards say the same");
        else
            TextTable.Write(shell, ["Differs", .. names], settings.Select(key => runs.Select(run => run.Show(key)).Prepend(key).ToArray()), alignRight: false);
        shell.Out.WriteLine();
        TextTable.Write(shell, ["Figure", .. names], figures.Where(IsShown).Select(key => runs.Select(run => run.Show(key)).Prepend(key).ToArray()));
    }

    // Of the splits the one that is quoted, without the figures of one of its parts; CSV has them all.
    private static bool IsShown(string figure) => Predictions.SplitNames.FirstOrDefault(split => figure.StartsWith($"{split}.", StringComparison.Ordinal)) is not { } split
        || (split == "test" && figure.Count(c => c == '.') == 1);

    private static bool Checked(IReadOnlyList<RunEntry> runs, string key)
    {
        RunSelection.RequireKey(runs, key);
        return true;
    }

    private static T Option<T>(string name, Func<T> body)
    {
        try
        {
            return body();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name}: {e.Message}", e);
        }
    }

    private static void WriteCsv(Shell shell, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        foreach (var row in rows.Prepend(header))
            shell.Out.Write(string.Join(',', row.Select(Cell)) + "\n");
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
