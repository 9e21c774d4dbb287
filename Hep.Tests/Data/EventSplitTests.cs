using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

public sealed class EventSplitTests
{
    private static readonly SplitFractions Usual = new(0.6, 0.2, 0.2);

    [Fact]
    public void The_generator_gives_the_published_numbers()
    {
        // First outputs for seed 1234567, as in the test vectors that are quoted with Vigna's splitmix64.c.
        var random = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], new[] { random.Next(), random.Next(), random.Next() });
        Assert.Equal(0xE220A8397B1DCDAFUL, SplitMix64.Mix(0));
    }

    [Fact]
    public void The_hash_split_never_changes()
    {
        // Made with ten lines of Python from the documented rule. A change here would move events of existing studies from test to training.
        var split = EventSplit.ByEventHash(Table([.. Ids(20).Select(id => 100_000 + id)]), Usual);
        Assert.Equal([1, 2, 3, 4, 5, 6, 8, 11, 13, 14, 15, 16, 19], split.Train);
        Assert.Equal([7, 10, 12, 17], split.Validation);
        Assert.Equal([0, 9, 18], split.Test);
    }

    [Fact]
    public void The_hash_split_keeps_every_event_when_rows_are_added_and_reordered()
    {
        var few = Table(Ids(1000));
        var many = Table([.. Ids(5000).Reverse(), .. Ids(300)]);
        foreach (var salt in new ulong[] { 0, 5 })
        {
            var before = SplitById(few, EventSplit.ByEventHash(few, Usual, salt));
            var after = SplitById(many, EventSplit.ByEventHash(many, Usual, salt));
            Assert.All(before, pair => Assert.Equal(pair.Value, after[pair.Key]));
            Assert.Equal(5000, after.Count);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ulong.MaxValue)]
    public void The_hash_is_uniform_over_ids_that_count_up(ulong salt)
    {
        const int N = 100_000;
        const int Bins = 100;
        var counts = new int[Bins];
        var mixed = SplitMix64.Mix(salt);
        for (ulong id = 100_000; id < 100_000 + N; id++)
            counts[(int)(Bins * SplitMix64.ToUnit(SplitMix64.Mix(id ^ mixed)))]++;
        var chiSquare = counts.Sum(n => Math.Pow(n - (N / Bins), 2) / (N / Bins));

        // 99 degrees of freedom: the central 99.99%.
        Assert.InRange(chiSquare, 51, 161);
    }

    [Fact]
    public void Salts_give_independent_splits()
    {
        var table = Table(Ids(20_000));
        var first = EventSplit.ByEventHash(table, new(0.5, 0.5, 0), 1).Train.ToHashSet();
        var common = EventSplit.ByEventHash(table, new(0.5, 0.5, 0), 2).Train.Count(first.Contains);

        // A quarter, binomial: 5000 with a standard deviation of 61.
        Assert.InRange(common, 5000 - 245, 5000 + 245);
    }

    [Fact]
    public void Splits_by_fraction_are_exact_disjoint_seeded_and_in_order()
    {
        var table = Table(Ids(1000));
        var split = EventSplit.ByFraction(table, new(0.7, 0.2, 0.1), 4);
        Assert.Equal((700, 200, 100), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Equal(Enumerable.Range(0, 1000), split.Train.Concat(split.Validation).Concat(split.Test).Order());
        Assert.Equal(split.Train.Order(), split.Train);

        Assert.Equal(split.Test, EventSplit.ByFraction(table, new(0.7, 0.2, 0.1), 4).Test);
        Assert.NotEqual(split.Test, EventSplit.ByFraction(table, new(0.7, 0.2, 0.1), 5).Test);

        var partial = EventSplit.ByFraction(table, new(0.3, 0.1, 0.1), 4);
        Assert.Equal((300, 100, 100), (partial.Train.Length, partial.Validation.Length, partial.Test.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_of_one_event_stay_in_one_split(bool hash)
    {
        var table = Table([.. Enumerable.Range(0, 3000).Select(i => (ulong)(i * 7919 % 500))]);
        var split = hash ? EventSplit.ByEventHash(table, Usual) : EventSplit.ByFraction(table, Usual, 1);
        var ids = new[] { split.Train, split.Validation, split.Test }.Select(rows => rows.Select(row => table.EventIds[row]).Distinct()).ToArray();
        Assert.Equal(500, ids.Sum(i => i.Count()));
        Assert.Equal(3000, split.Train.Length + split.Validation.Length + split.Test.Length);
    }

    [Fact]
    public void Splits_by_the_values_of_a_column()
    {
        var table = Table(Ids(6), ["t", "b", "v", "u", "t", "b"]);
        var split = EventSplit.ByColumn(table, "set", ["t"], ["b"], ["v"]);
        Assert.Equal([0, 4], split.Train);
        Assert.Equal([1, 5], split.Validation);
        Assert.Equal([2], split.Test);

        Assert.Equal(
            "a table: no event has 'x' in column 'set', which is to choose the test split; "
            + "found 'b' (2 events), 't' (2 events), 'u' (1 event), 'v' (1 event); take a file that holds this subset, or split in another way",
            Fault(() => EventSplit.ByColumn(table, "set", ["t"], ["b"], ["x"])));
        Assert.Equal(
            "column 'set': value 't' is given to train and to test; one event can be in one split only",
            Fault(() => EventSplit.ByColumn(table, "set", ["t"], ["b"], ["t"])));
        Assert.Equal("a table: no column of text 'sets'; nearest names: 'set'", Fault(() => EventSplit.ByColumn(table, "sets", ["t"], ["b"], ["v"])));
    }

    [Fact]
    public void A_value_that_no_split_takes_is_an_error_unless_it_is_ignored()
    {
        var table = Table(Ids(6), ["t", "b", "v", "u", "t", "b"]);
        var split = EventSplit.ByColumn(table, "set", ["t"], ["b"], ["v"], ["u", "w"]);
        Assert.Equal([0, 4, 1, 5, 2], split.Train.Concat(split.Validation).Concat(split.Test));
        Assert.Equal(
            "a table: found 'b' (2 events), 'u' (1 event) in column 'set', which no split takes; give each value to a split, or to those that are ignored",
            Fault(() => EventSplit.ByColumn(table, "set", ["t"], [], ["v"], [])));
    }

    [Fact]
    public void What_is_held_out_of_the_training_events_stays_held_out()
    {
        string[] Sets(int n) => [.. Enumerable.Range(0, n).Select(i => i % 3 == 0 ? "v" : "t")];
        EventSplit Split(int n) => EventSplit.ByColumn(Table(Ids(n), Sets(n)), "set", ["t"], [], ["v"]).HoldOut(Table(Ids(n), Sets(n)), 0.2, 7);
        var (few, many) = (Split(2000), Split(6000));
        Assert.All(few.Test.Concat(many.Test), row => Assert.Equal(0, row % 3));
        Assert.Equal(4000, many.Train.Length + many.Validation.Length);
        Assert.Empty(many.Train.Intersect(many.Validation));
        Assert.Equal(few.Validation, many.Validation.Where(row => row < 2000));

        // Binomial: 800 +- 25.
        Assert.InRange(many.Validation.Length, 700, 900);

        // The rule of a split by hash: what it would train on with a fraction of 0.2.
        var byHash = EventSplit.ByEventHash(Table(Ids(6000)), new(0.2, 0.4, 0.4), 7);
        Assert.Equal(byHash.Train.Where(row => row % 3 != 0), many.Validation);

        var small = EventSplit.ByColumn(Table(Ids(3), ["t", "t", "v"]), "set", ["t"], [], ["v"]);
        Assert.Equal(
            "a table: the validation split is empty: 2 training events of which a share of 0.001 is held out for validation; give more events or another fraction",
            Fault(() => small.HoldOut(Table(Ids(3)), 0.001)));
        Assert.Throws<ArgumentOutOfRangeException>(() => small.HoldOut(Table(Ids(3)), 1));
    }

    [Fact]
    public void Impossible_fractions_and_empty_splits_are_refused()
    {
        var table = Table(Ids(3));
        Assert.Equal(
            "split fractions train 0.6, validation 0.3, test 0.2 sum to 1.1; expected at most 1",
            Fault(() => EventSplit.ByFraction(table, new(0.6, 0.3, 0.2), 1)));
        Assert.Equal(
            "split fractions train 0, validation 0.5, test 0.5: expected train above 0, the others at least 0, none above 1",
            Fault(() => EventSplit.ByEventHash(table, new(0, 0.5, 0.5))));
        Assert.Equal(
            "split fractions train NaN, validation 0.5, test 0.5: expected train above 0, the others at least 0, none above 1",
            Fault(() => EventSplit.ByEventHash(table, new(double.NaN, 0.5, 0.5))));
        Assert.Equal(
            "a table: the validation split is empty: 3 events split by fractions train 0.8, validation 0.01, test 0.19; give more events or a larger fraction",
            Fault(() => EventSplit.ByFraction(table, new(0.8, 0.01, 0.19), 1)));
        Assert.Empty(EventSplit.ByFraction(table, new(0.5, 0.5, 0), 1).Test);
    }

    [Fact]
    public void Whole_numbers_below_a_bound_are_all_as_likely()
    {
        var random = new SplitMix64(9);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.Below(7)]++;
        Assert.InRange(counts.Sum(n => Math.Pow(n - 10_000, 2) / 10_000), 0.2, 28);
    }

    [Fact]
    public void Normal_and_exponential_numbers_have_their_moments()
    {
        var random = new SplitMix64(10);
        const int N = 200_000;
        double[] normal = [.. Enumerable.Range(0, N).Select(_ => random.Normal())];
        double[] exponential = [.. Enumerable.Range(0, N).Select(_ => random.Exponential(3))];

        // Four standard deviations of each estimate.
        Assert.Equal(0, normal.Average(), 4 / Math.Sqrt(N));
        Assert.Equal(1, normal.Average(x => x * x), 4 * Math.Sqrt(2.0 / N));
        Assert.Equal(3, normal.Average(x => x * x * x * x), 4 * Math.Sqrt(96.0 / N));
        Assert.Equal(3, exponential.Average(), 4 * 3 / Math.Sqrt(N));
    }

    private static ulong[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => (ulong)i)];

    private static EventTable Table(ulong[] ids, string[]? sets = null) => new(
        "a table",
        [new FeatureColumn("x", "", new float[ids.Length])],
        new int[ids.Length],
        ["b", "s"],
        eventIds: ids,
        extras: sets is null ? [] : [new TextColumn("set", sets)]);

    private static Dictionary<ulong, int> SplitById(EventTable table, EventSplit split) =>
        new[] { split.Train, split.Validation, split.Test }.SelectMany((rows, s) => rows.Select(row => (Id: table.EventIds[row], Split: s)))
            .Distinct().ToDictionary(p => p.Id, p => p.Split);

    private static string Fault(Func<object> action) => Assert.Throws<InvalidDataException>(action).Message;
}
