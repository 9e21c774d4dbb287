using Hep.Common;

namespace Hep.Evaluation.Anomaly;

/// <summary>Random numbers by splitmix64, one stream a seed and number, so that work may be done in any order.</summary>
internal sealed class SeededStream(ulong seed, ulong number)
{
    private ulong state = Mix64.Mix(seed) ^ Mix64.Mix(Mix64.Mix(number));

    /// <summary>A number in [0, 1).</summary>
    public double Uniform()
    {
        var bits = Mix64.Mix(this.state);
        this.state += Mix64.Golden;
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>).</summary>
    public int Below(int bound) => (int)(bound * Uniform());

    /// <summary>A number from the normal distribution with mean 0 and standard deviation 1 (Box and Muller, 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
