namespace Hep.Evaluation;

/// <summary>Poisson numbers with mean 1: how often a bootstrap replica takes each event. A replica's numbers depend on seed and replica alone.</summary>
/// <param name="seed">The seed of all replicas.</param>
/// <param name="replica">The replica's number.</param>
internal struct PoissonCounts(ulong seed, int replica)
{
    // splitmix64 (Steele, Lea, Flood, OOPSLA 2014); this room knows nothing of Hep.Data, which has it for simulations.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    // The cumulative probabilities of 0, 1, 2, ..., in units of 2^-64.
    private static readonly ulong[] Cumulative = Table();

    private ulong state = Mix(seed) ^ Mix(Mix((ulong)replica));

    /// <summary>The next number.</summary>
    public int Next()
    {
        var bits = Mix(state);
        state += Golden;
        var count = 0;
        while (count < Cumulative.Length && bits >= Cumulative[count])
            count++;
        return count;
    }

    private static ulong Mix(ulong value)
    {
        var z = value + Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static ulong[] Table()
    {
        var table = new ulong[16];
        var (sum, term) = (0.0, Math.Exp(-1));
        for (var k = 0; k < table.Length; k++)
        {
            sum += term;
            term /= k + 1;
            table[k] = (ulong)(sum * Math.ScaleB(1, 53)) << 11;
        }

        return table;
    }
}
