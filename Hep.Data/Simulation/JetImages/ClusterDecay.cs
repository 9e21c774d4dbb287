namespace Hep.Data;

/// <summary>
/// How a parton becomes hadrons: it ends with a mass, and decays isotropically to two of a third of it, each of which decays isotropically to two without mass. A stand-in for
/// the clusters of B. Webber, Nucl. Phys. B 238 (1984) 492, without flavour; four-momentum is conserved.
/// </summary>
internal static class ClusterDecay
{
    /// <summary>The number of hadrons of a cluster.</summary>
    public const int Hadrons = 4;

    /// <summary>Decays a cluster.</summary>
    /// <param name="cluster">Its four-momentum, GeV.</param>
    /// <param name="mass">Its mass, GeV.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="hadrons">Takes <see cref="Hadrons"/> four-momenta.</param>
    public static void Divide(FourVector cluster, double mass, SplitMix64 random, Span<FourVector> hadrons)
    {
        var (first, second) = cluster.Decay(random, mass / 3, mass / 3);
        (hadrons[0], hadrons[1]) = first.Decay(random, 0, 0);
        (hadrons[2], hadrons[3]) = second.Decay(random, 0, 0);
    }
}
