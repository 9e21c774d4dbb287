using System.Globalization;
using Hep.Cli.Progress;
using Hep.Data;
using Hep.Evaluation;
using Hep.Onnx;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Cli;

/// <summary>What <c>hep inspect</c> prints of each kind of thing.</summary>
internal static class Inspection
{
    // The number for "no value" in ATLAS and CMS tables; another one shows as a minimum that is out of range.
    private const float Missing = -999;

    // Categories with more values than this are only counted.
    private const int MostTexts = 6;

    // A parameter that was trained at more values than this is only counted.
    private const int MostValues = 12;

    public static void Write(string path, Shell shell)
    {
        if (Directory.Exists(path))
            Run(RunFolder.Open(path), shell);
        else if (Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml")
            Card(RunCards.Load(path), shell);
        else if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
            Model(OnnxModelInfo.Read(path), shell);
        else if (EventFiles.HasArrays(path))
            TextTable.Write(shell, ["Array", "Shape", "Type"], EventFiles.Contents(path).Select(array => new[] { array.Name, array.Shape, array.Type }), alignRight: false);
        else
            Data(ProgressDisplay.Run(shell, "reading", () => DataSummary.Read(path, Missing)), shell);
    }

    // The card with every value, which can be used as a card; what lies on the disk stands behind it as comments.
    private static void Card(IRunCard any, Shell shell)
    {
        shell.Out.Write(any.ToYaml());
        if (any is not RunCard card)
            return;
        foreach (var process in card.Data.Files)
            shell.Out.WriteLine($"# {process.Name}: {Files(process.Paths)}");
        if (card.Evaluation.Measured.Count > 0)
            shell.Out.WriteLine($"# measured: {Files(card.Evaluation.Measured)}");
    }

    private static string Files(IEnumerable<string> paths)
    {
        try
        {
            FileInfo[] files = [.. paths.SelectMany(FilePattern.Expand).Select(path => new FileInfo(path))];
            return files.FirstOrDefault(file => !file.Exists) is { } missing
                ? $"{missing.FullName}: there is no such file"
                : FormattableString.Invariant($"{files.Length} file{(files.Length == 1 ? "" : "s")}, {files.Sum(file => file.Length) / 1e6:0.###} MB: {string.Join(", ", files.Select(file => file.Name))}");
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    private static void Run(RunFolder folder, Shell shell)
    {
        var facts = RunFacts.Load(folder.Facts);
        shell.Out.WriteLine($"run {facts.Id}");
        TextTable.Write(shell, [.. facts.InWords(), .. Steps(RunContents.Preprocessing(folder))]);
        foreach (var warning in facts.Warnings)
            shell.Out.WriteLine($"warning: {warning}");
        if (File.Exists(folder.Metrics))
            RunSummary.WriteSplits(folder, MetricsTree.Load(folder.Metrics), shell);
    }

    private static void Model(OnnxModelInfo model, Shell shell)
    {
        shell.Out.WriteLine($"ONNX model {model.File}");
        TextTable.Write(shell,
        [
            ("Written by", model.Producer.Length > 0 ? model.Producer : "(not said)"),
            ("Operator sets", string.Join(", ", model.Opsets.Select(set => FormattableString.Invariant($"{set.Key} {set.Value}")))),
            .. model.Inputs.Select(input => ("Input", input.ToString())),
            .. model.Outputs.Select(output => ("Output", output.ToString())),
            ("Numbers", FormattableString.Invariant($"{model.ParameterCount:N0}")),
            ("Operators", string.Join(", ", model.Operators.Select(o => FormattableString.Invariant($"{o.Value} {o.Key}")))),
            .. model.Classes.Count > 0 ? [("Classes", string.Join(", ", model.Classes))] : Array.Empty<(string, string)>(),
            .. model.Missing is { } missing ? [("Missing value", missing.ToString(CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>(),
            .. Steps(model.Preprocessing),
            .. model.Metadata.Where(entry => entry.Key is OnnxMetadata.Version or OnnxMetadata.RunId or OnnxMetadata.Commit).Select(entry => (entry.Key, entry.Value)),
        ]);
        if (model.Parameters.Count > 0)
            TextTable.Write(shell, ["Parameter", "Unit", "From", "To", "Trained at", "Held out"], model.Parameters.Select(Parameter), alignRight: false);
        if (model.Images.Count > 0)
            TextTable.Write(shell, ["Image", "Unit", "Cells"], model.Images.Select(image => new[] { image.Name, image.Unit, string.Join(" x ", image.Shape) }), alignRight: false);
        if (model.Features.Count > 0)
            TextTable.Write(shell, ["#", "Feature", "Unit"], model.Features.Select((f, i) => new[] { FormattableString.Invariant($"{i}"), f.Name, f.Unit }), alignRight: false);
    }

    private static string[] Parameter(OnnxParameter parameter) =>
    [
        parameter.Name,
        parameter.Unit,
        Exact(parameter.Minimum),
        Exact(parameter.Maximum),
        parameter.Trained is not { } trained ? "all between" : trained.Count > MostValues ? FormattableString.Invariant($"{trained.Count} values") : string.Join(", ", trained.Select(Exact)),
        string.Join(", ", parameter.HeldOut.Select(Exact)),
    ];

    private static string Exact(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string, string)> Steps(IReadOnlyList<string> lines) => lines.Select((line, i) => (i == 0 ? "Preprocessing" : "", line));

    private static void Data(DataSummary data, Shell shell)
    {
        shell.Out.WriteLine(FormattableString.Invariant($"{data.Path}: {data.Rows:N0} rows, {data.Columns.Count} columns"));
        TextTable.Write(
            shell,
            ["Column", "Kind", "Values", $"= {Missing.ToString(CultureInfo.InvariantCulture)}", "Empty", "Not finite", "Min", "Mean", "Max", "Most frequent"],
            data.Columns.Select(column => new[]
            {
                column.Name,
                column.Kind.ToString().ToLowerInvariant(),
                Count(column.Values),
                Count(column.Missing),
                Count(column.Empty),
                Count(column.NotFinite),
                Number(column.Min),
                Number(column.Mean),
                Number(column.Max),
                Texts(column),
            }));
    }

    private static string Count(long count) => count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsNaN(value) ? "" : Math.Abs(value) is >= 1e5 and < 1e15 ? value.ToString("F0", CultureInfo.InvariantCulture) : value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Texts(ColumnSummary column) => column.Kind == ColumnKind.Number || column.Texts is not { Count: <= MostTexts } texts
        ? ""
        : string.Join(", ", texts.Select(text => FormattableString.Invariant($"{text.Key} ({text.Value:N0})")));
}
