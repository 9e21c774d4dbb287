using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class AucComparisonTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 6)]
    public void CovarianceIsThatOfTheDefinition(bool weighted, int levels)
    {
        var (first, second) = Pair(51, 160, weighted ? 0.1 : 0, levels);
        if (!weighted)
            Array.Fill(first.Weights, 1);
        var comparison = AucComparison.Of(first.Sample(), second.Sample());

        var (a, b) = (Toy.AucByDefinition(first), Toy.AucByDefinition(second));
        var (one, two) = (Components(first, a), Components(second, b));
        Assert.Equal(a - b, comparison.Difference.Value, 1e-12);
        Assert.Equal(Math.Sqrt(one.Zip(two, (x, y) => (x - y) * (x - y)).Sum()), comparison.Difference.Error, 1e-13);
        Assert.Equal(one.Zip(two, (x, y) => x * y).Sum() / (comparison.First.Error * comparison.Second.Error), comparison.Correlation, 1e-11);
        Assert.Equal(Math.Sqrt(one.Sum(x => x * x)), comparison.First.Error, 1e-13);
    }

    [Fact]
    public void ErrorIsThatOfThePairedBootstrap()
    {
        var (first, second) = Pair(52, 800, negative: 0.05);
        var replicas = Bootstrap.AucDifference(first.Sample(), second.Sample(), 600, seed: 53);
        var comparison = AucComparison.Of(first.Sample(), second.Sample());
        Assert.Equal(comparison.Difference.Value, replicas.Value, 1e-15);
        // 600 replicas know a standard deviation to 2.9%; three of those.
        Assert.InRange(comparison.Difference.Error / replicas.Estimate.Error, 0.91, 1.09);
        Assert.True(comparison.Difference.Error < 0.8 * double.Hypot(comparison.First.Error, comparison.Second.Error));
    }

    [Fact]
    public void ProbabilityIsThatOfTheNormalDistribution()
    {
        var comparison = new AucComparison(new(0.9, 0.01), new(0.88, 0.01), new(0.02, 0.01), 0.5);
        Assert.Equal(2, comparison.Deviations, 1e-14);
        Assert.Equal(0.04550026389635842, comparison.PValue, 1e-14);
    }

    [Fact]
    public void MonotoneMapsAreNoDifference()
    {
        var (first, _) = Pair(54, 100);
        var mapped = first with { Scores = Array.ConvertAll(first.Scores, x => (5 * x) - 7) };
        var comparison = AucComparison.Of(first.Sample(), mapped.Sample());
        Assert.Equal(new Estimate(0, 0), comparison.Difference);
        Assert.Equal(1, comparison.Correlation, 1e-12);
        Assert.True(double.IsNaN(comparison.Deviations));
    }

    [Fact]
    public void OtherEventsAreNotCompared()
    {
        var (first, second) = Pair(55, 20);
        var other = second with { Weights = [.. second.Weights] };
        other.Weights[7] = 0.5;
        Assert.Equal(
            "samples 'a' and 'b' differ in the label or weight of event 7 (counted from 0); expected the same events in the same order",
            Assert.Throws<InvalidDataException>(() => AucComparison.Of(first.Sample("a"), other.Sample("b"))).Message);
        Assert.Equal(
            "samples 'a' and 'b' have 20 and 30 events; expected the same events in the same order",
            Assert.Throws<InvalidDataException>(() => AucComparison.Of(first.Sample("a"), Toy.Make(55, 30).Sample("b"))).Message);
    }

    /// <summary>w (V - theta) / W sqrt(n / (n - 1)), event by event and pair by pair.</summary>
    private static double[] Components(Toy.Events events, double area)
    {
        var components = new double[events.Scores.Length];
        foreach (var isSignal in (bool[])[true, false])
        {
            int[] own = [.. Enumerable.Range(0, components.Length).Where(i => events.IsSignal[i] == isSignal)];
            int[] others = [.. Enumerable.Range(0, components.Length).Where(i => events.IsSignal[i] != isSignal)];
            foreach (var i in own)
            {
                var component = others.Sum(j => events.Weights[j] * (isSignal ? Toy.Psi(events.Scores[i], events.Scores[j]) : Toy.Psi(events.Scores[j], events.Scores[i])))
                    / others.Sum(j => events.Weights[j]);
                components[i] = events.Weights[i] / own.Sum(k => events.Weights[k]) * (component - area) * Math.Sqrt(own.Length / (own.Length - 1.0));
            }
        }

        return components;
    }

    /// <summary>Two classifiers of the same events, the second with noise on the first.</summary>
    private static (Toy.Events First, Toy.Events Second) Pair(int seed, int count, double negative = 0, int levels = 0)
    {
        var first = Toy.Make(seed, count, negative, levels);
        var random = new Random(seed + 1000);
        var noisy = Array.ConvertAll(first.Scores, x => x + (0.15 * Toy.Normal(random)));
        return (first, first with { Scores = levels == 0 ? noisy : Array.ConvertAll(noisy, x => Math.Round(x * levels) / levels) });
    }
}
