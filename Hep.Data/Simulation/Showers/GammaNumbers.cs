namespace Hep.Data.Showers;

/// <summary>Random numbers from the Gamma distribution (G. Marsaglia, W. W. Tsang, ACM TOMS 26 (2000) 363) and what follows from it.</summary>
internal static class GammaNumbers
{
    /// <summary>A number with mean and variance <paramref name="shape"/>.</summary>
    public static double Gamma(this SplitMix64 random, double shape)
    {
        if (shape < 1)
            return random.Gamma(shape + 1) * Math.Pow(1 - random.Uniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = random.Normal();
            var root = 1 + (c * normal);
            if (root <= 0)
                continue;
            var cube = root * root * root;
            if (Math.Log(1 - random.Uniform()) < (0.5 * normal * normal) + d - (d * cube) + (d * Math.Log(cube)))
                return d * cube;
        }
    }

    /// <summary>A share from the Beta distribution of a mean in (0, 1) and a sum of its parameters.</summary>
    public static double Share(this SplitMix64 random, double mean, double sum)
    {
        var one = random.Gamma(mean * sum);
        return one / (one + random.Gamma((1 - mean) * sum));
    }
}
