namespace Hep.Training.Anomaly;

/// <summary>Mean and covariance of latent numbers, as what makes them uncorrelated with variances of 1.</summary>
internal static class LatentCovariance
{
    // Of the mean variance: latent numbers that the network does not use hardly vary, and would be all that a distance sees.
    private const double Floor = 1e-4;

    /// <summary>The mean μ, [L], and the inverse W of the Cholesky factor of the covariance, [L, L] row-major: |W (x - μ)|² is the squared Mahalanobis distance.</summary>
    /// <param name="latent">Latent numbers, [N, L] row-major, of one event or more.</param>
    /// <param name="size">L.</param>
    public static (double[] Mean, double[] Whitening) Of(double[] latent, int size)
    {
        var (mean, covariance, count) = (new double[size], new double[size * size], latent.Length / size);
        for (var i = 0; i < latent.Length; i++)
            mean[i % size] += latent[i] / count;
        for (var row = 0; row < latent.Length; row += size)
        {
            for (var j = 0; j < size; j++)
            {
                for (var k = 0; k <= j; k++)
                    covariance[(j * size) + k] += (latent[row + j] - mean[j]) * (latent[row + k] - mean[k]) / count;
            }
        }

        var floor = Math.Max(1e-30, Enumerable.Range(0, size).Average(j => covariance[(j * size) + j]) * Floor);
        for (var j = 0; j < size; j++)
            covariance[(j * size) + j] += floor;
        return (mean, Inverse(Factor(covariance, size), size));
    }

    private static double[] Factor(double[] covariance, int size)
    {
        var lower = new double[size * size];
        for (var j = 0; j < size; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                var rest = covariance[(j * size) + k];
                for (var m = 0; m < k; m++)
                    rest -= lower[(j * size) + m] * lower[(k * size) + m];
                lower[(j * size) + k] = j == k ? Math.Sqrt(rest) : rest / lower[(k * size) + k];
            }
        }

        return lower;
    }

    private static double[] Inverse(double[] lower, int size)
    {
        var inverse = new double[size * size];
        for (var column = 0; column < size; column++)
        {
            for (var row = column; row < size; row++)
            {
                var rest = row == column ? 1.0 : 0;
                for (var m = column; m < row; m++)
                    rest -= lower[(row * size) + m] * inverse[(m * size) + column];
                inverse[(row * size) + column] = rest / lower[(row * size) + row];
            }
        }

        return inverse;
    }
}
