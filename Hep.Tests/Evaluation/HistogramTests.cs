using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class HistogramTests
{
    [Fact]
    public void BinsAreClosedBelowAndTheLastOneAbove()
    {
        var histogram = Histogram.Uniform(4, 0, 1);
        foreach (var x in (double[])[-0.1, 0, 0.24, 0.25, 0.5, 0.999, 1, 1.0001, double.PositiveInfinity, double.NegativeInfinity])
            histogram.Fill(x);
        Assert.Equal([2, 1, 1, 2], histogram.Bins.ToArray().Select(bin => (int)bin.Count));
        Assert.Equal((2, 2, 10), ((int)histogram.Underflow.Count, (int)histogram.Overflow.Count, (int)histogram.Total.Count));
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], histogram.Edges.ToArray());
    }

    [Fact]
    public void WeightsAndTheirSquaresAreSummedNegativeOnesToo()
    {
        var histogram = new Histogram((double[])[0, 1, 10]);
        histogram.Fill(0.5, 2);
        histogram.Fill(0.5, -0.5);
        histogram.Fill(5, 1);
        Assert.Equal(new WeightSum(2, 1.5, 4.25), histogram.Bins[0]);
        Assert.Equal(1.5 / 2.5, histogram.Density(0).Value, 1e-15);
        Assert.Equal(Math.Sqrt(4.25) / 2.5, histogram.Density(0).Error, 1e-15);
        Assert.Equal(1 / (2.5 * 9), histogram.Density(1).Value, 1e-15);
    }

    [Fact]
    public void BadEdgesAndValuesAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Histogram((double[])[0]));
        Assert.Equal("edge 2 is 1; edges are finite and rising (Parameter 'edges')", Assert.Throws<ArgumentException>(() => new Histogram((double[])[0, 1, 1])).Message);
        var histogram = Histogram.Uniform(2, 0, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Fill(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Fill(0, double.NaN));
    }
}
