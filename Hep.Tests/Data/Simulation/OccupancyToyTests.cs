using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Maps of a detector: counts of the mean that was asked for, failures where the mask says.</summary>
public sealed class OccupancyToyTests
{
    private const int Rows = 48, Columns = 72, Cells = Rows * Columns;

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(37.5)]
    [InlineData(1000)]
    public void Counts_are_Poisson(double mean)
    {
        const int draws = 50_000;
        var random = new SplitMix64(1);
        int[] counts = [.. Enumerable.Range(0, draws).Select(_ => PoissonCounts.Next(mean, random))];

        // Pearson's chi squared of the counts that are expected ten times or more.
        var probability = Math.Exp(-mean);
        var (chi2, bins) = (0.0, 0);
        var logarithm = -mean;
        for (var k = 0; k < mean + (8 * Math.Sqrt(mean)); k++)
        {
            logarithm += k > 0 ? Math.Log(mean / k) : 0;
            probability = Math.Exp(logarithm);
            if (draws * probability < 10)
                continue;
            var found = counts.Count(count => count == k);
            chi2 += (found - (draws * probability)) * (found - (draws * probability)) / (draws * probability);
            bins++;
        }

        Assert.Equal(bins, chi2, 4 * Math.Sqrt(2.0 * bins));
        Assert.Equal(mean, counts.Average(), 4 * Math.Sqrt(mean / draws));
    }

    [Fact]
    public void Good_maps_of_one_detector_have_the_mean_asked_for_and_scatter_about_one_structure_like_counts()
    {
        const int maps = 200;
        var still = Make(maps, 1, ("failure_share", 0), ("run_variation", 0), ("luminosity_spread", 0));
        var cells = still.Arrays[0].Values;
        Assert.Equal(100, cells.Average(count => (double)count), 4 * Math.Sqrt(100.0 / cells.Length));
        var chi2 = 0.0;
        for (var cell = 0; cell < Cells; cell++)
        {
            var mean = Enumerable.Range(0, maps).Average(map => (double)cells[(map * Cells) + cell]);
            chi2 += Enumerable.Range(0, maps).Sum(map => Math.Pow(cells[(map * Cells) + cell] - mean, 2)) / mean;
        }

        var degrees = Cells * (maps - 1.0);
        Assert.Equal(degrees, chi2, 4 * Math.Sqrt(2 * degrees));
        Assert.All(still.Labels, label => Assert.Equal(0, label));
        Assert.All(still.Arrays[1].Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_structure_differs_between_runs_and_not_within_one()
    {
        var events = Make(40, 1, ("failure_share", 0), ("luminosity_spread", 0), ("mean_hits", 10_000));
        double Distance(int one, int other) => Enumerable.Range(0, Cells).Sum(cell => Math.Pow(events.Arrays[0].Row(one)[cell] - events.Arrays[0].Row(other)[cell], 2)) / (20_000.0 * Cells);
        Assert.Equal([.. Enumerable.Repeat(0.0, 20), .. Enumerable.Repeat(1.0, 20)], events.Numbers("run").Values);
        Assert.InRange(Distance(0, 19), 0.9, 1.1);
        Assert.InRange(Distance(19, 20), 3, 1000);
    }

    [Theory]
    [InlineData("dead", 1, 16)]
    [InlineData("hot", 1, 16)]
    [InlineData("noisy", 1, 16)]
    [InlineData("half_board", 48, 48)]
    [InlineData("mistimed", 288, 288)]
    public void A_failure_is_where_the_mask_says_and_of_its_kind(string kind, int least, int most)
    {
        const int maps = 200;
        var others = new[] { "dead", "hot", "noisy", "half_board", "mistimed" }.Where(other => other != kind).Select(other => (other, 0.0));
        var events = Make(maps, 2, [("failure_share", 1), ("run_variation", 0), ("luminosity_spread", 0), ("cell_spread", 0), .. others]);
        Assert.All(events.Text("failure").Values, failure => Assert.Equal(kind, failure));
        Assert.All(events.Labels, label => Assert.Equal(1, label));
        var good = Make(maps, 3, ("failure_share", 0), ("run_variation", 0), ("luminosity_spread", 0), ("cell_spread", 0));
        double[] expected = [.. Enumerable.Range(0, Cells).Select(cell => Enumerable.Range(0, maps).Average(map => (double)good.Arrays[0].Row(map)[cell]))];
        var sizes = events.Numbers("affected_cells").Values;
        Assert.All(sizes, size => Assert.InRange(size, least, most));
        Assert.Equal(least, sizes.Min());
        Assert.Equal(most, sizes.Max());
        var outside = 0.0;
        for (var map = 0; map < maps; map++)
        {
            var counts = events.Arrays[0].Row(map);
            var mask = events.Arrays[1].Row(map);
            var (inside, before) = (0.0, 0.0);
            for (var cell = 0; cell < Cells; cell++)
            {
                if (mask[cell] == 0)
                    outside += (counts[cell] - expected[cell]) / expected[cell];
                else
                    (inside, before) = (inside + counts[cell], before + expected[cell]);
            }

            Assert.Equal(sizes[map], mask.ToArray().Count(value => value == 1));
            var (low, high) = kind switch { "dead" => (0, 0), "hot" => (1.6, 12), "noisy" => (1.1, 40), "half_board" => (0.0, 0.52), _ => (0.58, 0.92) };
            Assert.InRange(inside / before, low, high);
        }

        // Counts of maps and of what is expected of them both scatter.
        Assert.Equal(0, outside, 4 * Math.Sqrt(2 * maps * Cells / 100.0));
    }

    [Fact]
    public void Kinds_come_as_often_as_asked_for_and_parts_make_the_whole()
    {
        var events = Make(2000, 4, ("mean_hits", 1), ("mistimed", 3));
        var bad = events.Labels.Sum();
        Assert.Equal(1000, bad, 4 * Math.Sqrt(500));
        foreach (var (kind, share) in new[] { ("dead", 1 / 7.0), ("half_board", 1 / 7.0), ("mistimed", 3 / 7.0) })
            Assert.Equal(share * bad, events.Text("failure").Values.Count(failure => failure == kind), 4 * Math.Sqrt(share * (1 - share) * bad));
        var simulation = Simulations.Find("occupancy_maps");
        var (whole, joined) = (simulation.Generate(30, 5), EventTable.Joined([.. simulation.Stream(30, 5, 7)]));
        Assert.Equal(whole.Arrays[0].Values, joined.Arrays[0].Values);
        Assert.Equal(whole.Numbers("run").Values, joined.Numbers("run").Values);
        Assert.Equal([48, 72], whole.Arrays[0].Shape);
        for (var map = 0; map < 30; map++)
            Assert.Equal(whole.Features[0].Values[map], whole.Arrays[0].Row(map).ToArray().Sum());
    }

    [Theory]
    [InlineData("mean_hits", 0, "mean_hits of the occupancy maps is 0; expected a number from 0.01 to 1000000")]
    [InlineData("most_cells", 2.5, "most_cells is 2.5; expected a whole number")]
    [InlineData("most_cells", 200, "most_cells of the occupancy maps is 200; expected a number from 1 to 96")]
    public void Impossible_numbers_are_refused(string name, double value, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Make(1, 1, (name, value))).Message);

    [Fact]
    public void Failures_of_no_kind_are_refused() =>
        Assert.Equal(
            "failure_share of the occupancy maps is 0.5; expected 0, or a kind of failure that is not 0: dead, hot, noisy, half_board, mistimed",
            Assert.Throws<InvalidDataException>(() => Make(1, 1, ("dead", 0), ("hot", 0), ("noisy", 0), ("half_board", 0), ("mistimed", 0))).Message);

    private static EventTable Make(int maps, ulong seed, params (string Name, double Value)[] numbers) =>
        Simulations.Find("occupancy_maps").With(numbers.ToDictionary(number => number.Name, number => number.Value)).Generate(maps, seed);
}
