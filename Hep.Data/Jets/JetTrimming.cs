namespace Hep.Data.Jets;

/// <summary>
/// Trimming (D. Krohn, J. Thaler, L.-T. Wang, arXiv:0912.1342): a jet's particles are clustered again with a small radius, and subjets with less than a share of the
/// jet's transverse momentum are dropped. The scale Λ_hard of the paper is the jet's pT.
/// </summary>
public sealed record JetTrimming
{
    private readonly JetDefinition subjets;

    /// <summary>Trimming for any number of jets, from any number of threads.</summary>
    /// <param name="algorithm">Kt, as in the paper, or Cambridge/Aachen.</param>
    /// <param name="r">R_sub, the radius of the subjets.</param>
    /// <param name="fraction">f_cut, in [0, 1).</param>
    /// <exception cref="ArgumentException">Another algorithm, or a number outside its range.</exception>
    public JetTrimming(JetAlgorithm algorithm, double r, double fraction)
    {
        subjets = new JetDefinition(algorithm, r);
        if (algorithm == JetAlgorithm.AntiKt)
            throw new ArgumentException("trimming was asked for with anti-kt subjets; expected Kt or CambridgeAachen", nameof(algorithm));
        if (!(fraction >= 0 && fraction < 1))
            throw new ArgumentException(FormattableString.Invariant($"f_cut of the trimming is {fraction}; expected a number from 0 to below 1"), nameof(fraction));
        Fraction = fraction;
    }

    /// <summary>The algorithm of the subjets.</summary>
    public JetAlgorithm Algorithm => subjets.Algorithm;

    /// <summary>R_sub.</summary>
    public double R => subjets.R;

    /// <summary>f_cut: the least share of the jet's transverse momentum that a subjet has.</summary>
    public double Fraction { get; }

    /// <summary>The jet of these particles without its soft subjets.</summary>
    /// <param name="particles">The jet's particles, GeV; <see cref="Jet.Particles"/>.</param>
    /// <exception cref="ArgumentException">A component is no number, infinite or above 1e100 GeV, or an energy is negative.</exception>
    public TrimmedJet Trim(params ReadOnlySpan<FourVector> particles)
    {
        var all = subjets.Cluster(particles).Inclusive();
        var jet = default(FourVector);
        foreach (var p in particles)
            jet += p;
        return new TrimmedJet(jet, [.. all.TakeWhile(subjet => subjet.Momentum.Pt >= Fraction * jet.Pt)], particles);
    }
}
