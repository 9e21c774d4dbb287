namespace Hep.Data;

/// <summary>
/// Numbers from Poisson distributions, in a time that does not grow with the mean: transformed rejection with a squeeze (W. Hörmann, "The transformed rejection method for generating Poisson random
/// variables", Insurance: Mathematics and Economics 12 (1993) 39, algorithm PTRS).
/// </summary>
internal static class PoissonCounts
{
    // Below, arrivals are as fast, and the hat does not cover.
    private const double LeastMean = 10;

    /// <summary>A number.</summary>
    /// <param name="mean">The mean, 0 or more.</param>
    /// <param name="random">The source of chance.</param>
    public static int Next(double mean, SplitMix64 random)
    {
        if (mean < LeastMean)
            return random.Poisson(mean);
        var (root, logarithm) = (Math.Sqrt(mean), Math.Log(mean));
        var b = 0.931 + (2.53 * root);
        var a = -0.059 + (0.02483 * b);
        var inverse = 1.1239 + (1.1328 / (b - 3.4));
        var squeeze = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            var (u, v) = (random.Uniform() - 0.5, 1 - random.Uniform());
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
                return (int)k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            if (Math.Log(v * inverse / ((a / (us * us)) + b)) <= (k * logarithm) - mean - LogFactorial(k))
                return (int)k;
        }
    }

    // Stirling's series, to 1e-12 where it is used.
    private static double LogFactorial(double k)
    {
        if (k < 16)
        {
            var product = 1.0;
            for (var factor = 2; factor <= k; factor++)
                product *= factor;
            return Math.Log(product);
        }

        var inverse = 1 / (k * k);
        return ((k + 0.5) * Math.Log(k)) - k + (0.5 * Math.Log(2 * Math.PI)) + (((1 / 12.0) - (inverse * ((1 / 360.0) - (inverse / 1260)))) / k);
    }
}
