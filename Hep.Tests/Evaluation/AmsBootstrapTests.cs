using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class AmsBootstrapTests
{
    [Fact]
    public void A_replica_is_the_scan_of_the_events_as_often_as_they_were_drawn()
    {
        var events = Toy.Make(21, 400, negative: 0.1, levels: 60);
        foreach (var options in new[] { new AmsOptions(), new AmsOptions { ExpectedSignal = 50, ExpectedBackground = 900, LeastBackgroundEntries = 12, Regularisation = 3 } })
        {
            var scan = new AmsScan(events.Sample(), options);
            int[] watched = [0, 1, 7, scan.Count / 2, scan.Count];
            var pass = new AmsReplica(scan, watched);
            for (var replica = 0; replica < 5; replica++)
            {
                var (point, value) = pass.Scan(new PoissonWeights(5, replica));

                var poisson = new PoissonWeights(5, replica);
                int[] drawn = [.. RadixOrder.Descending(events.Scores).SelectMany(row => Enumerable.Repeat(row, poisson[row]))];
                var copy = new AmsScan(
                    new BinarySample(
                        "replica",
                        Array.ConvertAll(drawn, row => events.Scores[row]),
                        Array.ConvertAll(drawn, row => events.IsSignal[row]),
                        Array.ConvertAll(drawn, row => events.Weights[row])),
                    options);
                Assert.Equal(copy.Best.Value, value, 1e-10);
                Assert.Equal(copy.BestThreshold, scan.Thresholds[point - 1]);
                Assert.Equal(0, pass.Watched[0]);
                for (var w = 1; w < watched.Length; w++)
                    Assert.Equal(copy.At(scan.Thresholds[watched[w] - 1]).Value, pass.Watched[w], 1e-10);
            }
        }
    }

    [Fact]
    public void Counts_are_those_of_the_Poisson_distribution()
    {
        const int draws = 1_000_000;
        var poisson = new PoissonWeights(3, 0);
        var found = new int[20];
        for (var i = 0; i < draws; i++)
            found[poisson[i]]++;
        var expected = draws * Math.Exp(-1);
        for (var k = 0; k < 7; k++)
        {
            Assert.InRange((found[k] - expected) / Math.Sqrt(expected), -4, 4);
            expected /= k + 1;
        }

        PoissonWeights again = new(3, 0), replica = new(3, 1), attempt = new(3, 0, 1);
        int[] events = [.. Enumerable.Range(0, 64)];
        Assert.Equal(Array.ConvertAll(events, i => poisson[i]), Array.ConvertAll(events, i => again[i]));
        Assert.NotEqual(Array.ConvertAll(events, i => poisson[i]), Array.ConvertAll(events, i => replica[i]));
        Assert.NotEqual(Array.ConvertAll(events, i => poisson[i]), Array.ConvertAll(events, i => attempt[i]));
    }

    // The width of the band is known to 1 / sqrt(2 * 600), 3%.
    [Theory]
    [InlineData(null, null)]
    [InlineData(300.0, 5000.0)]
    public void The_band_is_as_wide_as_the_propagated_error(double? signal, double? background)
    {
        var scan = new AmsScan(Toy.Make(22, 5000).Sample(), new AmsOptions { ExpectedSignal = signal, ExpectedBackground = background });
        foreach (var threshold in new[] { 0.3, 0.5, 0.7 })
        {
            var bootstrap = scan.Bootstrap(600, 1, threshold);
            var (low, high) = bootstrap.Interval;
            Assert.InRange((high - low) / 2 / scan.At(threshold).Error, 0.88, 1.12);
            Assert.InRange(scan.At(threshold).Value, low, high);
            var nearest = Enumerable.Range(0, bootstrap.Thresholds.Length).MinBy(p => Math.Abs(bootstrap.Thresholds[p] - threshold));
            Assert.Equal(low, bootstrap.Band[nearest].Low, 0.05 * low);
        }
    }

    [Fact]
    public void A_selection_of_everything_has_the_expected_yields_without_error()
    {
        var scan = new AmsScan(Toy.Make(22, 500).Sample(), new AmsOptions { ExpectedSignal = 692, ExpectedBackground = 411_000 });
        var (low, high) = scan.Bootstrap(50, 1, double.NegativeInfinity).Interval;
        Assert.Equal(1.0790910769390818, low, 1e-12);
        Assert.Equal(1.0790910769390818, high, 1e-12);

        // The root of what remains when equal sums of squares are subtracted.
        Assert.Equal(0, scan.At(double.NegativeInfinity).Error, 1e-8);
    }

    [Fact]
    public void The_same_seed_gives_the_same_band()
    {
        var scan = new AmsScan(Toy.Make(23, 500).Sample());
        var (one, two, other) = (scan.Bootstrap(30, 1), scan.Bootstrap(30, 1), scan.Bootstrap(30, 2));
        Assert.Equal(one.Band, two.Band);
        Assert.Equal(one.Optimism, two.Optimism);
        Assert.NotEqual(one.Interval, other.Interval);
        Assert.Throws<ArgumentOutOfRangeException>(() => scan.Bootstrap(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => scan.Bootstrap(30, 1, double.NaN));
    }

    /// <summary>The optimism against its definition: on many samples, the largest AMS less the true one at the same threshold.</summary>
    [Fact]
    public void The_optimism_is_the_bias_of_the_largest_significance()
    {
        var options = new AmsOptions { ExpectedSignal = 40, ExpectedBackground = 4000, LeastBackgroundEntries = 10 };
        var truth = new AmsScan(Toy.Make(1000, 400_000).Sample(), options);
        var scans = Enumerable.Range(0, 60).Select(i => new AmsScan(Toy.Make(i, 1500).Sample(), options)).ToList();
        double[] biases = [.. scans.Select(scan => scan.Best.Value - truth.At(scan.BestThreshold).Value)];
        double[] claims = [.. scans.Select(scan => scan.Bootstrap(60, 1).Optimism.Value)];
        var bias = biases.Average();
        var error = Math.Sqrt(biases.Sum(value => (value - bias) * (value - bias))) / biases.Length;
        Assert.True(bias > 5 * error, $"bias {bias} +- {error}");
        Assert.InRange(claims.Average() / bias, 0.6, 1.8);
    }

    /// <summary>Three signal events above all background: the largest AMS is theirs, and says nothing.</summary>
    [Fact]
    public void The_threshold_leaves_a_background_that_was_measured()
    {
        var events = Toy.Make(24, 2000);
        for (var i = 0; i < 3; i++)
            (events.Scores[i], events.IsSignal[i], events.Weights[i]) = (1.5 + i, true, 20);
        var options = new AmsOptions { ExpectedSignal = 692, ExpectedBackground = 411_000 };
        var naive = new AmsScan(events.Sample(), options);
        var scan = new AmsScan(events.Sample(), options with { LeastBackgroundEntries = 25 });
        Assert.Equal(25, scan.LeastBackgroundEntries);
        double Entries(double threshold)
        {
            double[] selected = [.. Enumerable.Range(0, 2000).Where(i => !events.IsSignal[i] && events.Scores[i] >= threshold).Select(i => events.Weights[i])];
            return Math.Pow(selected.Sum(), 2) / selected.Sum(w => w * w);
        }

        Assert.False(Entries(naive.BestThreshold) >= 25, "the largest AMS is at the edge");
        Assert.True(Entries(scan.BestThreshold) >= 25);
        foreach (var threshold in events.Scores.Where(threshold => Entries(threshold) >= 25))
            Assert.True(scan.At(threshold).Value <= scan.Best.Value);

        // A sample with fewer entries than that takes what there is.
        var few = new AmsScan(events.Sample(), options with { LeastBackgroundEntries = 5000 });
        Assert.Equal((0, naive.BestThreshold), (few.LeastBackgroundEntries, few.BestThreshold));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AmsScan(events.Sample(), new AmsOptions { LeastBackgroundEntries = -1 }));
    }
}
