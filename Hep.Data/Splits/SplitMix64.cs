using Hep.Common;

namespace Hep.Data;

/// <summary>
/// The generator splitmix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014;
/// constants of S. Vigna's public-domain code). Its numbers are a contract: the same seed gives the same split and the same simulated
/// events in every version of this toolkit.
/// </summary>
/// <param name="seed">The state to begin with; every value is good.</param>
public sealed class SplitMix64(ulong seed)
{
    // exp(-mean) is far from the smallest number.
    private const double LargestMean = 500;

    private ulong state = seed;
    private double spare = double.NaN;

    /// <summary>
    /// Mixes 64 bits into 64 bits, one to one: the generator's first number from state <paramref name="value"/>.
    /// z = value + 0x9E3779B97F4A7C15; z = (z ^ z>>30) * 0xBF58476D1CE4E5B9; z = (z ^ z>>27) * 0x94D049BB133111EB; z ^ z>>31.
    /// </summary>
    public static ulong Mix(ulong value) => Mix64.Mix(value);

    /// <summary>The upper 53 bits as a number in [0, 1).</summary>
    public static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        var value = Mix(state);
        state += Mix64.Golden;
        return value;
    }

    /// <summary>A number in [0, 1).</summary>
    public double Uniform() => ToUnit(Next());

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>A whole number in [0, <paramref name="bound"/>), without bias (D. Lemire, arXiv:1805.10941).</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (ulong)bound;
        var high = Math.BigMul(Next(), range, out var low);
        if (low < range)
        {
            for (var threshold = (0UL - range) % range; low < threshold;)
                high = Math.BigMul(Next(), range, out low);
        }

        return (int)high;
    }

    /// <summary>Puts values into a random order (Fisher and Yates, from the end).</summary>
    /// <param name="values">The values.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    /// <summary>A number from the normal distribution with mean 0 and standard deviation 1 (Box and Muller, 1958).</summary>
    public double Normal()
    {
        if (!double.IsNaN(spare))
        {
            var kept = spare;
            spare = double.NaN;
            return kept;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        var (sin, cos) = Math.SinCos(2 * Math.PI * Uniform());
        spare = radius * sin;
        return radius * cos;
    }

    /// <summary>A number from the exponential distribution with the given mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Uniform());

    /// <summary>A number from the Poisson distribution: arrivals of a unit rate until the mean (D. Knuth, "The art of computer programming", 3.4.1).</summary>
    /// <param name="mean">The mean, 0 or more; the time goes with it.</param>
    public int Poisson(double mean)
    {
        var count = 0;
        do
        {
            var left = Math.Exp(-Math.Min(mean, LargestMean));
            for (var product = 1 - Uniform(); product > left; product *= 1 - Uniform())
                count++;
            mean -= LargestMean;
        }
        while (mean > 0);

        return count;
    }
}
