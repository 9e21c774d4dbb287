namespace Hep.Common;

/// <summary>
/// The mixing function of the generator splitmix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014;
/// constants of S. Vigna's public-domain code).
/// </summary>
internal static class Mix64
{
    /// <summary>The step from one state to the next.</summary>
    public const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>
    /// Mixes 64 bits into 64 bits, one to one: the generator's first number from state <paramref name="value"/>.
    /// z = value + 0x9E3779B97F4A7C15; z = (z ^ z>>30) * 0xBF58476D1CE4E5B9; z = (z ^ z>>27) * 0x94D049BB133111EB; z ^ z>>31.
    /// </summary>
    public static ulong Mix(ulong value)
    {
        var z = value + Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
