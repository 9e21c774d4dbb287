using Hep.Data;
using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Studies;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>Trainings with a part of the training split, and a study of networks against its size.</summary>
[Collection(nameof(LibTorchState))]
public sealed class LearningCurveTests : IDisposable
{
    private const string Features = "{a: GeV, b: 1}";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Fewer_training_events_are_among_more_whatever_their_order_and_the_other_splits_stay()
    {
        var table = Toys.Gaussians(1000, 1, [.. Enumerable.Repeat(1.0, 1000)]);
        Studies.WriteGaussians(folder.File("events.csv"), table);
        Studies.WriteGaussians(folder.File("reversed.csv"), table.Select([.. Enumerable.Range(0, 1000).Reverse()]));
        using var all = Load(null);
        using var many = Load(400);
        using var few = Load(50);
        using var reversed = Load(50, "reversed.csv");
        using var other = Load(50, seed: 2);
        Assert.Equal((400, 50), (many.Train.Count, few.Train.Count));
        Assert.Subset(Ids(all.Train), Ids(many.Train));
        Assert.Subset(Ids(many.Train), Ids(few.Train));
        Assert.Equal(Ids(few.Train), Ids(reversed.Train));
        Assert.NotEqual(Ids(few.Train), Ids(other.Train));
        Assert.Equal(Ids(all.Validation), Ids(few.Validation));
        Assert.Equal(Ids(all.Test), Ids(few.Test));

        // Neither class is preferred: 25 of 50, with a standard deviation of 3.5.
        Assert.InRange(few.Train.Events.Labels.Count(label => label == 1), 11, 39);
        Assert.Equal(
            FormattableString.Invariant($"data.train_events: found 900, expected at most {all.Train.Count}, the events of the training split"),
            Assert.Throws<InvalidDataException>(() => Load(900)).Message);
    }

    [Fact]
    public void A_fast_run_has_no_more_of_them_than_of_all()
    {
        var card = RunCard.FromSource(Studies.Card().Replace("  missing: -999", "  missing: -999\n  train_events: 100000", StringComparison.Ordinal), "card.yaml");
        Assert.Equal(256, FastRun.Shorten(card).Data.TrainEvents);
        Assert.Equal(FastRun.Shorten(card), FastRun.Shorten(FastRun.Shorten(card)));
    }

    [Fact]
    public void A_study_trains_each_network_with_each_size_and_draws_the_figure_of_merit_against_it()
    {
        Studies.WriteGaussians(folder.File("events.csv"), Toys.Gaussians(1000, 1, [.. Enumerable.Repeat(1.0, 1000)]));
        var first = Card().Replace("epochs: 2", "epochs: 8", StringComparison.Ordinal);
        Studies.Run(folder, "first", first);
        File.WriteAllText(folder.File("curve.yaml"), $$"""
            {{Card()}}
            study:
              seeds: [3, 4]
              bootstrap_replicas: 20
              against: {data.train_events: [20, 60, 400]}
              networks:
                scratch: none
                transfer:
                  set: {model.from: first, model.freeze: all_but_head, model.replace_head: true}
            """);
        var study = StudyRun.Execute(new(folder.File("curve.yaml")) { Out = folder.File("study") }, SilentProgress.Instance);
        var comparison = study.Comparison!;
        Assert.Equal(["scratch", "transfer", "scratch_less_transfer"], comparison.Keys());
        foreach (var (network, size) in new[] { ("scratch", 20), ("transfer", 20), ("scratch", 400), ("transfer", 400) })
        {
            RunFolder[] runs = [.. new[] { 3, 4 }.Select(seed => RunFolder.Open(study.Folder.Run(network, $"train_events_{size}", seed)))];
            Assert.All(runs, run => Assert.Equal(size, RunFacts.Load(run.Facts).Events["train"]));
            Assert.All(runs, run => Assert.Equal(network == "transfer" ? folder.File("first/best.safetensors") : null, RunFacts.Load(run.Facts).InitialWeights));
            Assert.Equal(runs.Average(run => MetricsTree.Load(run.Metrics).Number("test.auc.value")), comparison.Number($"{network}.at.train_events_{size}.auc.value"), 12);
            Assert.True(comparison.Number($"{network}.at.train_events_{size}.auc.error") > 0);
        }

        var numbers = CsvColumns.Read(Path.Combine(study.Folder.Plots, "auc_against_train_events.csv"), ["train_events", "AUC", "error"], ["series"]);
        Assert.Equal(["scratch", "scratch", "scratch", "transfer", "transfer", "transfer"], numbers.Texts("series"));
        Assert.Equal([20, 60, 400, 20, 60, 400], numbers.Numbers("train_events"));
        foreach (var file in new[] { "auc_less_transfer.svg", "significance_against_train_events.svg", "roc_train_events_60.svg" })
            Assert.True(File.Exists(Path.Combine(study.Folder.Plots, file)), file);
        Assert.Contains("train_events = 400", File.ReadAllText(study.Folder.Report), StringComparison.Ordinal);

        // Two events a batch of a net that has learned nothing against one that has: the few do not decide it.
        Assert.True(comparison.Number("scratch_less_transfer.at.train_events_20.auc.value") < comparison.Number("scratch_less_transfer.at.train_events_400.auc.value"));
    }

    [Fact]
    public void An_unknown_key_of_the_axis_is_refused_before_a_training()
    {
        File.WriteAllText(folder.File("curve.yaml"), $"{Card()}\nstudy: {{networks: {{a: none}}, against: {{data.train_event: [20]}}}}\n");
        var error = Assert.Throws<InvalidDataException>(() => StudyRun.Execute(new(folder.File("curve.yaml")) { Out = folder.File("study") }, SilentProgress.Instance));
        Assert.StartsWith("study.against.data.train_event: data.train_event: found an unknown key", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("study")));
    }

    private static string Card() => Studies.Card(source: "./events.csv", features: Features)
        .Replace("epochs: 3, batch_size: 64", "epochs: 2, batch_size: 20, learning_rate: 0.01", StringComparison.Ordinal)
        .Replace("dropout: 0.2, normalization: batch", "activation: tanh", StringComparison.Ordinal);

    private static HashSet<ulong> Ids(EventSet set) => [.. set.Events.EventIds];

    private StudyData Load(int? events, string file = "events.csv", int seed = 1) =>
        StudyData.Load(RunCard.FromSource(Card(), folder.File("card.yaml")).Data with { Source = folder.File(file), TrainEvents = events, Seed = seed });
}
