using System.Globalization;
using Hep.Data;
using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training.Runs;
using Hep.Training.Scoring;
using Xunit;

namespace Hep.Tests.Training.Systematics;

/// <summary>Sources of systematic uncertainty from the card to metrics, figures and report.</summary>
[Collection(nameof(LibTorchState))]
public sealed class SystematicRunTests
{
    private const string Sources = """

        evaluation:
          variables: [PRI_tau_pt]
          bootstrap_replicas: none
          systematics:
            tau_energy_scale: {column: PRI_tau_pt, up: PRI_tau_pt * 1.05, down: PRI_tau_pt * 0.95}
            mass: {column: DER_mass_MMC, up: DER_mass_MMC * 1.05}
            mass_of_signal: {column: DER_mass_MMC, up: DER_mass_MMC * 1.05, class: signal}
            same: {column: PRI_tau_pt, up: PRI_tau_pt, down: PRI_tau_pt * 1}
            same_weight: {weight_up: Weight, weight_down: Weight}
            background_yield: {scale_up: 1.1, scale_down: 0.9, class: background}
            tau_pt: {weight_up: Weight * (1 + PRI_tau_pt / 1000), weight_down: Weight * (1 - PRI_tau_pt / 1000)}
        """;

    private static readonly string[] Figures = ["auc", "rejection_at_50", "signal_efficiency", "background_efficiency", "selected_signal", "selected_background", "ams", "asimov"];

    [Fact]
    public void A_run_tells_what_every_source_does()
    {
        using var folder = new TemporaryFolder();
        var run = Studies.Run(folder, "run", Studies.Card() + Sources);
        var metrics = run.Metrics;
        double Up(string source, string figure) => metrics.Number($"test.systematics.{source}.{figure}.up");
        double Down(string source, string figure) => metrics.Number($"test.systematics.{source}.{figure}.down");

        // What is not varied is not shifted, to the last bit.
        foreach (var figure in Figures)
        {
            Assert.Equal((0.0, 0.0), (Up("same", figure), Down("same", figure)));
            Assert.Equal((0.0, 0.0), (Up("same_weight", figure), Down("same_weight", figure)));
        }

        // A yield is moved by its scale, and no curve.
        var (s, b) = (metrics.Number("test.selected_signal.value"), metrics.Number("test.selected_background.value"));
        Assert.Equal(0.1 * b, Up("background_yield", "selected_background"), 1e-9 * b);
        Assert.Equal(-0.1 * b, Down("background_yield", "selected_background"), 1e-9 * b);
        Assert.Equal(0, Up("background_yield", "selected_signal"), 1e-9 * s);
        Assert.Equal(0, Up("background_yield", "auc"), 1e-13);
        Assert.Equal(0, Up("background_yield", "background_efficiency"), 1e-13);
        Assert.Equal(Significance.Ams(new(s, 0), new(1.1 * b, 0)).Value - metrics.Number("test.ams.value"), Up("background_yield", "ams"), 1e-9);

        // The model itself on shifted events.
        using var scorer = EventScorer.Open(run.Folder.FullPath);
        using var data = StudyData.Load(run.Folder.LoadCard().Data);
        var events = data.Test.Events;
        var nominal = new BinarySample("nominal", scorer.Score(events.ToRowMajor()), IsSignal(events), events.Weights);
        foreach (var (factor, shift) in new[] { (1.05, Up("tau_energy_scale", "auc")), (0.95, Down("tau_energy_scale", "auc")) })
        {
            var rows = events.ToRowMajor();
            for (var i = 2; i < rows.Length; i += 3)
                rows[i] = (float)(rows[i] * factor);
            Assert.Equal(new BinarySample("shifted", scorer.Score(rows), IsSignal(events), events.Weights).Roc.Auc.Value - nominal.Roc.Auc.Value, shift, 1e-12);
            Assert.NotEqual(0, shift);
        }

        // Every event carries its own weight.
        var weights = CsvColumns.Read(run.Folder.Predictions, ["tau_pt.weight_up", "weight", "PRI_tau_pt", "score", "mass.score_up", "mass_of_signal.score_up", "label"], ["split"]);
        var test = Enumerable.Range(0, weights.Count).Where(i => weights.Texts("split")[i] == "test").ToArray();
        Assert.All(test, i => Assert.Equal(weights.Numbers("weight")[i] * (1 + (weights.Numbers("PRI_tau_pt")[i] / 1000)), weights.Numbers("tau_pt.weight_up")[i], 1e-7 * weights.Numbers("weight")[i]));
        Assert.All(Enumerable.Range(0, weights.Count).Except(test), i => Assert.Equal(weights.Numbers("score")[i], weights.Numbers("mass.score_up")[i]));

        // A mass that is missing stays missing; only signal moves where only signal is named.
        var missing = events.Features[0].Values.Select(mass => mass == events.Missing).ToArray();
        Assert.Contains(true, missing);
        for (var row = 0; row < test.Length; row++)
        {
            var (i, score) = (test[row], weights.Numbers("score")[test[row]]);
            var shifted = weights.Numbers("mass.score_up")[i];
            if (missing[row])
                Assert.Equal(score, shifted);
            Assert.Equal(weights.Numbers("label")[i] == 1 ? shifted : score, weights.Numbers("mass_of_signal.score_up")[i]);
        }

        Assert.NotEqual(0, Up("mass", "auc"));
        Assert.Equal(-Up("mass", "auc"), Down("mass", "auc"));
        Assert.Equal("up, down taken as minus up", metrics.Text("test.systematics.mass.sides"));
        Assert.Contains("One-sided, taken as symmetric: mass, mass_of_signal.", File.ReadAllText(run.Folder.Report), StringComparison.Ordinal);

        // Independent sources in quadrature, with the statistical error around the figure.
        var sources = metrics.Keys("test.systematics");
        var upper = Math.Sqrt(sources.Sum(source => Math.Pow(Math.Max(0, Math.Max(Up(source, "ams"), Down(source, "ams"))), 2)));
        Assert.Equal(upper, metrics.Number("test.uncertainty.ams.systematic_up"), 1e-12);
        Assert.Equal(metrics.Number("test.ams.value") + double.Hypot(upper, metrics.Number("test.ams.error")), metrics.Number("test.uncertainty.ams.high"), 1e-12);
        foreach (var figure in new[] { "systematics_roc", "systematics_rejection", "systematics_auc", "systematics_ams" })
            Assert.True(File.Exists(Path.Combine(run.Folder.Plots, figure + ".pdf")), figure);

        // Again without the model.
        var before = File.ReadAllText(run.Folder.Metrics);
        File.Delete(run.Folder.Best);
        File.Delete(run.Folder.Onnx);
        RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath));
        Assert.Equal(before, File.ReadAllText(run.Folder.Metrics));
    }

    [Fact]
    public void A_shifted_file_a_shifted_column_and_a_formula_are_the_same()
    {
        using var folder = new TemporaryFolder();
        var nominal = Toys.Gaussians(900, 1);
        Write(folder.File("nominal.csv"), nominal, 0);
        Write(folder.File("up.csv"), nominal, 0.25);
        Write(folder.File("down.csv"), nominal, -0.25);
        var run = Studies.Run(folder, "run", Card("""
              variables: [a]
              systematics:
                file: {file_up: up.csv, file_down: down.csv}
                column: {column: a, up: a_up, down: a_down}
                formula: {columns: {a: {up: a + 0.25, down: a - 0.25}}}
                one_sided: {file_up: up.csv}
            """));
        foreach (var figure in Figures)
        {
            foreach (var side in new[] { "up", "down" })
            {
                var expected = run.Metrics.Number($"test.systematics.file.{figure}.{side}");
                Assert.Equal(expected, run.Metrics.Number($"test.systematics.column.{figure}.{side}"));
                Assert.Equal(expected, run.Metrics.Number($"test.systematics.formula.{figure}.{side}"));
            }

            Assert.Equal(-run.Metrics.Number($"test.systematics.file.{figure}.up"), run.Metrics.Number($"test.systematics.one_sided.{figure}.down"));
        }

        Assert.NotEqual(0, run.Metrics.Number("test.systematics.file.auc.up"));
        Assert.Equal(["file_down.csv", "file_up.csv", "one_sided_up.csv"], Directory.EnumerateFiles(Path.Combine(run.Folder.FullPath, "systematics")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        Assert.Equal(InputFingerprint.Sha256(folder.File("down.csv")), RunFacts.Load(run.Folder.Facts).ShiftedSha256!["file, down"]);

        // The variable itself is shifted in its distribution, by each source alike: three of the four have a variation down.
        var stack = CsvColumns.Read(Path.Combine(run.Folder.Plots, "stack_a.csv"), ["low", "high", "simulation", "simulation_systematic_up"]);
        var test = Predictions.Load(run.Folder.Predictions, ["a", "column.a_up", "column.a_down"]);
        var sample = test.Sample("test", "test")!;
        double Content(string column, int bin) => Enumerable.Range(0, sample.Count)
            .Where(i => BinOf(stack, test.Numbers("test", column)[i]) == bin)
            .Sum(i => sample.Weights[i] * (test.Yield(sample.IsSignal[i]) / (sample.IsSignal[i] ? sample.Signal.Sum : sample.Background.Sum)));
        for (var bin = 0; bin < stack.Count; bin += 7)
        {
            var (content, up, down) = (Content("a", bin), Content("column.a_up", bin), Content("column.a_down", bin));
            Assert.Equal(content, stack.Numbers("simulation")[bin], 1e-9);
            var (both, one) = (Math.Max(0, Math.Max(up - content, down - content)), Math.Abs(up - content));
            Assert.Equal(Math.Sqrt((3 * both * both) + (one * one)), stack.Numbers("simulation_systematic_up")[bin], 1e-6);
        }

        // From the folder alone, and elsewhere.
        var before = File.ReadAllText(run.Folder.Metrics);
        foreach (var file in new[] { "nominal.csv", "up.csv", "down.csv" })
            File.Delete(folder.File(file));
        RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath));
        Assert.Equal(before, File.ReadAllText(run.Folder.Metrics));
    }

    [Theory]
    [InlineData("w: {weight_up: w_upp}", "nominal.csv, line 1: no column 'w_upp' (nearest: ")]
    [InlineData("w: {weight_up: broken}", "nominal.csv, line 9, column 'broken': ")]
    [InlineData("w: {weight_up: log(a - 100)}", "nominal.csv: systematic 'w', up: 'log(a - 100)' has no finite value for the event ")]
    [InlineData("w: {column: a, up: a * 1e300}", "nominal.csv: systematic 'w', up: 'a * 1e300' has no finite value for the event ")]
    [InlineData("w: {scale_up: 1.1, scale_down: -1, class: signal}", "systematic 'w', down: the weights of its ")]
    [InlineData("w: {scale_up: 0, class: background}", "sample 'w, up': the weights of its ")]
    [InlineData("w: {scale_up: 1.1, process: top}", "nominal.csv: systematic 'w': no test event of the process 'top' in column 'kind'; nearest names: 'odd', 'even'")]
    [InlineData("w: {file_up: nowhere.csv}", "nowhere.csv: there is no such file")]
    [InlineData("w: {file_up: narrow.csv}", "narrow.csv, line 1: no column 'b' (nearest: ")]
    public void What_cannot_be_varied_is_said(string source, string message)
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("nominal.csv"), Toys.Gaussians(300, 1), 0);
        File.WriteAllText(folder.File("narrow.csv"), "EventId,a,Label,kind\n1,2,s,odd\n");
        var error = Assert.ThrowsAny<Exception>(() => Studies.Run(folder, "run", Card($"  systematics: {{{source}}}")));
        Assert.True(error is InvalidDataException or FileNotFoundException, error.ToString());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);

        // Before anything is trained.
        Assert.False(Directory.Exists(folder.File("run")));
    }

    private static string Card(string evaluation) => $$"""
        data:
          source: ./nominal.csv
          features: {a: GeV, b: 1}
          label: {column: Label, signal: s, background: b}
          event_id: EventId
          process: kind
          split: {by: hash}
        model: {name: mlp, hidden: [4]}
        training: {epochs: 2, batch_size: 64, learning_rate: 0.01, threads: 1}
        export: {onnx: false}
        evaluation:
          bootstrap_replicas: none
        {{evaluation}}
        """;

    // The two Gaussians, shifted in a; the columns beside say what the shifted files hold.
    private static void Write(string path, EventTable table, double shift) => File.WriteAllText(
        path,
        "EventId,a,b,a_up,a_down,broken,Label,kind\n" + string.Concat(Enumerable.Range(0, table.Count).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{table.EventIds[i]},{(float)(table.Features[0].Values[i] + shift)},{table.Features[1].Values[i]},{(float)(table.Features[0].Values[i] + 0.25)},{(float)(table.Features[0].Values[i] - 0.25)},{(i == 7 ? "nan" : "1")},{(table.Labels[i] == 1 ? 's' : 'b')},{(i % 4 < 2 ? "even" : "odd")}\n"))));

    private static int BinOf(CsvColumns stack, double value)
    {
        var low = stack.Numbers("low");
        var bin = Array.FindLastIndex(low, edge => value >= edge);
        return Math.Max(0, bin);
    }

    private static bool[] IsSignal(EventTable events) => Array.ConvertAll(events.Labels, label => label == 1);
}
