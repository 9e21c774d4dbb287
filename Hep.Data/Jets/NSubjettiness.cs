namespace Hep.Data.Jets;

/// <summary>
/// N-subjettiness (J. Thaler, K. Van Tilburg, arXiv:1011.2268, eqs. 2.1 and 2.2) with β = 1: τ_N = Σ_k pT_k min(ΔR_1k, ..., ΔR_Nk) / Σ_k pT_k R0, where ΔR is measured in
/// rapidity and azimuth from the jets of exclusive kt (E-scheme, so large a radius that nothing is lost to the beams), which are not improved any further.
/// </summary>
public sealed class NSubjettiness
{
    // Directions are known to some 1e-16: a smaller τ1 is rounding, and a ratio to it means nothing.
    private const double Rounding = 1e-12;
    private static readonly JetDefinition Axes = new(JetAlgorithm.Kt, 1000);

    private readonly JetClustering clustering;
    private readonly RapidityPlane[] directions;
    private readonly double[] weights;
    private readonly double norm;

    /// <summary>Clusters the jet's particles, once for all N.</summary>
    /// <param name="particles">The jet's particles, GeV.</param>
    /// <param name="r0">R0 of the paper: the radius that the jet was found with.</param>
    /// <exception cref="ArgumentException">A component is no number, infinite or above 1e100 GeV, an energy is negative, or R0 is not above 0.</exception>
    public NSubjettiness(ReadOnlySpan<FourVector> particles, double r0)
    {
        if (!(r0 > 0 && double.IsFinite(r0)))
            throw new ArgumentException(FormattableString.Invariant($"R0 of the N-subjettiness is {r0}; expected the radius of the jet, above 0"), nameof(r0));
        clustering = Axes.Cluster(particles);
        (directions, weights) = (new RapidityPlane[particles.Length], new double[particles.Length]);
        for (var i = 0; i < particles.Length; i++)
        {
            (directions[i], weights[i]) = (RapidityPlane.Of(particles[i]), particles[i].Pt);
            norm += weights[i] * r0;
        }
    }

    /// <summary>τ_N; 0 where the jet has at most N particles, or no transverse momentum.</summary>
    /// <param name="n">The number of axes, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is below 1.</exception>
    public double Tau(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        if (n >= directions.Length || norm <= 0)
            return 0;
        RapidityPlane[] axes = [.. clustering.Exclusive(n).Select(jet => RapidityPlane.Of(jet.Momentum))];
        var sum = 0.0;
        for (var i = 0; i < directions.Length; i++)
        {
            var least = double.PositiveInfinity;
            foreach (var axis in axes)
                least = Math.Min(least, directions[i].DistanceTo(axis));
            sum += weights[i] * least;
        }

        return sum / norm;
    }

    /// <summary>τ_N / τ_(N-1); 1 where the latter is 0 (below 1e-12, which is rounding): another axis brings nothing.</summary>
    /// <param name="n">The number of axes above, 2 or more: 2 for τ21.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is below 2.</exception>
    public double Ratio(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2);
        var below = Tau(n - 1);
        return below < Rounding ? 1 : Tau(n) / below;
    }
}
