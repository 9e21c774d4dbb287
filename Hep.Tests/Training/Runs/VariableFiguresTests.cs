using System.Globalization;
using Hep.Data;
using Hep.Tests.Support;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>Variables that are kept for figures: from the card through the predictions to the numbers beside the pictures.</summary>
public class VariableFiguresTests
{
    private const string Section = "\nevaluation: {variables: [DER_mass_MMC, DER_mass_transverse_met_lep, KaggleWeight], energy: 8 TeV, luminosity: 20.2 fb-1, figures: {width: two_columns}}";

    [Fact]
    public void A_run_draws_its_variables_by_class_before_and_after_the_cut()
    {
        using var folder = new TemporaryFolder();
        var run = Studies.Run(folder, "run", Studies.Card() + Section);
        foreach (var name in new[] { "stack_DER_mass_MMC", "stack_DER_mass_MMC_selected", "efficiency_DER_mass_MMC", "stack_DER_mass_transverse_met_lep", "stack_KaggleWeight", "precision_recall" })
            Assert.True(File.Exists(Path.Combine(run.Folder.Plots, name + ".pdf")), name);

        // The yields of all events, less those without a mass; the cut takes away.
        var (before, after) = (Sums(run, "stack_DER_mass_MMC"), Sums(run, "stack_DER_mass_MMC_selected"));
        var predictions = Predictions.Load(run.Folder.Predictions, ["DER_mass_MMC"]);
        var test = predictions.Sample("test", "test")!;
        var masses = predictions.Numbers("test", "DER_mass_MMC");
        double Sum(bool signal, double cut) => Enumerable.Range(0, test.Count).Where(i => test.IsSignal[i] == signal && masses[i] != -999 && test.Scores[i] >= cut).Sum(i => test.Weights[i]);
        double Scale(bool signal) => predictions.Yield(signal) / (signal ? test.Signal.Sum : test.Background.Sum);
        foreach (var (column, signal) in new[] { ("Signal", true), ("Background", false) })
        {
            Assert.Equal(Scale(signal) * Sum(signal, double.NegativeInfinity), before[column], 1e-6 * before[column]);
            Assert.Equal(Scale(signal) * Sum(signal, run.Metrics.Number("test.threshold")), after[column], 1e-6 * before[column]);
        }

        // Both are told from the variables' figures too when the run is evaluated again from its folder.
        File.Delete(Path.Combine(run.Folder.Plots, "stack_DER_mass_MMC.csv"));
        RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath));
        Assert.Equal(before, Sums(run, "stack_DER_mass_MMC"));
        var svg = File.ReadAllText(Path.Combine(run.Folder.Plots, "stack_DER_mass_MMC.svg"));
        Assert.Contains(">√s = 8 TeV, 20.2 fb⁻¹<", svg);
        Assert.Contains("width=\"504.567pt\"", svg);
    }

    [Fact]
    public void A_column_names_the_processes_of_a_file()
    {
        using var folder = new TemporaryFolder();
        var toy = Toys.Gaussians(600, 1);
        var text = "EventId,a,b,c,Label,Process\n" + string.Concat(Enumerable.Range(0, 600).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{i},{toy.Features[0].Values[i]},{toy.Features[1].Values[i]},{i % 3},{(i % 2 == 1 ? "s" : "b")},{(i % 2 == 1 ? "ggF" : i % 3 == 0 ? "top" : "\"Z, W\"")}\n")));
        File.WriteAllText(folder.File("events.csv"), text);
        var run = Studies.Run(folder, "run", """
            data:
              source: events.csv
              features: {a: GeV, b: 1}
              label: {column: Label, signal: s, background: b}
              event_id: EventId
              process: Process
              split: {by: hash}
            model: {name: mlp, hidden: [4]}
            training: {epochs: 1, batch_size: 64, threads: 1}
            evaluation: {variables: [c, a]}
            export: {onnx: false}
            """.Replace("events.csv", folder.File("events.csv"), StringComparison.Ordinal));

        // From bottom to top: backgrounds by yield, then the signal; c has a bin for each of its whole numbers.
        var lines = File.ReadAllLines(Path.Combine(run.Folder.Plots, "stack_c.csv"));
        Assert.Equal("low,high,top,top_error,\"Z, W\",\"Z, W_error\",ggF,ggF_error,simulation,simulation_error", lines[0]);
        Assert.Equal(["-0.5,0.5", "0.5,1.5", "1.5,2.5"], lines.Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.All(lines.Skip(2), line => Assert.Equal("0", line.Split(',')[2]));

        // A feature is kept with the digits that it was read with.
        var written = toy.Features[0].Values.Select(value => value.ToString(CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        Assert.All(CsvColumns.Read(run.Folder.Predictions, [], ["a"]).Texts("a"), cell => Assert.Contains(cell, written));
    }

    [Fact]
    public void A_variable_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InvalidDataException>(() => Studies.Run(folder, "run", Studies.Card() + "\nevaluation: {variables: [DER_mass_visible]}"));
        Assert.Contains("no column of text or numbers 'DER_mass_visible'", error.Message);
    }

    private static Dictionary<string, double> Sums(RunOutcome run, string figure)
    {
        var columns = CsvColumns.Read(Path.Combine(run.Folder.Plots, figure + ".csv"), ["Signal", "Background"]);
        return new[] { "Signal", "Background" }.ToDictionary(name => name, name => columns.Numbers(name).Sum(), StringComparer.Ordinal);
    }
}
