using Hep.Data;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Trials;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>A run that begins with another run: what it takes, what it keeps, how it goes on, and what is refused before it begins.</summary>
[Collection(nameof(LibTorchState))]
public sealed class TransferRunTests : IDisposable
{
    private static readonly string[] Results = ["best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json", "card.yaml"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_takes_the_best_weights_keeps_the_frozen_ones_and_goes_on_to_the_same_bits()
    {
        Studies.Run(folder, "first", Studies.Card());
        var card = Card(Studies.Card(seed: 2, more: ", learning_rate: 1e-3, head_learning_rate: 1e-2, averaging: ema"), "from: first, replace_head: true, freeze: all_but_head");
        var whole = Studies.Run(folder, "whole", card);
        var origin = folder.File("first/best.safetensors");
        Assert.Equal((origin, InputFingerprint.Sha256(origin)), (whole.Facts.InitialWeights, whole.Facts.InitialWeightsSha256));
        Assert.Empty(whole.Facts.Warnings);

        // 3 features, 8 units with their normalisation, and the head.
        Assert.Equal((32 + 16 + 9L, 32 + 16L), (whole.Facts.Parameters, whole.Facts.FrozenParameters));
        Assert.Contains(("Parameters", "57, 48 of them frozen"), whole.Facts.InWords());
        foreach (var file in new[] { "best", "last" })
        {
            var (theirs, ours) = (Entries("first/best.safetensors"), Entries($"whole/{file}.safetensors"));
            foreach (var name in ours.Keys.Where(name => name.StartsWith("network.layers.", StringComparison.Ordinal)))
                Assert.True(name.StartsWith("network.layers.4.", StringComparison.Ordinal) == (theirs[name] != ours[name]), name);
        }

        var progress = new RecordedProgress(20);
        Assert.Equal(StopReason.Interrupted, Studies.Run(folder, "run", card, progress, progress.Stop).Stopped);

        // The weights are in the checkpoint: what they came from is not needed any more.
        Directory.Delete(folder.File("first"), recursive: true);
        var resumed = TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance);
        Assert.Equal((whole.Facts.InitialWeights, whole.Facts.InitialWeightsSha256, whole.Facts.FrozenParameters), (resumed.Facts.InitialWeights, resumed.Facts.InitialWeightsSha256, resumed.Facts.FrozenParameters));
        foreach (var file in Results)
            Assert.Equal(File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"run/{file}")));
    }

    [Fact]
    public void What_a_run_was_trained_as_is_held_against_the_card()
    {
        Studies.Run(folder, "first", Studies.Card(), Stopped(40, out var stop), stop);
        var first = folder.File("first");
        Assert.Equal(
            $"""
            model.from: {first}: found the run of another network, expected that of the card; give model the options of the run, or take another one
              model.hidden: found [8], expected [9]
              model.activation: found relu, expected tanh
            """,
            Refused(Card(Studies.Card(), "from: first, activation: tanh").Replace("hidden: [8]", "hidden: [9]", StringComparison.Ordinal)));
        Assert.Equal(
            $"""
            model.from: {first}: found a run with other inputs, expected those of the card in their order; give data the inputs of the run, or take its weights alone, whatever they stand for: model.from: {first}/best.safetensors
              inputs: found DER_mass_MMC,DER_mass_vis,PRI_tau_pt, expected DER_mass_vis,DER_mass_MMC,PRI_tau_pt
            """,
            Refused(Card(Studies.Card(features: "{DER_mass_vis: GeV, DER_mass_MMC: GeV, PRI_tau_pt: GeV}"), "from: first")));

        // Another preprocessing is a warning, as it is of a file.
        var warned = Studies.Run(folder, "warned", Card(Studies.Card(), "from: first").Replace("events: 1500", "events: 800", StringComparison.Ordinal), Stopped(1, out stop), stop);
        Assert.StartsWith($"model.from: the weights of {first}/best.safetensors were trained behind another preprocessing", warned.Facts.Warnings[0], StringComparison.Ordinal);
        File.Delete(Path.Combine(first, "best.safetensors"));
        Assert.Equal(
            $"model.from: {first}: found a run without best.safetensors, expected one that was trained for an epoch; go on with it: hep train --resume {first}",
            Refused(Card(Studies.Card(), "from: first")));
        Directory.CreateDirectory(folder.File("empty"));
        Assert.Equal($"model.from: {folder.File("empty")}: not a run folder, it has no card.yaml; a run folder is what 'hep train' writes", Refused(Card(Studies.Card(), "from: empty")));
    }

    [Fact]
    public void A_trial_begins_where_the_training_would_and_learning_by_heart_anew()
    {
        Studies.Run(folder, "first", Studies.Card(), Stopped(40, out var stop), stop);
        File.WriteAllText(folder.File("next.yaml"), Card(Studies.Card(more: ", head_learning_rate: 1e-2"), "from: first, freeze: 1"));
        var outcome = LearningRateTrial.Execute(new(folder.File("next.yaml")) { Out = folder.File("rate") }, SilentProgress.Instance);
        Assert.True(File.Exists(outcome.Figure));
        Assert.Equal(new TransferOptions { From = folder.File("first"), Freeze = 1 }, RunCard.Load(folder.File("rate/trial.yaml")).Transfer);
        _ = OverfitTrial.Execute(new(folder.File("next.yaml")) { Out = folder.File("heart") }, 8, SilentProgress.Instance);
        Assert.Equal(new TransferOptions(), RunCard.Load(folder.File("heart/trial.yaml")).Transfer);
    }

    private static string Card(string card, string model) => card.Replace("normalization: batch", $"normalization: batch, {model}", StringComparison.Ordinal);

    private static RecordedProgress Stopped(int batches, out CancellationToken stop)
    {
        var progress = new RecordedProgress(batches);
        stop = progress.Stop;
        return progress;
    }

    private string Refused(string card)
    {
        var error = Assert.Throws<InvalidDataException>(() => Studies.Run(folder, "refused", card));
        Assert.False(Directory.Exists(folder.File("refused")));
        return error.Message;
    }

    private Dictionary<string, string> Entries(string file) =>
        SafeTensorsFile.Read(folder.File(file)).Tensors.ToDictionary(tensor => tensor.Name, tensor => Convert.ToHexString(tensor.Data.Span), StringComparer.Ordinal);
}
