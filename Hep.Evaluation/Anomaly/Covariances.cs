namespace Hep.Evaluation.Anomaly;

/// <summary>What detectors need of covariance matrices.</summary>
internal static class Covariances
{
    /// <summary>The correlation matrix: the weighted covariance of standardised features, [K, K].</summary>
    public static double[,] OfStandardized(FeatureMatrix events, StandardScale scale)
    {
        var width = events.Width;
        var sums = EventBlocks.Sum(events.Count, (width * width) + 1, (i, part) =>
        {
            var x = new double[width];
            scale.Apply(events.Row(i), x);
            var weight = events.Weights[i];
            part[^1] += weight;
            for (var k = 0; k < width; k++)
            {
                for (var l = 0; l <= k; l++)
                    part[(k * width) + l] += weight * x[k] * x[l];
            }
        });
        var covariance = new double[width, width];
        for (var k = 0; k < width; k++)
        {
            for (var l = 0; l <= k; l++)
                covariance[k, l] = covariance[l, k] = sums[(k * width) + l] / sums[^1];
        }

        return covariance;
    }

    /// <summary>xᵀ A⁻¹ x for A = L Lᵀ.</summary>
    /// <param name="lower">L.</param>
    /// <param name="x">x, overwritten.</param>
    public static double SquaredDistance(double[,] lower, Span<double> x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= lower[i, k] * x[k];
            x[i] /= lower[i, i];
            sum += x[i] * x[i];
        }

        return sum;
    }
}
