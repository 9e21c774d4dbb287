using Hep.Data;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Loading;
using Hep.Training.Objectives;
using Hep.Training.Progress;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Loading;

/// <summary>Which events an epoch of a curriculum has, and how much they count.</summary>
[Collection(nameof(LibTorchState))]
public sealed class CurriculumTests : IDisposable
{
    private const int Count = 200;
    private readonly TemporaryFolder folder = new();

    // Background is three times as frequent; hardness is the number of the event within its class, mixed up.
    private static readonly EventTable Table = Graded();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(EasyEnd.Low)]
    [InlineData(EasyEnd.High)]
    public void Batches_are_drawn_from_the_easiest_of_each_class_and_an_epoch_is_as_long_as_ever(EasyEnd easy)
    {
        using var loader = Loader(Options() with { Easy = easy, Start = 0.2, Epochs = 4 });
        for (var epoch = 1; epoch <= 6; epoch++)
        {
            var fraction = epoch > 4 ? 1 : 0.2 + (0.2 * (epoch - 1));
            var window = loader.Load(epoch, 0);
            Assert.Equal(Count, window.Count);
            var seen = window.EventIds.GroupBy(id => id).ToDictionary(group => group.Key, group => group.Count());
            foreach (var label in new[] { 0, 1 })
            {
                var rows = Enumerable.Range(0, Count).Where(row => Table.Labels[row] == label).ToArray();
                var expected = rows.Where(row => (easy == EasyEnd.Low ? Hardness(row) + 1 : rows.Length - Hardness(row)) <= fraction * rows.Length + 1e-9).ToArray();
                Assert.Equal(expected.Select(row => Table.EventIds[row]).Order(), rows.Select(row => Table.EventIds[row]).Where(seen.ContainsKey).Order());
            }

            // Drawn evenly: no event comes twice more than another.
            Assert.InRange(seen.Values.Max() - seen.Values.Min(), 0, 1);
            var targets = window.Targets.data<float>().ToArray();
            Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(Table.Labels[(int)window.EventIds[i] - 1000], targets[i]));
        }
    }

    [Fact]
    public void Weights_of_hard_events_fall_with_their_rank_and_average_one()
    {
        using var loader = Loader(Options() with { By = CurriculumKind.Weight, Start = 0.25, Epochs = 3, Pacing = Pacing.Step });
        foreach (var epoch in new[] { 1, 3, 4 })
        {
            var window = loader.Load(epoch, 0);
            Assert.Equal(Table.EventIds, window.EventIds.Order());
            var weights = window.Weights.data<float>().ToArray();
            var factors = Enumerable.Range(0, Count).ToDictionary(i => (int)window.EventIds[i] - 1000, i => weights[i] / Table.Weights[(int)window.EventIds[i] - 1000]);
            Assert.Equal(1, factors.Values.Average(), 1e-6);
            foreach (var (row, factor) in factors)
            {
                var rank = (Hardness(row) + 1.0) / Table.Labels.Count(label => label == Table.Labels[row]);
                Assert.Equal((epoch > 3 || rank <= 0.25 ? 1 : 0.25 / rank) * factors.Values.Max(), factor, 1e-5);
            }
        }
    }

    [Fact]
    public void Paces_are_those_of_their_formulas()
    {
        double[] Fractions(Pacing pacing) => [.. Enumerable.Range(1, 6).Select(epoch => (Options() with { Pacing = pacing, Start = 0.2, Epochs = 4 }).FractionIn(epoch))];
        Assert.All(Fractions(Pacing.Linear).Zip([0.2, 0.4, 0.6, 0.8, 1, 1]), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.All(Fractions(Pacing.Exponential).Zip([0.2, Math.Pow(0.2, 0.75), Math.Sqrt(0.2), Math.Pow(0.2, 0.25), 1, 1]), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.Equal([0.2, 0.2, 0.2, 0.2, 1, 1], Fractions(Pacing.Step));
    }

    [Theory]
    [InlineData(CurriculumKind.Order)]
    [InlineData(CurriculumKind.Weight)]
    public void Once_all_events_are_in_it_trains_as_without(CurriculumKind by)
    {
        string Train(CurriculumOptions? curriculum)
        {
            using var classifier = Toys.Classifier(new MlpOptions { Hidden = [4] });
            using var objective = Objective(classifier, new EventSet(Table), curriculum);
            new Trainer(Toys.Section(3, 0.1), objective, SilentProgress.Instance).Run(_ => { });
            return Toys.Bits(classifier.Network);
        }

        var plain = Train(null);
        Assert.Equal(plain, Train(Options() with { By = by, Start = 1 }));
        Assert.NotEqual(plain, Train(Options() with { By = by, Start = 0.3 }));
        Assert.Equal(Train(Options() with { By = by, Start = 0.3 }), Train(Options() with { By = by, Start = 0.3 }));
    }

    [Fact]
    public void Weights_are_the_same_from_disk_and_in_augmented_windows()
    {
        var options = Options() with { By = CurriculumKind.Weight, Start = 0.25, Epochs = 3 };
        Dictionary<ulong, float> Weights(WindowLoader loader)
        {
            using (loader)
            {
                return Enumerable.Range(0, loader.Windows).SelectMany(w =>
                {
                    var window = loader.Load(2, w);
                    return window.EventIds.Zip(window.Weights.data<float>().ToArray());
                }).ToDictionary(pair => pair.First, pair => pair.Second);
            }
        }

        var expected = Weights(Loader(options));
        using var spooled = OnDisk();
        var found = Weights(new WindowLoader(spooled, [1, 1], Unscaled(), CPU, 50, seed: 1, curriculum: Curriculum.Of(options, spooled)));
        var turned = Weights(new WindowLoader(new EventSet(Table), [1, 1], Unscaled(), CPU, Count, seed: 1, augmentation: new DetectorSymmetry([0], [1], null), curriculum: Curriculum.Of(options, new EventSet(Table))));
        Assert.Equal(Count, expected.Count);
        foreach (var (id, weight) in expected)
        {
            Assert.Equal(weight, found[id], 1e-6);
            Assert.Equal(weight, turned[id], 1e-6);
        }

        // By order, the rows of an augmented window are those of one that is not.
        var order = Options() with { Start = 0.25, Epochs = 3 };
        using var plain = Loader(order);
        using var augmented = new WindowLoader(new EventSet(Table), [1, 1], Unscaled(), CPU, Count, seed: 1, augmentation: new DetectorSymmetry([0], [1], null), curriculum: Curriculum.Of(order, new EventSet(Table)));
        Assert.Equal(plain.Load(2, 0).EventIds, augmented.Load(2, 0).EventIds);
    }

    [Fact]
    public void Events_without_a_value_are_the_hardest()
    {
        var table = Graded(row => row == 0 || row == 3 ? (row == 0 ? double.NaN : -999) : null, missing: -999);
        var curriculum = Curriculum.Of(Options() with { Start = 0.9, Epochs = 5 }, new EventSet(table))!;
        var rows = curriculum.Order(1, 1)!;
        Assert.DoesNotContain(0, rows);
        Assert.DoesNotContain(3, rows);
    }

    [Theory]
    [InlineData(EasyEnd.Low)]
    [InlineData(EasyEnd.High)]
    public void Of_equally_hard_events_the_share_of_the_card_is_in_whatever_the_order_of_the_file(EasyEnd easy)
    {
        // Four values, sorted, 25 of each in each class; by the place in the file, the 12 that are in would be the first ones.
        var sorted = InFour([.. Enumerable.Range(0, Count)]);
        var reversed = InFour([.. Enumerable.Range(0, Count).Reverse()]);
        var options = Options() with { Easy = easy, Start = 0.12, Epochs = 5 };
        HashSet<ulong> In(EventTable table) => [.. Curriculum.Of(options, new EventSet(table))!.Order(1, 1)!.Select(row => table.EventIds[row])];
        var chosen = In(sorted);
        Assert.Equal(chosen, In(reversed));
        Assert.Equal(2 * 12, chosen.Count);
        ulong[] easiest = [.. sorted.EventIds.Where((_, row) => Value(sorted, row) == (easy == EasyEnd.Low ? 0 : 3))];
        Assert.Equal(Count / 4, easiest.Length);
        Assert.Subset(easiest.ToHashSet(), chosen);
        Assert.InRange(easiest.Take(easiest.Length / 2).Count(chosen.Contains), 5, 20);
    }

    [Fact]
    public void Equally_hard_events_count_alike()
    {
        var table = InFour([.. Enumerable.Range(0, Count)]);
        var factors = Curriculum.Of(Options() with { By = CurriculumKind.Weight, Start = 0.12, Epochs = 5 }, new EventSet(table))!.Factors(1)!;
        Assert.Equal(1, factors.Average(), 1e-12);

        // f / r with the ranks 1/4, 1/2, 3/4 and 1.
        for (var row = 0; row < Count; row++)
            Assert.Equal(factors[0] / (Value(table, row) + 1), factors[row], 1e-12);
    }

    [Fact]
    public void A_feature_can_be_the_column_and_what_is_impossible_is_refused()
    {
        Assert.NotNull(Curriculum.Of(Options() with { Column = "a" }, new EventSet(Table)));
        var error = Assert.Throws<InvalidDataException>(() => Curriculum.Of(Options() with { Column = "hardnes" }, new EventSet(Table)));
        Assert.Equal("training.curriculum.column: found no column of numbers 'hardnes'; nearest names: 'hardness'", error.Message);
        using var spooled = OnDisk();
        error = Assert.Throws<InvalidDataException>(() => Curriculum.Of(Options(), spooled));
        Assert.Equal(
            "training.curriculum.by: found order, expected weight: 200 training events are more than fit into data.memory, and those on disk come in windows that have easy and hard ones; or give more data.memory",
            error.Message);
    }

    private static double Value(EventTable table, int row) => ((NumberColumn)table.Extras[0]).Values[row];

    // 50 events of each of the values 0 to 3, ascending, in the order that is given; the classes by turns.
    private static EventTable InFour(int[] order)
    {
        var toy = Toys.Gaussians(Count, 1);
        var table = new EventTable(
            toy.Origin, toy.Features, toy.Labels, toy.Classes, toy.Weights, toy.EventIds, [new NumberColumn("hardness", [.. Enumerable.Range(0, Count).Select(row => (double)(row * 4 / Count))])]);
        return table.Select(order);
    }

    private static int Hardness(int row) => (int)((NumberColumn)Table.Extras[0]).Values[row];

    private static CurriculumOptions Options() => new() { Column = "hardness", Start = 0.5, Epochs = 3 };

    private static EventTable Graded(Func<int, double?>? special = null, float? missing = null)
    {
        var toy = Toys.Gaussians(Count, 1);
        int[] labels = [.. Enumerable.Range(0, Count).Select(row => row % 4 == 0 ? 1 : 0)];
        var hardness = new double[Count];
        foreach (var rows in Enumerable.Range(0, Count).GroupBy(row => labels[row]))
        {
            var k = 0;
            foreach (var row in rows.OrderBy(row => row * 7919 % 211))
                hardness[row] = special?.Invoke(row) ?? k++;
        }

        double[] weights = [.. Enumerable.Range(0, Count).Select(row => 0.5 + (row % 5))];
        return new EventTable(toy.Origin, toy.Features, labels, toy.Classes, weights, toy.EventIds, [new NumberColumn("hardness", hardness)], missing);
    }

    private static WindowLoader Loader(CurriculumOptions options) =>
        new(new EventSet(Table), [1, 1], Unscaled(), CPU, Count, seed: 1, curriculum: Curriculum.Of(options, new EventSet(Table)));

    private static BinaryClassification Objective(Classifier classifier, EventSet train, CurriculumOptions? curriculum) =>
        new(classifier, train, new EventSet(Table), [1, 1], 50, 1, CPU, curriculum: curriculum);

    private static Preprocessor Unscaled() => new(Preprocessings.Standard([0f, 0f], [1f, 1f], null));

    private EventSet OnDisk()
    {
        using var collector = new EventCollector(0, _ => 50, folder.File("spool"));
        collector.Add(Table);
        return collector.Select("events", [.. Enumerable.Range(0, Count)]);
    }
}
