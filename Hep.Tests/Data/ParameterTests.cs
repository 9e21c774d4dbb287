using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>The points of a signal's parameters, what background is told of them, and columns that are told beside features on disk.</summary>
public sealed class ParameterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_points_are_the_distinct_values_of_the_signal_whatever_the_order_of_the_events()
    {
        var table = Table([(1, 500, 1), (0, 7, 1), (1, 1000, 2), (1, 500, 0.5), (0, -999, 1), (1, 250, 1)]);
        var points = ParameterPoints.Of(table, ["mass"]);
        Assert.Equal([250, 500, 1000], points.All.Select(point => point.Values[0]));
        Assert.Equal([1, 2, 1], points.All.Select(point => point.Events));
        Assert.Equal([1, 1.5, 2], points.All.Select(point => point.SumOfWeights));
        Assert.Equal([1, -1, 2, 1, -1, 0], Enumerable.Range(0, table.Count).Select(row => points[row]));
    }

    [Fact]
    public void Two_parameters_make_a_point_together()
    {
        var table = Table([(1, 500, 1), (1, 500, 1), (1, 1000, 1), (1, 500, 1)]).With(extras: [new NumberColumn("mass", [500, 500, 1000, 500]), new NumberColumn("width", [2, 1, 1, 2])]);
        var points = ParameterPoints.Of(table, ["mass", "width"]);
        Assert.Equal([[500, 1], [500, 2], [1000, 1]], points.All.Select(point => point.Values.ToArray()));
        Assert.Equal([1, 0, 2, 1], Enumerable.Range(0, 4).Select(row => points[row]));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-999, "-999, which stands for a missing value")]
    public void Signal_without_a_value_is_refused_with_its_event(double value, string found)
    {
        var table = Table([(1, 500, 1), (0, 0, 1), (1, value, 1)]);
        var error = Assert.Throws<InvalidDataException>(() => ParameterPoints.Of(table, ["mass"]));
        Assert.Equal($"toy: the signal event 102 has no value of the parameter 'mass': found {found}, expected a number (data.parameters; background may lack it, signal not)", error.Message);
    }

    [Fact]
    public void Draws_follow_the_shares_and_depend_on_seed_epoch_and_event_alone()
    {
        const int Events = 40_000;
        ParameterPoint[] points = [new([1], 1, 1), new([2], 1, 1), new([3], 1, 1), new([4], 1, 1)];
        var draw = new ParameterDraw(points, [0, 1, 3, 0]);
        var drawn = Draws(draw, 1, 1);
        Assert.Equal(drawn, Draws(draw, 1, 1));
        Assert.DoesNotContain(1f, drawn);
        Assert.DoesNotContain(4f, drawn);

        // Within five standard deviations of the binomial distribution.
        Assert.InRange(drawn.Count(value => value == 3), (0.75 * Events) - (5 * Math.Sqrt(0.1875 * Events)), (0.75 * Events) + (5 * Math.Sqrt(0.1875 * Events)));

        // Independent from epoch to epoch and seed to seed: as often the same as two draws are by chance, 0.75^2 + 0.25^2.
        foreach (var other in new[] { Draws(draw, 1, 2), Draws(draw, 2, 1) })
            Assert.InRange(drawn.Zip(other).Count(pair => pair.First == pair.Second), 0.61 * Events, 0.64 * Events);

        static float[] Draws(ParameterDraw draw, int seed, int epoch)
        {
            var values = new float[Events];
            for (var i = 0; i < values.Length; i++)
                draw.Draw(seed, epoch, (ulong)i, values.AsSpan(i, 1));
            return values;
        }
    }

    [Fact]
    public void Shares_without_sense_are_refused()
    {
        ParameterPoint[] points = [new([1], 1, 1), new([2], 1, 1)];
        foreach (var shares in new double[][] { [1], [0, 0], [1, -1], [1, double.NaN], [1, double.PositiveInfinity] })
            Assert.Throws<ArgumentException>(() => new ParameterDraw(points, shares));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Columns_that_are_told_stand_after_the_features_in_memory_and_on_disk(bool onDisk)
    {
        const int Count = 257;
        FeatureColumn[] features = [new("a", "", Numbers(Count, 1)), new("b", "", Numbers(Count, 2)), new("c", "", Numbers(Count, 3))];
        var table = new EventTable("toy", features, new int[Count], ["b", "s"]);
        using var collector = new EventCollector(onDisk ? 0 : Count, _ => 50, folder.File("spool"));
        collector.Add(table);
        using var set = collector.Select("part", [.. Enumerable.Range(0, Count).Where(i => i % 3 != 0)]).WithFeatures([new("p", "GeV", Numbers(171, 4)), new("q", "", Numbers(171, 5))]);
        Assert.Equal(onDisk, !set.IsInMemory);
        Assert.Equal(["a", "b", "c", "p", "q"], set.Features.Select(feature => feature.Name));
        var rows = new float[20 * 5];
        set.Read(30, rows);
        for (var i = 0; i < 20; i++)
        {
            var row = Enumerable.Range(0, Count).Where(k => k % 3 != 0).ElementAt(30 + i);
            Assert.Equal([features[0].Values[row], features[1].Values[row], features[2].Values[row], Numbers(171, 4)[30 + i], Numbers(171, 5)[30 + i]], rows[(5 * i)..((5 * i) + 5)]);
        }

        Assert.Equal(Numbers(171, 4), set.Sample(1000).Features[3].Values);
        Assert.Throws<ArgumentException>(() => set.WithFeatures([new("r", "", new float[3])]));
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    private static EventTable Table((int Label, double Mass, double Weight)[] rows) => new(
        "toy",
        [new("x", "", new float[rows.Length])],
        [.. rows.Select(row => row.Label)],
        ["background", "signal"],
        [.. rows.Select(row => row.Weight)],
        [.. rows.Select((_, i) => 100ul + (ulong)i)],
        [new NumberColumn("mass", [.. rows.Select(row => row.Mass)])],
        -999);
}
