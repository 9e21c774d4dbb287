using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Listing;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Trials;
using Xunit;

namespace Hep.Tests.Training.Trials;

/// <summary>The runs that are there to see whether everything works.</summary>
[Collection(nameof(LibTorchState))]
public sealed class SanityRunTests
{
    [Fact]
    public void A_fast_run_goes_all_the_way_on_a_few_events_and_says_so()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("card.yaml"), Studies.Card(more: ", averaging: {name: swa, start: 3}, warmup: {epochs: 1}"));
        var run = TrainingRun.Execute(new TrainRequest(folder.File("card.yaml")) { Out = folder.File("run"), IsFast = true }, SilentProgress.Instance);
        const string Warning = "a fast run: 2 epochs on at most 128 events of each class in each split, to see that everything works; its figures mean nothing";
        Assert.Contains(Warning, run.Facts.Warnings);
        Assert.Contains(Warning, File.ReadAllText(run.Folder.Report), StringComparison.Ordinal);
        Assert.True(File.Exists(run.Folder.Onnx));
        Assert.Equal(256, run.Facts.Events["train"]);
        Assert.All(run.Facts.Events.Values, events => Assert.InRange(events, 150, 256));
        Assert.Equal(3, File.ReadAllLines(run.Folder.History).Length);

        // The card in the folder is that of the fast run.
        var card = run.Folder.LoadCard();
        Assert.Equal((2, 64, 128), (card.Training.Epochs, card.Training.BatchSize, card.Data.EventsPerClass));
    }

    [Fact]
    public void A_card_with_few_events_of_each_class_is_no_fast_run_and_says_what_it_has()
    {
        using var folder = new TemporaryFolder();
        var card = Studies.Card().Replace("  missing: -999", "  missing: -999\n  events_per_class: 100", StringComparison.Ordinal);
        var run = Studies.Run(folder, "run", card);
        var said = Assert.Single(run.Facts.Warnings, warning => warning.Contains("of each class", StringComparison.Ordinal));
        Assert.Equal("data.events_per_class: at most 100 events of each class in each split, the first ones", said);
    }

    [Fact]
    public void A_few_events_are_learned_by_heart()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("card.yaml"), Studies.Card(more: ", learning_rate: 0.01, penalty: {l2: 1}, loss: {name: bce, label_smoothing: 0.3}"));
        var progress = new RecordedProgress();
        var outcome = OverfitTrial.Execute(new TrainRequest(folder.File("card.yaml")) { Out = folder.File("run") }, 12, progress);
        Assert.True(outcome.IsByHeart);
        Assert.Equal("the goal is reached", progress.Ended);
        Assert.InRange(outcome.Loss, 0, 0.01);
        Assert.InRange(outcome.Epochs, 2, 1999);
        Assert.Equal(["history.csv", "plots", "trial.yaml"], Directory.EnumerateFileSystemEntries(folder.File("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(outcome.Epochs + 1, File.ReadAllLines(folder.File("run/history.csv")).Length);
        Assert.True(File.Exists(outcome.Figure));

        // It is no run.
        Assert.Empty(RunList.Read(folder.File("run")));
        var error = Assert.Throws<InvalidDataException>(() => TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance));
        Assert.Equal(
            $"{folder.File("run")}: not a run folder, it is that of a trial (hep train --find-lr or --overfit), which trains nothing that is kept; train its card, and look at the folder of that run",
            error.Message);
        Assert.Equal("Adam", RunCard.Load(folder.File("run/trial.yaml")).Training.Optimizer.GetType().Name);
    }

    [Fact]
    public void Events_that_cannot_be_told_apart_are_not_learned_and_too_many_are_refused()
    {
        using var folder = new TemporaryFolder();

        // Signal and background at the same place.
        var table = Toys.Gaussians(400, 1);
        foreach (var feature in table.Features)
            Array.Fill(feature.Values, 1f);
        (table.Features[0].Values[0], table.Features[1].Values[1]) = (2f, 2f);
        Studies.WriteGaussians(folder.File("events.csv"), table);
        File.WriteAllText(folder.File("card.yaml"), Studies.Card("./events.csv", "{a: GeV, b: 1}"));
        var request = new TrainRequest(folder.File("card.yaml")) { Out = folder.File("run") };
        var outcome = OverfitTrial.Execute(request, 8, SilentProgress.Instance);
        Assert.False(outcome.IsByHeart);
        Assert.InRange(outcome.Loss, 0.3, 0.8);

        var error = Assert.Throws<InvalidDataException>(() => OverfitTrial.Execute(request with { Out = folder.File("more") }, 4000, SilentProgress.Instance));
        Assert.Matches(@"^--overfit 4000: found \d+ training events of class 'b' with a weight greater than 0, expected 2000$", error.Message);
        Assert.False(Directory.Exists(folder.File("more")));
    }

    [Fact]
    public void A_column_of_a_curriculum_that_is_missing_is_named()
    {
        using var folder = new TemporaryFolder();
        Studies.WriteGaussians(folder.File("events.csv"), Toys.Gaussians(400, 1));
        var error = Assert.Throws<InvalidDataException>(() => Studies.Run(
            folder, "run", Studies.Card("./events.csv", "{a: GeV, b: 1}", more: ", curriculum: {column: Weigth}").Replace("  weight: Weight\n", "", StringComparison.Ordinal)));
        Assert.Contains("'Weigth'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Weight'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_with_everything_is_the_same_again_and_from_its_own_card()
    {
        using var folder = new TemporaryFolder();
        var card = Studies.Card(more: ", loss: {name: focal, gamma: 1}, warmup: {batches: 5}, gradient_clip_value: 0.5, penalty: {l1: 1e-5, l2: 1e-4}, "
            + "averaging: {name: swa, start: 2, learning_rate: 2e-3}, curriculum: {column: DER_mass_vis, by: order, epochs: 2}, schedule: {name: inverse_time, decay: 0.5}");
        var one = Studies.Run(folder, "one", card);
        Assert.Equal(StopReason.AllEpochs, one.Stopped);
        var again = TrainingRun.Execute(new TrainRequest(one.Folder.Card) { Out = folder.File("again") }, SilentProgress.Instance);
        foreach (var file in new[] { "metrics.json", "history.csv", "best.safetensors", "card.yaml" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(one.Folder.FullPath, file)), File.ReadAllBytes(Path.Combine(again.Folder.FullPath, file)));
        var plain = Studies.Run(folder, "plain", Studies.Card());
        Assert.NotEqual(File.ReadAllText(plain.Folder.History), File.ReadAllText(one.Folder.History));
    }
}
