using System.Globalization;
using Hep.Data;
using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Scoring;
using Xunit;

namespace Hep.Tests.Training.Measured;

/// <summary>Measured events from the card to the points in the figures, and what is not looked at.</summary>
[Collection(nameof(LibTorchState))]
public sealed class MeasuredRunTests : IDisposable
{
    private const string Events = "evaluation: {bootstrap_replicas: none, variables: [a, extra], score_bins: 10, threshold: {by: value, value: 0.6}, measured: [data_*.csv]";
    private static readonly string[] Trained = ["best.safetensors", "last.safetensors", "history.csv", "predictions.csv"];

    private readonly TemporaryFolder folder = new();

    public MeasuredRunTests()
    {
        Write("events.csv", Toys.Gaussians(900, 1), withLabels: true);
        Write("data_1.csv", Toys.Gaussians(200, 2), withLabels: false);
        Write("data_2.csv", Toys.Gaussians(100, 3), withLabels: false);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_points_are_the_events_that_pass()
    {
        var run = Studies.Run(folder, "run", Card(Events + "}", "select: a > -1"));

        // Which those are, and their scores, by the model alone. The column of weights is nothing that a number could be read from.
        EventTable[] files = [Toys.Gaussians(200, 2), Toys.Gaussians(100, 3)];
        using var scorer = EventScorer.Open(run.Folder.FullPath);
        var expected = files.SelectMany(file => file.EventIds.Zip(file.Features[0].Values, scorer.Score(file.ToRowMajor())))
            .Where(e => e.Second > -1)
            .Select(e => (Id: e.First, A: ShortestDecimal.Of(e.Second), Score: e.Third))
            .ToList();
        Assert.InRange(expected.Count, 200, 299);
        Assert.Equal(["event_id", "a", "extra", "score"], CsvColumns.Header(run.Folder.Measured));
        var written = CsvColumns.Read(run.Folder.Measured, ["event_id", "a", "score"]);
        Assert.Equal(expected.Select(e => ((double)e.Id, e.A, e.Score)), Enumerable.Range(0, written.Count).Select(i => (written.Numbers("event_id")[i], written.Numbers("a")[i], (float)written.Numbers("score")[i])));

        // Bin by bin, with what lies beyond in the outermost.
        foreach (var (figure, values, cut) in new[] { ("stack_a", expected.Select(e => e.A), -1.0), ("stack_a_selected", expected.Where(e => e.Score >= 0.6).Select(e => e.A), 0.6), ("stack_score", expected.Select(e => (double)e.Score), -1) })
        {
            var stack = CsvColumns.Read(Plot(run, figure), ["low", "high", "simulation"], ["data", "data_error", "ratio"]);
            var (low, high) = (stack.Numbers("low"), stack.Numbers("high"));
            for (var bin = 0; bin < stack.Count; bin++)
            {
                var count = values.Count(value => (bin == 0 || value >= low[bin]) && (bin == stack.Count - 1 || value < high[bin]));
                Assert.Equal((Text(count), Text(Math.Sqrt(count))), (stack.Texts("data")[bin], stack.Texts("data_error")[bin]));
                if (count > 0 && stack.Numbers("simulation")[bin] > 0)
                    Assert.Equal(count / stack.Numbers("simulation")[bin], double.Parse(stack.Texts("ratio")[bin], CultureInfo.InvariantCulture), 1e-12);
            }

            Assert.Equal(Expected(run, cut, 2).Sum, stack.Numbers("simulation").Sum(), 1e-9);
        }

        // The figures of merit, each with both errors.
        var (selected, simulation) = (expected.Count(e => e.Score >= 0.6), Expected(run, 0.6, 2).Yield);
        Assert.Equal(new Estimate(expected.Count, Math.Sqrt(expected.Count)), run.Metrics.Figure("measured.events"));
        Assert.Equal(new Estimate(selected, Math.Sqrt(selected)), run.Metrics.Figure("measured.selected"));
        Assert.Equal(simulation.Value, run.Metrics.Number("test.selected_signal.value") + run.Metrics.Number("test.selected_background.value"), 1e-9);
        var ratio = run.Metrics.Figure("measured.over_expected");
        Assert.Equal(selected / simulation.Value, ratio.Value, 1e-12);
        Assert.Equal(ratio.Value * Math.Sqrt((1.0 / selected) + Math.Pow(simulation.Error / simulation.Value, 2)), ratio.Error, 1e-12);
        var report = File.ReadAllText(run.Folder.Report);
        Assert.Contains($"Points: {selected} measured events; the sum of simulation is ", report, StringComparison.Ordinal);
        Assert.Contains($"<td>{run.Metrics.Figure("measured.selected")}</td>", report.Replace("&#177;", "±", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(">Simulation<", File.ReadAllText(Path.ChangeExtension(Plot(run, "stack_a"), "svg")), StringComparison.Ordinal);
        Assert.Contains(">Simulation<", File.ReadAllText(Path.ChangeExtension(Plot(run, "efficiency_a"), "svg")), StringComparison.Ordinal);
        Assert.Equal(
            new[] { "data_1.csv", "data_2.csv" }.Select(name => new InputFileFacts(folder.File(name), InputFingerprint.Sha256(folder.File(name)), null)),
            RunFacts.Load(run.Folder.Facts).Measured!.Files);

        // Again without model and input.
        string[] again = [run.Folder.Metrics, run.Folder.Report, .. Directory.EnumerateFiles(run.Folder.Plots, "stack_*.csv")];
        var before = Array.ConvertAll(again, File.ReadAllText);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.csv").Concat(Directory.EnumerateFiles(run.Folder.Plots, "stack_*")).Append(run.Folder.Best).Append(run.Folder.Onnx))
            File.Delete(file);
        RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath));
        Assert.Equal(before, Array.ConvertAll(again, File.ReadAllText));
    }

    [Fact]
    public void The_training_does_not_see_them()
    {
        var (with, without) = (Studies.Run(folder, "with", Card(Events + "}")), Studies.Run(folder, "without", Card(Events.Replace(", measured: [data_*.csv]", "}", StringComparison.Ordinal))));
        foreach (var file in Trained)
            Assert.Equal(File.ReadAllBytes(folder.File($"without/{file}")), File.ReadAllBytes(folder.File($"with/{file}")));
        foreach (var split in without.Metrics.Keys())
            Assert.Equal(Leaves(without.Metrics, split), Leaves(with.Metrics, split));
        Assert.False(without.Metrics.Contains("measured") || File.Exists(without.Folder.Measured) || File.Exists(Plot(without, "stack_score")));

        static IEnumerable<(string, double)> Leaves(MetricsTree metrics, string branch) => metrics.Keys(branch).Where(key => key is "auc" or "ams" or "log_loss" or "accuracy").Select(key => (key, metrics.Number($"{branch}.{key}.value")));
    }

    [Theory]
    [InlineData(0.45)]
    [InlineData(0.75)]
    [InlineData(1e-6)]
    public void What_is_blinded_is_neither_written_nor_drawn_nor_counted(double blind)
    {
        var run = Studies.Run(folder, "run", Card(FormattableString.Invariant($"{Events}, blind_above: {blind}, systematics: {{norm: {{scale_up: 1.1, scale_down: 0.9}}}}}}")));
        var all = CsvColumns.Read(Studies.Run(folder, "all", Card(Events + "}")).Folder.Measured, ["score", "a"]);
        var seen = Enumerable.Range(0, all.Count).Where(i => all.Numbers("score")[i] < blind).ToList();
        Assert.Equal(seen.Select(i => Text(all.Numbers("score")[i])), File.ReadLines(run.Folder.Measured).Skip(1).Select(line => Text(double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture))));
        Assert.Equal((double)seen.Count, run.Metrics.Number("measured.events.value"));
        Assert.Equal(Expected(run, -1, blind).Sum, run.Metrics.Number("measured.expected.value"), 1e-9);

        // The simulation beside the points is that of the same scores; the score itself is shown whole, without points in a bin that is blinded in part.
        var stack = CsvColumns.Read(Plot(run, "stack_a"), ["data", "simulation"]);
        Assert.Equal((double)seen.Count, stack.Numbers("data").Sum());
        Assert.Equal(Expected(run, -1, blind).Sum, stack.Numbers("simulation").Sum(), 1e-9);
        var scores = CsvColumns.Read(Plot(run, "stack_score"), ["high", "simulation"], ["data"]);
        Assert.Equal(Expected(run, -1, 2).Sum, scores.Numbers("simulation").Sum(), 1e-9);
        Assert.All(Enumerable.Range(0, 10), bin => Assert.Equal(scores.Numbers("high")[bin] > blind, scores.Texts("data")[bin] == "NaN"));

        // A factor on everything moves every bin by as much of what is shown.
        foreach (var figure in new[] { "stack_a", "stack_a_selected", "stack_score" })
        {
            var shifts = CsvColumns.Read(Plot(run, figure), ["simulation", "simulation_systematic_up"]);
            Assert.All(Enumerable.Range(0, shifts.Count), bin => Assert.Equal(0.1 * shifts.Numbers("simulation")[bin], shifts.Numbers("simulation_systematic_up")[bin], 1e-9));
        }

        // After the cut at 0.6 there is something to see, or nothing, and then the simulation is whole.
        var (isSeen, report) = (blind > 0.6, File.ReadAllText(run.Folder.Report));
        Assert.Equal(isSeen, run.Metrics.Contains("measured.selected") && run.Metrics.Contains("measured.over_expected"));
        Assert.Equal(isSeen, CsvColumns.Header(Plot(run, "stack_a_selected")).Contains("data"));
        Assert.Equal(Expected(run, 0.6, isSeen ? blind : 2).Sum, CsvColumns.Read(Plot(run, "stack_a_selected"), ["simulation"]).Numbers("simulation").Sum(), 1e-9);
        Assert.Equal(!isSeen, report.Contains("or more are blinded: there are no points.", StringComparison.Ordinal));
        Assert.Contains(FormattableString.Invariant($"Measured events with a score of {blind:G4} or more are blinded, so simulation, too, is that of scores below {blind:G4} alone."), report, StringComparison.Ordinal);

        // A card that is changed afterwards does not bring back what was left out.
        var before = File.ReadAllText(run.Folder.Metrics);
        File.WriteAllText(run.Folder.Card, File.ReadAllText(run.Folder.Card).Replace("blind_above: ", "blind_above: none # ", StringComparison.Ordinal));
        RunEvaluation.Evaluate(RunFolder.Open(run.Folder.FullPath));
        Assert.Equal(before, File.ReadAllText(run.Folder.Metrics));
    }

    [Theory]
    [InlineData("nowhere.csv", "", "nowhere.csv: there is no such file")]
    [InlineData("day_*.csv", "", "evaluation.measured: ")]
    [InlineData("[data_1.csv, data_*.csv]", "", "data_1.csv, which evaluation.measured names already, expected each file once")]
    [InlineData("narrow.csv", "", "narrow.csv, line 1: no column 'b' (nearest: ")]
    [InlineData("broken.csv", "", "broken.csv, line 3, column 'b': ")]
    [InlineData("plain.csv", "", "plain.csv, line 1: no column 'extra' (nearest: ")]
    [InlineData("empty.csv", "", "empty.csv: no rows; line 1 names 3 columns, and no line follows")]
    [InlineData("data_1.csv", "select: {a: a > -50, w: w > 0}", "data_1.csv, line 1: no column 'w' (nearest: ")]
    [InlineData("far.csv", "select: {any: a > -50, some: a < 40}", "far.csv: data.select: the cut 'some' (a < 40) leaves no event; before it there were 1 of 'measured'; loosen the cut, or check units and names")]
    public void What_cannot_be_measured_is_said_before_the_training(string measured, string select, string message)
    {
        File.WriteAllText(folder.File("narrow.csv"), "EventId,a,extra\n1,2,3\n");
        File.WriteAllText(folder.File("broken.csv"), "a,b,extra\n1,2,3\n1,nan,3\n");
        File.WriteAllText(folder.File("plain.csv"), "a,b\n1,2\n");
        File.WriteAllText(folder.File("empty.csv"), "a,b,extra\n");
        File.WriteAllText(folder.File("far.csv"), "a,b,extra\n50,1,1\n");
        var error = Assert.ThrowsAny<Exception>(() => Studies.Run(folder, "run", Card(Events.Replace("[data_*.csv]", measured, StringComparison.Ordinal) + "}", select)));
        Assert.True(error is InvalidDataException or FileNotFoundException, error.ToString());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("run")));
    }

    [Theory]
    [InlineData("data_2.csv", "data_2.csv")]
    [InlineData("shifted.csv", "tau, up")]
    public void A_run_is_not_resumed_with_other_measured_or_shifted_files(string file, string name)
    {
        File.Copy(folder.File("events.csv"), folder.File("shifted.csv"));
        var progress = new RecordedProgress(5);
        Assert.Equal(StopReason.Interrupted, Studies.Run(folder, "run", Card(Events + ", systematics: {tau: {file_up: shifted.csv}}}"), progress, progress.Stop).Stopped);
        var text = File.ReadAllText(folder.File(file));
        File.WriteAllText(folder.File(file), text[..text.LastIndexOf('\n', text.Length - 2)] + "\n");
        Assert.Matches(
            $"^the input has changed since the run was begun; bring the files back, or begin a new run with --out\n  [^\n]*{name}: found SHA-256 [0-9a-f]{{64}}, expected [0-9a-f]{{64}}$",
            Assert.Throws<InvalidDataException>(Resume).Message);
        File.WriteAllText(folder.File(file), text);
        Assert.Equal(StopReason.AllEpochs, Resume().Stopped);
        Assert.Equal(300, CsvColumns.Read(folder.File("run/measured.csv"), ["score"]).Count);

        RunOutcome Resume() => TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance);
    }

    [Fact]
    public void Files_without_ids_have_none_and_processes_are_those_of_simulation()
    {
        File.WriteAllText(folder.File("data_1.csv"), "b,extra,a\n" + string.Concat(Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 5},1,{i % 3}\n"))));
        var run = Studies.Run(folder, "run", Card(Events + "}").Replace("source: ./events.csv", "files: {all: {path: events.csv, weight: w}}", StringComparison.Ordinal).Replace("weight: Weight", "weight: none", StringComparison.Ordinal));
        Assert.Equal(["a", "extra", "score"], CsvColumns.Header(run.Folder.Measured));
        Assert.Equal(140, run.Metrics.Number("measured.events.value"));
        Assert.Contains("all", CsvColumns.Header(Plot(run, "stack_score")));
    }

    private static string Card(string evaluation, string select = "") => $$"""
        data:
          source: ./events.csv
          features: {a: GeV, b: 1}
          label: {column: Label, signal: s, background: b}
          weight: Weight
          event_id: EventId
          split: {by: hash}
          {{select}}
        model: {name: mlp, hidden: [4]}
        training: {epochs: 2, batch_size: 64, learning_rate: 0.02, threads: 1}
        {{evaluation}}
        export: {latency_calls: 100}
        """;

    // What is measured has a weight that is no number, which nobody reads.
    private void Write(string name, EventTable table, bool withLabels) => File.WriteAllText(
        folder.File(name),
        $"extra,EventId,a,b,Weight{(withLabels ? ",w,Label" : "")}\n" + string.Concat(Enumerable.Range(0, table.Count).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{i % 7},{table.EventIds[i]},{table.Features[0].Values[i]},{table.Features[1].Values[i]},{(withLabels ? $"{1 + (i % 3)},1,{(table.Labels[i] == 1 ? 's' : 'b')}" : "unknown")}\n"))));

    private static string Plot(RunOutcome run, string figure) => Path.Combine(run.Folder.Plots, figure + ".csv");

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    // The test split's events of a range of scores, scaled to the yields of all splits.
    private static WeightSum Expected(RunOutcome run, double low, double high)
    {
        var predictions = Predictions.Load(run.Folder.Predictions);
        var test = predictions.Sample("test", "test")!;
        var sum = default(WeightSum);
        for (var i = 0; i < test.Count; i++)
        {
            if (test.Scores[i] >= low && test.Scores[i] < high)
                sum = sum.Add(test.Weights[i] * predictions.Yield(test.IsSignal[i]) / (test.IsSignal[i] ? test.Signal.Sum : test.Background.Sum));
        }

        return sum;
    }
}
