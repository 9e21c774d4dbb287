using Hep.Evaluation.Anomaly;
using MathNet.Numerics.LinearAlgebra;

namespace Hep.Evaluation.Showers;

/// <summary>
/// The Fréchet physics distance (FPD) of R. Kansal et al., arXiv:2211.10295, as jetnet computes it: the Fréchet distance of the two Gaussians that have means and covariances of the features, for batches of several sizes, extrapolated to
/// endless batches, since it is biased by about 1 / size (M. J. Chong, D. Forsyth, arXiv:1911.07023).
/// </summary>
public static class FrechetDistance
{
    /// <summary>The distance with the error of the extrapolation.</summary>
    /// <param name="reference">Features of the reference; weights do not count.</param>
    /// <param name="generated">The same of the generated events.</param>
    /// <param name="options">The batches; null: jetnet's.</param>
    /// <returns>The intercept of the line through the means of the batches against 1 / size, both numbers of the line 0 or more, with its error.</returns>
    /// <exception cref="ArgumentException">Other features, too few events, or batches that cannot be.</exception>
    public static Estimate Of(FeatureMatrix reference, FeatureMatrix generated, FrechetOptions? options = null)
    {
        options ??= new FrechetOptions();
        if (options.SmallestBatch < 2 || options.LargestBatch <= options.SmallestBatch || options.Points < 3 || options.Batches < 1)
            throw new ArgumentException("expected batches of 2 events or more, larger ones than the smallest, 3 sizes or more, and 1 batch of each or more", nameof(options));
        var (real, made) = FeatureBatches.Scaled(reference, generated, options.IsNormalized);
        var width = reference.Width;
        var (x, y) = (new double[options.Points], new double[options.Points]);
        for (var point = 0; point < options.Points; point++)
        {
            var size = (int)(1 / double.Lerp(1.0 / options.SmallestBatch, 1.0 / options.LargestBatch, point / (options.Points - 1.0)));
            var values = new double[options.Batches];
            Parallel.For(0, values.Length, batch =>
            {
                var random = new SeededStream(options.Seed, (ulong)((point * options.Batches) + batch));
                values[batch] = OfRows(FeatureBatches.Draw(real, width, size, random), FeatureBatches.Draw(made, width, size, random), width);
            });
            (x[point], y[point]) = (1.0 / size, values.Average());
        }

        return Intercept(x, y);
    }

    /// <summary>The distance of two Gaussians: |μ1 - μ2|² + tr(Σ1 + Σ2 - 2 (Σ1 Σ2)^(1/2)) (D. C. Dowson, B. V. Landau, Journal of Multivariate Analysis 12 (1982) 450).</summary>
    /// <param name="firstMean">μ1, shape [K].</param>
    /// <param name="firstCovariance">Σ1, shape [K, K], symmetric, without negative eigenvalues.</param>
    /// <param name="secondMean">μ2, shape [K].</param>
    /// <param name="secondCovariance">Σ2, shape [K, K].</param>
    /// <exception cref="ArgumentException">Shapes that differ.</exception>
    public static double OfGaussians(IReadOnlyList<double> firstMean, double[,] firstCovariance, IReadOnlyList<double> secondMean, double[,] secondCovariance)
    {
        ArgumentNullException.ThrowIfNull(firstMean);
        ArgumentNullException.ThrowIfNull(secondMean);
        ArgumentNullException.ThrowIfNull(firstCovariance);
        ArgumentNullException.ThrowIfNull(secondCovariance);
        var width = firstMean.Count;
        if (secondMean.Count != width || new[] { firstCovariance, secondCovariance }.Any(matrix => matrix.GetLength(0) != width || matrix.GetLength(1) != width))
            throw new ArgumentException(FormattableString.Invariant($"expected means of {width} numbers and covariances of {width} x {width}"), nameof(secondMean));
        var (one, two) = (Matrix<double>.Build.DenseOfArray(firstCovariance), Matrix<double>.Build.DenseOfArray(secondCovariance));
        // Σ1 Σ2 has the eigenvalues of Σ1^(1/2) Σ2 Σ1^(1/2), which is symmetric.
        var root = Root(one);
        var product = root * two * root;
        var trace = ((product + product.Transpose()) * 0.5).Evd(Symmetricity.Symmetric).EigenValues.Sum(value => Math.Sqrt(Math.Max(0, value.Real)));
        var shift = firstMean.Zip(secondMean, (a, b) => (a - b) * (a - b)).Sum();
        return shift + one.Trace() + two.Trace() - (2 * trace);
    }

    private static double OfRows(double[] first, double[] second, int width)
    {
        var ((firstMean, firstCovariance), (secondMean, secondCovariance)) = (Moments(first, width), Moments(second, width));
        return OfGaussians(firstMean, firstCovariance, secondMean, secondCovariance);
    }

    private static Matrix<double> Root(Matrix<double> symmetric)
    {
        var own = symmetric.Evd(Symmetricity.Symmetric);
        return own.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(own.EigenValues.Map(value => Math.Sqrt(Math.Max(0, value.Real)))) * own.EigenVectors.Transpose();
    }

    // The covariance is divided by N - 1, as numpy's.
    private static (double[] Mean, double[,] Covariance) Moments(double[] rows, int width)
    {
        var count = rows.Length / width;
        var mean = new double[width];
        for (var i = 0; i < rows.Length; i++)
            mean[i % width] += rows[i] / count;
        var sums = new double[width * width];
        var away = new double[width];
        for (var start = 0; start < rows.Length; start += width)
        {
            for (var k = 0; k < width; k++)
                away[k] = rows[start + k] - mean[k];
            for (var k = 0; k < width; k++)
            {
                for (var l = 0; l <= k; l++)
                    sums[(k * width) + l] += away[k] * away[l];
            }
        }

        var covariance = new double[width, width];
        for (var k = 0; k < width; k++)
        {
            for (var l = 0; l <= k; l++)
                covariance[k, l] = covariance[l, k] = sums[(k * width) + l] / (count - 1);
        }

        return (mean, covariance);
    }

    // Least squares with intercept and slope of 0 or more; the error is that of the line without the bounds, scaled by the scatter about it (scipy's curve_fit).
    private static Estimate Intercept(double[] x, double[] y)
    {
        var count = x.Length;
        double meanX = x.Average(), meanY = y.Average(), spread = x.Sum(value => (value - meanX) * (value - meanX));
        var slope = Math.Max(0, x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / spread);
        var intercept = meanY - (slope * meanX);
        if (intercept < 0)
            (intercept, slope) = (0, Math.Max(0, x.Zip(y, (a, b) => a * b).Sum() / x.Sum(value => value * value)));
        var scatter = x.Zip(y, (a, b) => b - intercept - (slope * a)).Sum(rest => rest * rest) / (count - 2);
        return new Estimate(intercept, Math.Sqrt(scatter * ((1.0 / count) + (meanX * meanX / spread))));
    }
}
