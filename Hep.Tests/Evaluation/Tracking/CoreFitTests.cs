using Hep.Evaluation;
using Hep.Evaluation.Tracking;
using MathNet.Numerics;
using Xunit;

namespace Hep.Tests.Evaluation.Tracking;

/// <summary>Core fits and whitened residuals, against what is known in closed form.</summary>
public sealed class CoreFitTests
{
    private const double Reach = 2.5;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3, 0.02)]
    [InlineData(1e4, 7)]
    public void TheQuantilesOfAGaussianGiveItsMeanAndWidth(double mean, double width)
    {
        // The quantiles at (i + 1/2) / N are a sample without chance: what is left is the discretisation, of the order 1 / N.
        var values = Quantiles(20_000).Select(z => mean + (width * z)).ToArray();
        var fit = CoreFit.Of(values);
        Assert.Equal(mean, fit.Mean.Value, 1e-3 * width);
        Assert.Equal(width, fit.Width.Value, 5e-4 * width);
        Assert.Equal(2 * (1 - Normal(Reach)), fit.TailShare, 1e-4);
    }

    [Fact]
    public void TheErrorsAreThoseOfManySamples()
    {
        const int samples = 1500, entries = 400;
        var random = new Hep.Data.SplitMix64(5);
        var (means, widths, errors) = (new double[samples], new double[samples], new Estimate[samples]);
        for (var i = 0; i < samples; i++)
        {
            var fit = CoreFit.Of([.. Enumerable.Range(0, entries).Select(_ => random.Normal())]);
            (means[i], widths[i], errors[i]) = (fit.Mean.Value, fit.Width.Value, new Estimate(fit.Mean.Error, fit.Width.Error));
        }

        // 1500 samples know a spread to 1.8%, and the mean width to 0.0011; 3.5 of these are allowed.
        Assert.Equal(1, Rms(means) / errors.Average(error => error.Value), 0.065);
        Assert.Equal(1, Rms(widths) / errors.Average(error => error.Error), 0.065);
        Assert.Equal(1, widths.Average(), 0.005);
        Assert.Equal(0, means.Average(), 0.005);
        Assert.Equal(1 / Math.Sqrt(1.3320 * entries), errors.Average(error => error.Error), 0.0005);
    }

    [Fact]
    public void TailsDoNotWidenTheCore()
    {
        var clean = Quantiles(10_000).ToArray();
        var core = CoreFit.Of([.. clean, .. Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? 20.0 + i : -20.0 - i)]);
        Assert.Equal(CoreFit.Of(clean).Width.Value, core.Width.Value, 1e-12);
        Assert.Equal(10_500, core.Entries);
        Assert.True(core.TailShare > 500.0 / 10_500);
    }

    [Fact]
    public void SamplesWithoutAWidthHaveNone()
    {
        Assert.True(double.IsNaN(CoreFit.Of([1, 2, 3]).Width.Value));
        Assert.True(double.IsNaN(CoreFit.Of([]).Mean.Value));
        var same = CoreFit.Of([.. Enumerable.Repeat(3.0, 50), 4]);
        Assert.Equal((3, 0, 50), (same.Mean.Value, same.Width.Value, same.CoreEntries));
        Assert.StartsWith("a value is not finite", Assert.Throws<ArgumentException>(() => CoreFit.Of([1, double.NaN])).Message, StringComparison.Ordinal);
        Assert.StartsWith("a value is not finite", Assert.Throws<ArgumentException>(() => CoreFit.Of([1, double.PositiveInfinity])).Message, StringComparison.Ordinal);
        Assert.StartsWith("the core reaches 0.5 widths", Assert.Throws<ArgumentException>(() => CoreFit.Of([1], 0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhitenedResidualsAreIndependentAndOfUnitWidth()
    {
        var pull = WhitenedResidual.Of(0.6, 1.0, 4, 1.2, 1);
        Assert.Equal(0.3, pull.First, 1e-15);
        Assert.Equal((1.0 - (0.6 * 0.3)) / 0.8, pull.Second, 1e-15);

        // r^T S^-1 r, with the inverse of (4, 1.2; 1.2, 1) written out.
        Assert.Equal(((1 * 0.36) - (2 * 1.2 * 0.6 * 1.0) + (4 * 1.0)) / (4 - 1.44), pull.ChiSquare, 1e-14);
        foreach (var (variance, covariance) in new[] { (0.0, 0.0), (-1, 0), (4, 2), (double.NaN, 0) })
            Assert.Contains("positive definite", Assert.Throws<ArgumentException>(() => WhitenedResidual.Of(1, 1, variance, covariance, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PullsAreKeptByLayer()
    {
        var sample = new ResidualSample();
        foreach (var z in Quantiles(2000))
        {
            sample.Add(4, 0.1 * z, -3 * z, 0.01, 0, 4);
            sample.Add(7, 0.2 * z, -3 * z, 0.01, 0, 9);
        }

        Assert.Equal([4, 7], sample.Layers);
        Assert.Equal(0.1, sample.Summary(4).RPhi.Width.Value, 2e-4);
        Assert.Equal(2, sample.Summary(7).RPhiPull.Width.Value, 3e-3);
        Assert.Equal(1.5, sample.Summary(4).ZPull.Width.Value, 3e-3);
        Assert.Equal(4000, sample.Summary().ZPull.Entries);
        var metrics = new MetricsTree();
        sample.Write(metrics, "test");
        Assert.Equal(sample.Summary(7).RPhiPull.Width, metrics.Figure("test.layer_7.pull_rphi.width"));
        Assert.Equal(sample.Summary().Z.Mean, metrics.Figure("test.residual_z.mean"));
    }

    private static IEnumerable<double> Quantiles(int count) => Enumerable.Range(0, count).Select(i => Math.Sqrt(2) * SpecialFunctions.ErfInv((((2.0 * i) + 1) / count) - 1));

    private static double Normal(double x) => 0.5 * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2)));

    private static double Rms(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
