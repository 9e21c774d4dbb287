using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(0.904, 0.894, 0.9163, Interval.OneSigma, "0.904 +0.012 -0.010")]
    [InlineData(0.827, 0.46, 0.946, Interval.OneSigma, "0.83 +0.12 -0.37")]
    [InlineData(0.904, 0.894, 0.9163, 0.95, "0.904 +0.012 -0.010 (95% CL)")]
    [InlineData(0, 0, 0.0123, Interval.OneSigma, "0.000 +0.012 -0.000")]
    [InlineData(12345, 12012, 13000, Interval.OneSigma, "12350 +660 -330")]
    [InlineData(1.23e-6, 1.11e-6, 1.37e-6, Interval.OneSigma, "(1.23 +0.14 -0.12)e-6")]
    [InlineData(double.PositiveInfinity, 43.2, double.PositiveInfinity, Interval.OneSigma, "> 43.2 (68.27% CL)")]
    [InlineData(double.PositiveInfinity, 43.2, double.PositiveInfinity, 0.95, "> 43.2 (95% CL)")]
    [InlineData(double.PositiveInfinity, double.NaN, double.PositiveInfinity, Interval.OneSigma, "Infinity")]
    [InlineData(0.5, 0.5, 0.5, Interval.OneSigma, "0.5 +0 -0")]
    public void IsRoundedAsInAPaper(double value, double low, double high, double level, string expected) =>
        Assert.Equal(expected, new Interval(value, low, high, level).ToString());

    [Fact]
    public void BinomialIntervalsAreThoseOfScipy()
    {
        foreach (var golden in GoldenMetrics.Figures.GetProperty("intervals").EnumerateArray())
        {
            var (k, n, level) = (golden.GetProperty("k").GetInt64(), golden.GetProperty("n").GetInt64(), GoldenMetrics.Number(golden, "level"));
            var (selected, all) = (new WeightSum(k, k, k), new WeightSum(n, n, n));
            Close(GoldenMetrics.Doubles(golden, "wilson"), EfficiencyInterval.Wilson(selected, all, level));
            Close(GoldenMetrics.Doubles(golden, "exact"), EfficiencyInterval.ClopperPearson(selected, all, level));
            Close(GoldenMetrics.Doubles(golden, "jeffreys"), EfficiencyInterval.Jeffreys(selected, all, level));
        }

        static void Close(double[] ends, Interval interval)
        {
            Assert.Equal(ends[0], interval.Low, 1e-11 * Math.Max(ends[0], 1e-3));
            Assert.Equal(ends[1], interval.High, 1e-11 * Math.Max(ends[1], 1e-3));
        }
    }

    [Theory]
    [InlineData(Interval.OneSigma, 1, 1.8373372)]
    [InlineData(Interval.OneSigma, 2, 1.3212774)]
    [InlineData(0.95, 10, 2.2281389)]
    [InlineData(0.9, 2.5, 2.5582186)]
    [InlineData(0.99, 1e7, 2.5758298)]
    public void DeviationsAreThoseOfStudent(double level, double degreesOfFreedom, double expected)
    {
        Assert.Equal(expected, Interval.Deviations(level, degreesOfFreedom), 5e-7);
        Assert.Equal(Interval.Deviations(level), Interval.Deviations(level, 1e15), 1e-9);
        Assert.Equal(Interval.Deviations(level), Interval.Deviations(level, double.NaN));
    }

    [Fact]
    public void WeightsEnterByTheirEffectiveEntries()
    {
        // A common factor is nothing; weights that do not depend on passing count (sum w)^2 / sum w^2 = 100 entries of 200.
        var unit = EfficiencyInterval.Wilson(new WeightSum(30, 30, 30), new WeightSum(100, 100, 100));
        Assert.Equal(unit, EfficiencyInterval.Wilson(new WeightSum(30, 7.5, 1.875), new WeightSum(100, 25, 6.25)));
        var effective = EfficiencyInterval.Wilson(new WeightSum(60, 60, 120), new WeightSum(200, 200, 400));
        Assert.Equal(unit.Low, effective.Low, 1e-15);
        Assert.Equal(unit.High, effective.High, 1e-15);

        // Where passing events have other weights, the interval has the width of the weighted binomial error.
        var (selected, all) = (new WeightSum(4000, 1000, 400), new WeightSum(9000, 6000, 5400));
        var error = WeightSum.Fraction(selected, all).Error;
        Assert.Equal(1, EfficiencyInterval.Wilson(selected, all).UpperError / error, 0.02);
        Assert.Equal(1, EfficiencyInterval.Jeffreys(selected, all).LowerError / error, 0.02);
    }

    [Fact]
    public void EfficienciesBeyondOneHaveTheNormalInterval()
    {
        var (selected, all) = (new WeightSum(12, 10, 14), new WeightSum(20, 8, 30));
        var error = WeightSum.Fraction(selected, all).Error;
        var interval = EfficiencyInterval.Jeffreys(selected, all);
        Assert.Equal(1.25, interval.Value);
        Assert.Equal(1.25 - error, interval.Low, 1e-12);
        Assert.Equal(1.25 + error, interval.High, 1e-12);
        Assert.Equal(1.959963984540054 * error, EfficiencyInterval.Wilson(selected, all, 0.95).UpperError, 1e-12);
    }

    [Fact]
    public void LevelsLieBetweenZeroAndOne()
    {
        var all = new WeightSum(10, 10, 10);
        foreach (var level in (double[])[0, 1, 68, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => EfficiencyInterval.Wilson(all, all, level));
    }
}
