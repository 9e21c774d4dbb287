using Hep.Data;
using Hep.Evaluation;
using Hep.Tests.Cli;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Training.Tracking;

/// <summary>A small run that labels hits, from the card to the files and back.</summary>
public sealed class HitLabelRunTests : IDisposable
{
    private const string Card = """
        data:
          source: tracking_toy
          events: 100
          simulation: {tracks: 5}
        model: {name: hit_classifier, hidden: 8, tracks: 5, candidates: 16}
        training: {epochs: 2, batch_size: 8, learning_rate: 1e-2, threads: 1}
        export: {latency_calls: 100}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_is_trained_evaluated_exported_inspected_and_taken_beside_another()
    {
        var (card, run) = (folder.File("card.yaml"), folder.File("run"));
        File.WriteAllText(card, Card);
        Assert.Matches(@"(?m)^\s*BiLSTM +accuracy [01]", HepProgram.Do("train", card, "--out", run));
        var metrics = File.ReadAllText(Path.Combine(run, "metrics.json"));
        var tree = MetricsTree.Parse(metrics);
        Assert.Equal(["BiLSTM", "Helix"], tree.Keys("test.finders"));
        Assert.Equal(tree.Figure("test.accuracy"), tree.Figure("test.finders.BiLSTM.accuracy"));
        Assert.True(tree.Number("test.efficiency.value") > 0.5 && tree.Contains("test.finders.BiLSTM.accuracy_gain"));
        Assert.Equal(1, tree.Number("test.accuracy.value") + tree.Number("test.wrong_track.value") + tree.Number("test.lost.value"), 12);
        Assert.True(File.Exists(Path.Combine(run, "report.html")) && File.Exists(Path.Combine(run, "plots", "mistakes_by_layer.pdf")) && File.Exists(Path.Combine(run, "plots", "event.svg")));

        // Without the model.
        var best = File.ReadAllBytes(Path.Combine(run, "best.safetensors"));
        File.Delete(Path.Combine(run, "best.safetensors"));
        Assert.Contains("BiLSTM", HepProgram.Do("evaluate", run), StringComparison.Ordinal);
        Assert.Equal(metrics, File.ReadAllText(Path.Combine(run, "metrics.json")));
        File.WriteAllBytes(Path.Combine(run, "best.safetensors"), best);
        Assert.Contains("--threshold: found it with a run that labels hits", HepProgram.Run("evaluate", run, "--threshold", "ams", "--out", folder.File("cut")).Error, StringComparison.Ordinal);
        HepProgram.Do("export", run, "--out", folder.File("again.onnx"));
        Assert.True(File.Exists(folder.File("again.onnx")));
        Assert.Contains("BiLSTM", HepProgram.Do("inspect", run), StringComparison.Ordinal);
        Assert.Contains("probabilities", HepProgram.Do("inspect", Path.Combine(run, "model.onnx")), StringComparison.Ordinal);

        // Every hit of every test event has a label of each method.
        var rows = CsvColumns.Read(Path.Combine(run, "predictions.csv"), ["hit", "label", "truth"], ["finder"]);
        Assert.Equal(rows.Texts("finder").Count(finder => finder == "BiLSTM"), rows.Texts("finder").Count(finder => finder == "Helix"));
        Assert.All(rows.Numbers("label"), label => Assert.InRange(label, -1, 4));

        var other = folder.File("other");
        HepProgram.Do("train", card, "--out", other, "--set", "model.bidirectional=false", "--set", $"evaluation.beside=[{run}]");
        Assert.Equal(["LSTM", "BiLSTM", "Helix"], MetricsTree.Load(Path.Combine(other, "metrics.json")).Keys("test.finders"));
        var (code, _, error) = HepProgram.Run("train", card, "--out", folder.File("third"), "--set", "model.tracks=6", "--set", $"evaluation.beside=[{run}]");
        Assert.NotEqual(0, code);
        Assert.Contains("a network for 5 tracks, expected one for 6 (model.tracks)", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tracking_lstm.yaml")]
    [InlineData("tracking_labels.yaml")]
    public void The_shipped_cards_run_fast(string card)
    {
        HepProgram.Do("train", Repository.PathOf($"configs/{card}"), "--out", folder.File("run"), "--fast", "--set", "data.events=60", "--set", "training.threads=1", "--set", "export.latency_calls=100");
        Assert.Contains("it means little", File.ReadAllText(folder.File("run/report.html")).Replace("its figures mean little", "it means little", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("run/model.onnx")));
    }
}
