using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class ResamplingTests
{
    [Fact]
    public void FastAreaIsTheAreaOfTheReplica()
    {
        var sample = Toy.Make(61, 300, negative: 0.1, levels: 30).Sample();
        var fast = Bootstrap.Auc(sample, 20, seed: 5).Values.ToArray();
        var any = Bootstrap.Of(sample, 20, seed: 5, replica => replica.Roc.Auc.Value).Values.ToArray();
        Assert.Equal(any, fast, (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(20, fast.Distinct().Count());
    }

    [Fact]
    public void ThreadsAndOrderOfEventsChangeNothingAndTheSeedDoes()
    {
        var sample = Toy.Make(62, 400).Sample();
        double[] Values(ulong seed, int threads) => Bootstrap.Of(sample, 12, seed, replica => replica.Roc.PartialAuc(0.2).Value, threads).Values.ToArray();
        Assert.Equal(Values(1, 1), Values(1, 7));
        Assert.Equal(Bootstrap.Auc(sample, 12, 1, 1).Values.ToArray(), Bootstrap.Auc(sample, 12, 1, 3).Values.ToArray());
        Assert.NotEqual(Values(1, 1), Values(2, 1));
    }

    [Fact]
    public void BootstrapAndJackknifeAgreeWithDeLong()
    {
        var sample = Toy.Make(63, 1000, negative: 0.05).Sample();
        var error = sample.Roc.Auc.Error;
        var bootstrap = Bootstrap.Auc(sample, 1000, seed: 1);
        Assert.Equal(sample.Roc.Auc.Value, bootstrap.Estimate.Value);
        // 1,000 replicas know a standard deviation to 2.2%, 1,000 groups as well; three of those.
        Assert.InRange(bootstrap.Estimate.Error / error, 0.933, 1.067);
        Assert.InRange(Jackknife.Of(sample, 1000, 1, replica => replica.Roc.Auc.Value).Error / error, 0.98, 1.02);
        // 100 groups know it to 7%.
        Assert.InRange(Jackknife.Of(sample, 100, 1, replica => replica.Roc.Auc.Value).Error / error, 0.79, 1.21);
        var interval = bootstrap.Interval(0.95);
        Assert.InRange(interval.LowerError / error, 1.7, 2.25);
        Assert.InRange(interval.UpperError / error, 1.7, 2.25);
    }

    [Fact]
    public void JackknifeOfAMeanIsTheStandardError()
    {
        var sample = Toy.Make(64, 60).Sample().WithWeights([.. Enumerable.Repeat(1.0, 60)]);
        var expected = ProbabilityScores.Brier(sample);
        var jackknife = Jackknife.Of(sample, 60, 9, replica => ProbabilityScores.Brier(replica).Value);
        Assert.Equal(expected.Value, jackknife.Value);
        Assert.Equal(expected.Error, jackknife.Error, 1e-12);
    }

    [Fact]
    public void ReplicaWithoutAClassIsDrawnAnew()
    {
        var sample = new BinarySample("s", (double[])[3, 1, 2], (bool[])[true, false, false]);
        Assert.DoesNotContain(double.NaN, Bootstrap.Auc(sample, 200, 1).Values.ToArray());
        Assert.DoesNotContain(double.NaN, Bootstrap.Of(sample, 200, 1, replica => replica.Roc.Auc.Value).Values.ToArray());
    }

    [Fact]
    public void QuantilesOfTheReplicasAreTheInterval()
    {
        var sample = Toy.Make(65, 50).Sample();
        var replica = -1;
        double[] values = [0, .. Enumerable.Range(0, 101)];
        var interval = Bootstrap.Of(sample, 101, 1, _ => values[Interlocked.Increment(ref replica)], threads: 1).Interval(0.9);
        Assert.Equal(5, interval.Low, 1e-12);
        Assert.Equal(95, interval.High, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Auc(sample, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Jackknife.Of(sample, 51, 1, _ => 0));
    }

    [Fact]
    public void SpreadOverSeedsAndFolds()
    {
        Assert.Equal("0.900 ± 0.010", Spread.OfSeeds(0.91, 0.89, 0.90).ToString());
        // Two folds: (1/2 + 1) S^2.
        Assert.Equal(Math.Sqrt(1.5 * 2), Spread.OfFolds(1, 3).Error, 1e-15);
        Assert.Equal(
            "found 1 values, expected two or more for a spread (Parameter 'values')",
            Assert.Throws<ArgumentException>(() => Spread.OfSeeds(1)).Message);
    }
}
