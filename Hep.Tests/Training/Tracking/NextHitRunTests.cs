using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Tracking;

/// <summary>A run that learns to predict hits, from card to found tracks; and what is said of events that will not do.</summary>
[Collection(nameof(LibTorchState))]
public sealed class NextHitRunTests : IDisposable
{
    private static readonly string[] Results = ["best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json", "card.yaml", "tracks/tracks_10_found.csv", "tracks/tracks_10_hits.csv"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void It_learns_finds_tracks_and_is_exported(string cell)
    {
        var run = Run("run", Card(cell));
        var metrics = run.Metrics;
        var name = cell.ToUpperInvariant();
        Assert.InRange(metrics.Figure("test.efficiency").Value, 0.95, 1);
        Assert.Equal(metrics.Figure("test.efficiency"), metrics.Figure($"test.tracks_10.finders.{name}.efficiency"));
        Assert.InRange(metrics.Figure("test.tracks_10.finders.Kalman.efficiency").Value, 0.95, 1);
        Assert.InRange(metrics.Number("test.fake_rate.value"), 0, 0.05);

        // After seven epochs of few tracks it is half way from the helix alone to the filter.
        Assert.InRange(metrics.Figure("test.pull_rphi.width").Value, 0.85, 1.15);
        Assert.InRange(metrics.Figure($"test.predictions.{name}.residual_rphi.width").Value / metrics.Figure("test.predictions.Kalman.residual_rphi.width").Value, 0.97, 1.5);
        var losses = TrainingHistory.Losses(run.Folder.History);
        Assert.True(losses[^1].Validation < losses[0].Validation - 0.3);

        // All lengths, whole tracks and steps, in units of the predicted errors.
        Assert.InRange(run.Facts.Export!.OnnxDifference, 1e-9, 0.01);
        Assert.True(File.Exists(Path.Combine(run.Folder.FullPath, "model_step.onnx")));
        var again = RunExport.Export(RunFolder.Open(run.Folder.FullPath), folder.File("again.onnx"));
        Assert.Equal(run.Facts.Export.OnnxDifference, again.OnnxDifference);
        Assert.True(File.Exists(folder.File("again_step.onnx")));
        Assert.Contains("tracks_10", string.Join('\n', run.Summary().Select(line => line.Name)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_card_gives_the_same_files_and_what_is_written_is_enough_to_evaluate_it_again()
    {
        var (one, two) = (Run("one", Card()), Run("two", Card()));
        foreach (var file in Results)
            Assert.Equal(Read("one", file), Read("two", file));
        var metrics = Read("one", "metrics.json");
        foreach (var gone in new[] { "metrics.json", "best.safetensors", "last.safetensors", "report.html" })
            File.Delete(folder.File($"one/{gone}"));
        Assert.Equal(one.Metrics.ToJson(), RunEvaluation.Evaluate(RunFolder.Open(one.Folder.FullPath)).ToJson());
        Assert.Equal(metrics, Read("one", "metrics.json"));
        Assert.True(File.Exists(folder.File("one/report.html")));
        Assert.Contains("hits", string.Join('\n', RunContents.Preprocessing(two.Folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void After_Ctrl_C_it_ends_in_the_same_files()
    {
        _ = Run("whole", Card());
        var progress = new RecordedProgress(17);
        Assert.Equal(StopReason.Interrupted, Run("run", Card(), progress).Stopped);
        var resumed = TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance);
        Assert.Equal(StopReason.AllEpochs, resumed.Stopped);
        foreach (var file in Results)
            Assert.Equal(Read("whole", file), Read("run", file));
    }

    [Fact]
    public void Another_run_looks_for_the_same_tracks()
    {
        _ = Run("gru", Card("gru"));
        var run = Run("lstm", Card(evaluation: ", beside: [gru]"));
        Assert.Equal(["LSTM", "GRU", "Kalman"], run.Metrics.Keys("test.tracks_10.finders"));
        Assert.Equal(["LSTM", "GRU", "Kalman"], run.Metrics.Keys("test.predictions"));
        Assert.Equal(Load("gru").Figure("test.predictions.GRU.pull_z.width"), run.Metrics.Figure("test.predictions.GRU.pull_z.width"));
    }

    [SkippableFact]
    public void Real_hits_are_trained_and_tested_on()
    {
        var graphs = Repository.SharedData("trackml/graphs_2GeV/event000001000_g000.npz");
        var run = Run("real", $$"""
            data:
              source: {{Path.GetDirectoryName(graphs)}}
              detector: trackml
            model: {name: hit_predictor, hidden: 16}
            training: {epochs: 3, batch_size: 64, threads: 1}
            evaluation:
              follow: {minimum_hits: 4}
              matching: {minimum_hits: 4}
              seeds: {maximum_cot_theta: 10, minimum_pt: 1, maximum_d0: 2, deviations: 20}
            export: {latency_calls: 100}
            """);
        Assert.Equal(100, run.Facts.Events.Values.Sum());
        Assert.Equal(100, run.Facts.InputFiles!.Count);

        // The network has learned that the sensors are flat, which the filter's cylinders are not: 0.95 and 0.85.
        var (network, filter) = (run.Metrics.Figure("test.test.finders.LSTM.efficiency").Value, run.Metrics.Figure("test.test.finders.Kalman.efficiency").Value);
        Assert.InRange(network, 0.9, 1);
        Assert.InRange(filter, 0.75, network - 0.05);
        Assert.True(run.Metrics.Number("test.test.finders.Kalman.particles") > 100);
    }

    [Theory]
    [InlineData("source: tracking_toy", "simulation: {track: 10}", "data.simulation: found track, expected a number of the simulation; nearest names: 'tracks'")]
    [InlineData("source: tracking_toy", "simulation: {tracks: 0.5}", "data.simulation: tracks is 0.5; expected a whole number from 1")]
    [InlineData("source: tracking_toy", "detector: {name: barrel, radii: [30, 20]}", "data.detector.half_lengths: found 10 numbers, expected one for each of the 2 radii, or one for all")]
    [InlineData("source: tracking_toy", "skip: [empty]", "data.skip: found empty, expected empty_events, outside_hits, unknown_particles, duplicate_hits, long_tracks")]
    [InlineData("source: hits.csv", "longest: 9", "data.source: found hits.csv, whose columns nobody knows, expected data.columns, such as {x: x, y: y, z: z, layer: layer, particle: particle_id, event: event_id}")]
    [InlineData("source: tracking_toi", "longest: 9", "data.source: found \"tracking_toi\", expected tracking_toy, or files (a folder in the card's folder is written ./tracking_toi)")]
    [InlineData("source: tracking_toy", "split: {by: fraction}", "data.split: found another split, expected by: hash, which keeps all hits of an event together")]
    public void A_card_that_is_wrong_is_refused(string source, string more, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => RunCards.FromSource($"data: {{{source}, {more}}}\nmodel: {{name: hit_predictor}}\ntraining: {{epochs: 1}}\n", folder.File("card.yaml")));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training", "{epochs: 1, calibration: none}", "training.calibration: found it in a card for tracks, expected none: a covariance is checked by its pulls")]
    [InlineData("training", "{epochs: 1, loss: focal}", "training.loss: found it in a card for tracks, expected none: the loss of the model is a likelihood")]
    [InlineData("evaluation", "{seeds: {inner_layers: 11}}", "evaluation.seeds: InnerLayers is 11")]
    public void Keys_that_mean_nothing_for_tracks_are_refused(string section, string value, string expected)
    {
        var training = section == "training" ? value : "{epochs: 1}";
        var error = Assert.Throws<InvalidDataException>(() => RunCards.FromSource($"data: {{source: tracking_toy}}\nmodel: {{name: hit_predictor}}\ntraining: {training}\n{(section == "training" ? "" : $"{section}: {value}\n")}", folder.File("card.yaml")));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_reads_back_as_it_is_written()
    {
        var card = RunCards.FromSource(Card(evaluation: ", minimum_pt: 0.5, follow: {maximum_missing: 2}"), folder.File("card.yaml"));
        var again = RunCards.FromSource(card.ToYaml(), "elsewhere/card.yaml");
        Assert.Equal(card, again);
        Assert.Equal(card.ToYaml(), again.ToYaml());
    }

    [Fact]
    public void Where_a_classifier_is_needed_a_card_of_tracks_is_refused()
    {
        File.WriteAllText(folder.File("card.yaml"), Card());
        Assert.Equal(
            $"{folder.File("card.yaml")}: found the model hit_predictor, expected one that tells signal from background (mlp, cnn); cards and runs of hit_predictor are for hep train, evaluate, export, runs and inspect",
            Assert.Throws<InvalidDataException>(() => RunCard.Load(folder.File("card.yaml"))).Message);
    }

    [Theory]
    [InlineData("longest: 8", "the train split has tracks of more than 8 hits (data.longest)")]
    [InlineData("simulation: {tracks: 1, maximum_eta: 5, minimum_pt: 0.05, maximum_pt: 0.0501}", "the test split has no track of 4 hits or more on different layers in its")]
    [InlineData("simulation: {tracks: 1, maximum_eta: 5, minimum_pt: 0.05, maximum_pt: 0.0501, multiple_scattering: 0}", "the train split has no track of 4 hits or more on different layers")]
    public void Events_that_teach_nothing_are_refused(string data, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => Run("run", Card(data: $", {data}")));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("run")));
    }

    [Fact]
    public void Long_tracks_are_cut_and_counted_where_the_card_allows_it()
    {
        var run = Run("run", Card(data: ", longest: 8, skip: [long_tracks]"));
        Assert.Contains(run.Facts.Warnings, warning => warning.EndsWith("hits of tracks beyond data.longest were left out of the train split", StringComparison.Ordinal));
    }

    private static string Card(string cell = "lstm", string data = "", string evaluation = "") => $$"""
        data: {source: tracking_toy, events: 150{{(data.Contains("simulation", StringComparison.Ordinal) ? "" : ", simulation: {tracks: 10}")}}{{data}} }
        model: {name: hit_predictor, cell: {{cell}}, hidden: 16}
        training: {epochs: 7, batch_size: 64, learning_rate: 1e-2, threads: 1}
        evaluation: {densities: [10], particles: 600{{evaluation}} }
        export: {latency_calls: 100}
        """;

    private RunOutcome Run(string name, string card, RecordedProgress? progress = null)
    {
        File.WriteAllText(folder.File($"{name}.yaml"), card);
        return TrainingRun.Execute(new TrainRequest(folder.File($"{name}.yaml")) { Out = folder.File(name) }, progress is null ? SilentProgress.Instance : progress, progress?.Stop ?? default);
    }

    private byte[] Read(string run, string file) => File.ReadAllBytes(folder.File($"{run}/{file}"));

    private MetricsTree Load(string run) => MetricsTree.Load(folder.File($"{run}/metrics.json"));
}
