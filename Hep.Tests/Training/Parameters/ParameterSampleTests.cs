using Hep.Data;
using Hep.Models;
using Hep.Onnx;
using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training;
using Hep.Training.Loading;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Scoring;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Parameters;

/// <summary>Samples beyond a few points of one parameter in memory: two parameters, a continuous one, events on disk; and runs that go on.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ParameterSampleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_parameters_are_told_together_from_the_card_to_predictions()
    {
        ParameterFiles.Write(folder.File("events.csv"), 2400, ["a", "b"], i => [i % 3, (2 * (i / 3 % 2)) - 1]);
        var run = Studies.Run(folder, "run", ParameterFiles.Card("{a: GeV, b: 1}", "{a: [1]}"));
        (double A, double B)[] points = [(0, -1), (0, 1), (1, -1), (1, 1), (2, -1), (2, 1)];
        Assert.Equal(points.Select(point => $"a_{point.A}_b_{point.B}"), run.Metrics.Keys("test.at"));
        foreach (var (a, b) in points)
            Assert.Equal((a, b, a == 1 ? 0 : 1), (run.Metrics.Number($"test.at.a_{a}_b_{b}.parameters.a"), run.Metrics.Number($"test.at.a_{a}_b_{b}.parameters.b"), run.Metrics.Number($"test.at.a_{a}_b_{b}.trained")));
        Assert.Equal(["a 0 to 2", "b -1 to 1"], run.Facts.Told!.Select(told => $"{told.Name} {told.Minimum} to {told.Maximum}"));
        string[] columns = [.. points.Select(point => $"score@a={point.A};b={point.B}")];
        Assert.Equal(columns, CsvColumns.Header(run.Folder.Predictions).Where(name => name.StartsWith("score@", StringComparison.Ordinal)));
        var predictions = CsvColumns.Read(run.Folder.Predictions, ["event_id", .. columns]);
        var rowOf = predictions.Numbers("event_id").Select((id, row) => (id, row)).ToDictionary(pair => pair.id, pair => pair.row);

        // Signal of its own values alone.
        File.WriteAllLines(folder.File("signal.csv"), File.ReadLines(folder.File("events.csv")).Where(line => !line.EndsWith("background", StringComparison.Ordinal)));
        foreach (var model in new[] { run.Folder.FullPath, run.Folder.Onnx })
        {
            // The grid runs in the order of the model, the last parameter fastest, whatever was typed first.
            Assert.Empty(FilePrediction.Write(model, folder.File("events.csv"), folder.File("scan.csv"), parameters: ["b=-1,1", "a=0,2"]).Warnings);
            string[] grid = ["score@a=0;b=-1", "score@a=0;b=1", "score@a=2;b=-1", "score@a=2;b=1"];
            Assert.Equal(["event", "x", "a", "b", "weight", "label", .. grid], CsvColumns.Header(folder.File("scan.csv")));
            RequireSame("scan.csv", grid, (_, column) => column);

            FilePrediction.Write(model, folder.File("signal.csv"), folder.File("own.csv"));
            var own = CsvColumns.Read(folder.File("own.csv"), ["a", "b"]);
            RequireSame("own.csv", ["score"], (row, _) => $"score@a={own.Numbers("a")[row]};b={own.Numbers("b")[row]}");
            Assert.Equal(["a = 3 GeV is outside the trained range 0 to 2 GeV"], FilePrediction.Write(model, folder.File("signal.csv"), folder.File("far.csv"), parameters: ["a=3", "b=0"]).Warnings);
        }

        void RequireSame(string file, string[] scores, Func<int, string, string> columnOf)
        {
            var scored = CsvColumns.Read(folder.File(file), ["event", .. scores]);
            int[] rows = [.. Enumerable.Range(0, scored.Count).Where(row => rowOf.ContainsKey(scored.Numbers("event")[row]))];
            Assert.True(rows.Length > 700);
            foreach (var (row, score) in rows.SelectMany(row => scores.Select(score => (row, score))))
                Assert.Equal(predictions.Numbers(columnOf(row, score))[rowOf[scored.Numbers("event")[row]]], scored.Numbers(score)[row], 1e-6);
        }
    }

    [Fact]
    public void Events_on_disk_are_told_what_those_in_memory_are()
    {
        using var memory = ParameterStudies.Load(ParameterStudies.Card(events: 12_000));
        using var disk = ParameterStudies.Load(ParameterStudies.Card(events: 12_000, data: "  memory: 1 MB"));
        Assert.Equal((true, false), (memory.Train.IsInMemory, disk.Train.IsInMemory));

        // In a training, epoch by epoch, and once and for all.
        foreach (var epoch in new[] { 1, 2 })
            Assert.Equal(Told(memory, memory.Train, epoch), Told(disk, disk.Train, epoch));
        foreach (var (one, other) in memory.Splits.Zip(disk.Splits))
            Assert.Equal(Told(memory, one.Events, null), Told(disk, other.Events, null));

        static SortedDictionary<ulong, float> Told(StudyData data, EventSet set, int? epoch)
        {
            using var loader = new WindowLoader(set, [1, 1], new Preprocessor(Preprocessings.Standard([0f, 0f], [1f, 1f], null, "x", "theta")), CPU, set.WindowRows, seed: 3, background: epoch is null ? null : data.Parameters!.Draw);
            var told = new SortedDictionary<ulong, float>();
            for (var w = 0; w < loader.Windows; w++)
            {
                var window = loader.Load(epoch ?? 0, w);
                var inputs = window.Inputs.data<float>().ToArray();
                for (var i = 0; i < window.Count; i++)
                    told.Add(window.EventIds[i], inputs[(2 * i) + 1]);
            }

            return told;
        }
    }

    [Fact]
    public void A_run_on_disk_scores_its_events_at_points_as_they_are_scored_alone()
    {
        var run = Studies.Run(folder, "run", ParameterStudies.Card(events: 12_000, epochs: 1, data: "  memory: 1 MB"));
        Assert.NotNull(run.Facts.WindowRows);
        CsvWriter.Write(folder.File("events.csv"), [[new IdColumn("event", Events.EventIds), Events.Features[0]]]);
        FilePrediction.Write(run.Folder.FullPath, folder.File("events.csv"), folder.File("scan.csv"), parameters: ["theta=-1.5,1.5"]);
        string[] points = ["score@theta=-1.5", "score@theta=1.5"];
        var scan = CsvColumns.Read(folder.File("scan.csv"), ["event", .. points]);
        var known = scan.Numbers("event").Select((id, row) => (id, row)).ToDictionary(pair => pair.id, pair => pair.row);
        var predictions = CsvColumns.Read(run.Folder.Predictions, ["event_id", .. points]);
        Assert.InRange(predictions.Count, 10_500, 12_000);
        foreach (var point in points)
            Assert.All(Enumerable.Range(0, predictions.Count), row => Assert.Equal(scan.Numbers(point)[known[predictions.Numbers("event_id")[row]]], predictions.Numbers(point)[row], 1e-6));
    }

    [Theory]
    [InlineData("concatenate", "", 30)]
    [InlineData("film", "", 75)]
    [InlineData("concatenate", "  memory: 1 MB", 120)]
    public void A_run_that_was_stopped_ends_as_one_that_was_not(string conditioning, string data, int batches)
    {
        var card = ParameterStudies.Card(model: $", conditioning: {conditioning}, dropout: 0.1", epochs: 3, events: data.Length > 0 ? 12_000 : 3000, data: data);
        var whole = Studies.Run(folder, "whole", card);
        var progress = new RecordedProgress(batches);
        Assert.Equal(StopReason.Interrupted, Studies.Run(folder, "run", card, progress, progress.Stop).Stopped);
        Assert.NotEqual(Read("whole", "last.safetensors"), Read("run", "last.safetensors"));
        var resumed = TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance);
        Assert.Equal((StopReason.AllEpochs, data.Length > 0), (resumed.Stopped, resumed.Facts.WindowRows is not null));
        Assert.Equal(whole.Facts.Warnings, resumed.Facts.Warnings);
        foreach (var file in new[] { "best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json", "card.yaml" })
            Assert.Equal(Read("whole", file), Read("run", file));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1201)]
    public void A_continuous_parameter_is_trained_on_and_told_between_its_values(int values)
    {
        ParameterFiles.Write(folder.File("events.csv"), 2 * values, ["theta"], i => [-2 + (4 * (i * 7 % values) / (values - 1.0))]);
        var run = Studies.Run(folder, "run", ParameterFiles.Card("{theta: {spectrum: sample}}", epochs: 2));
        Assert.Equal(values > 1000 ? 0 : values, run.Facts.Points!.Count);
        Assert.False(run.Metrics.Contains("test.at"));
        using (var scorer = new OnnxScorer(run.Folder.Onnx))
        {
            // Of a few values at the ends there is no training event.
            var theta = Assert.Single(scorer.Model.Parameters);
            Assert.InRange(theta.Minimum, -2, -1.9);
            Assert.InRange(theta.Maximum, 1.9, 2);
            Assert.Equal((run.Facts.Told![0].Minimum, run.Facts.Told[0].Maximum), (theta.Minimum, theta.Maximum));
        }

        foreach (var model in new[] { run.Folder.FullPath, run.Folder.Onnx })
        {
            Assert.Empty(FilePrediction.Write(model, folder.File("events.csv"), folder.File("between.csv"), parameters: ["theta=-1.2345,1.2345"]).Warnings);
            var scores = CsvColumns.Read(folder.File("between.csv"), ["x", "score@theta=-1.2345", "score@theta=1.2345"]);
            int[] near = [.. Enumerable.Range(0, scores.Count).Where(row => Math.Abs(scores.Numbers("x")[row] - 1.2345) < 0.3)];
            Assert.True(near.Average(row => scores.Numbers("score@theta=1.2345")[row]) > near.Average(row => scores.Numbers("score@theta=-1.2345")[row]));
            Assert.StartsWith("theta = 2.5 is outside the trained range -1.9", Assert.Single(FilePrediction.Write(model, folder.File("events.csv"), folder.File("far.csv"), parameters: ["theta=2.5"]).Warnings), StringComparison.Ordinal);
        }
    }

    private static EventTable Events { get; } = Simulations.Find("gaussian").Generate(12_000, 1);

    private byte[] Read(string run, string file) => File.ReadAllBytes(Path.Combine(folder.File(run), file));
}
