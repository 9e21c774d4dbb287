using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

/// <summary>68% intervals cover the truth in 68 +- 2% of samples; benchmarks/Evaluation has the tables.</summary>
public sealed class CoverageTests
{
    private const int Samples = 6000;

    [Theory]
    [InlineData(1.5, false)]
    [InlineData(0.5, true)]
    public void OfTheAreaUnderTheCurve(double distance, bool weighted)
    {
        var truth = MathNet.Numerics.Distributions.Normal.CDF(0, 1, distance / Math.Sqrt(2));
        Covers(1, 200, distance, weighted, sample => Within(sample.Roc.Auc, truth));
        Covers(2, 200, distance, weighted, sample => sample.Roc.AucInterval().Contains(truth));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfTheAreaWhereFewHeavyEventsDecide(bool withScore)
    {
        // A weight exp(x / 2) makes a unit normal of mean m one of mean m + 1/2: the distance of the classes stays. The normal quantile would cover 63% and 65%.
        var truth = MathNet.Numerics.Distributions.Normal.CDF(0, 1, 2.5 / Math.Sqrt(2));
        Covers(
            5, 200, 2.5, (random, score) => withScore ? Math.Exp(score / 2) : -Math.Log(1 - random.NextDouble()), sample => sample.Roc.AucInterval().Contains(truth));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfTheRejectionAtASignalEfficiency(bool weighted)
    {
        var truth = 1 / MathNet.Numerics.Distributions.Normal.CDF(0, 1, -1);
        Covers(3, 200, 1, weighted, sample => sample.Roc.RejectionInterval(0.5).Contains(truth));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfAWeightedEfficiency(bool byJeffreys)
    {
        var truth = MathNet.Numerics.Distributions.Normal.CDF(0, 1, -0.7);
        Covers(4, 200, 1, weighted: true, sample =>
        {
            var counts = sample.At(0.7);
            return (byJeffreys
                ? EfficiencyInterval.Jeffreys(counts.FalsePositive, counts.Background)
                : EfficiencyInterval.Wilson(counts.FalsePositive, counts.Background)).Contains(truth);
        });
    }

    [Fact]
    public void OfAnEfficiencyOnAverageOverItsSizeExactly()
    {
        // Of unit weights, coverage jumps with the efficiency, as counts are whole numbers; its mean over a range of efficiencies is the level.
        double Mean(int n, Func<WeightSum, WeightSum, double, Interval> interval)
        {
            double[] efficiencies = [.. Enumerable.Range(0, 901).Select(i => 0.05 + (i * 0.001))];
            Interval[] intervals = [.. Enumerable.Range(0, n + 1).Select(k => interval(new WeightSum(k, k, k), new WeightSum(n, n, n), Interval.OneSigma))];
            return efficiencies.Average(p => Enumerable.Range(0, n + 1).Where(k => intervals[k].Contains(p)).Sum(k => MathNet.Numerics.Distributions.Binomial.PMF(p, n, k)));
        }

        foreach (var n in (int[])[200, 500])
        {
            Assert.InRange(Mean(n, EfficiencyInterval.Wilson), 0.675, 0.69);
            Assert.InRange(Mean(n, EfficiencyInterval.Jeffreys), 0.675, 0.69);
            Assert.InRange(Mean(n, EfficiencyInterval.ClopperPearson), 0.70, 0.76);
        }
    }

    private static bool Within(Estimate estimate, double truth) => Math.Abs(estimate.Value - truth) <= estimate.Error;

    private static void Covers(int seed, int events, double distance, bool weighted, Func<BinarySample, bool> covers) =>
        Covers(seed, events, distance, (random, _) => weighted ? 0.2 + (1.6 * random.NextDouble()) : 1, covers);

    private static void Covers(int seed, int events, double distance, Func<Random, double, double> weight, Func<BinarySample, bool> covers)
    {
        var random = new Random(seed);
        var hits = 0;
        var (scores, isSignal, weights) = (new double[2 * events], new bool[2 * events], new double[2 * events]);
        for (var n = 0; n < Samples; n++)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                isSignal[i] = i < events;
                scores[i] = Toy.Normal(random) + (isSignal[i] ? distance : 0);
                weights[i] = weight(random, scores[i]);
            }

            if (covers(new BinarySample("s", scores, isSignal, weights)))
                hits++;
        }

        Assert.InRange(hits / (double)Samples, 0.66, 0.70);
    }
}
