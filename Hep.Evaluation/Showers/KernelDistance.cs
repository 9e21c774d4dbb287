using System.Numerics;
using Hep.Evaluation.Anomaly;

namespace Hep.Evaluation.Showers;

/// <summary>
/// The kernel physics distance (KPD) of R. Kansal et al., arXiv:2211.10295, as jetnet computes it: the unbiased estimate of the squared maximum mean discrepancy (A. Gretton et al., JMLR 13 (2012) 723, eq. 3) with the kernel
/// (x·y / K + 1)^degree, the median of batches and half of their central 67.55% as its error. It may be a little below 0.
/// </summary>
public static class KernelDistance
{
    // The quantiles that jetnet takes.
    private const double Low = 0.16275;
    private const double High = 0.83725;

    /// <summary>The distance.</summary>
    /// <param name="reference">Features of the reference; weights do not count.</param>
    /// <param name="generated">The same of the generated events.</param>
    /// <param name="options">The batches; null: jetnet's.</param>
    /// <exception cref="ArgumentException">Other features, too few events, or batches that cannot be.</exception>
    public static Estimate Of(FeatureMatrix reference, FeatureMatrix generated, KernelOptions? options = null)
    {
        options ??= new KernelOptions();
        if (options.BatchSize < 2 || options.Batches < 1 || options.Degree < 1)
            throw new ArgumentException("expected batches of 2 events or more, 1 batch or more, and a degree of 1 or more", nameof(options));
        var (real, made) = FeatureBatches.Scaled(reference, generated, options.IsNormalized);
        var width = reference.Width;
        var values = new double[options.Batches];
        for (var batch = 0; batch < values.Length; batch++)
        {
            var random = new SeededStream(options.Seed, (ulong)batch);
            values[batch] = Squared(FeatureBatches.Draw(real, width, options.BatchSize, random), FeatureBatches.Draw(made, width, options.BatchSize, random), width, options.Degree);
        }

        Array.Sort(values);
        return new Estimate(Interpolation.Quantile(values, 0.5), 0.5 * (Interpolation.Quantile(values, High) - Interpolation.Quantile(values, Low)));
    }

    /// <summary>The estimate of all rows of two samples, not drawn and not normalised.</summary>
    /// <param name="first">Features of one sample, two events or more.</param>
    /// <param name="second">The same of the other.</param>
    /// <param name="degree">The degree of the kernel.</param>
    /// <exception cref="ArgumentException">Other features, or too few events.</exception>
    public static double OfAll(FeatureMatrix first, FeatureMatrix second, int degree = 4)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degree);
        var (one, two) = FeatureBatches.Scaled(first, second, isNormalized: false);
        return Squared(one, two, first.Width, degree);
    }

    private static double Squared(double[] first, double[] second, int width, int degree)
    {
        double m = first.Length / width, n = second.Length / width;
        return (2 * Sum(first, first, width, degree, isBelow: true) / (m * (m - 1)))
            + (2 * Sum(second, second, width, degree, isBelow: true) / (n * (n - 1)))
            - (2 * Sum(first, second, width, degree, isBelow: false) / (m * n));
    }

    // Over all pairs, or over those whose second row comes before the first.
    private static double Sum(double[] first, double[] second, int width, int degree, bool isBelow) => EventBlocks.Sum(first.Length / width, 1, (row, sums) =>
    {
        var x = first.AsSpan(row * width, width);
        var end = isBelow ? row : second.Length / width;
        var sum = 0.0;
        for (var other = 0; other < end; other++)
        {
            var value = (Dot(x, second.AsSpan(other * width, width)) / width) + 1;
            var power = value;
            for (var d = 1; d < degree; d++)
                power *= value;
            sum += power;
        }

        sums[0] += sum;
    })[0];

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var lanes = Vector<double>.Zero;
        var k = 0;
        for (; k <= x.Length - Vector<double>.Count; k += Vector<double>.Count)
            lanes += new Vector<double>(x[k..]) * new Vector<double>(y[k..]);
        var sum = Vector.Sum(lanes);
        for (; k < x.Length; k++)
            sum += x[k] * y[k];
        return sum;
    }
}
