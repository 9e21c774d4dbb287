namespace Hep.Data.Jets;

/// <summary>The usual observables of one jet.</summary>
/// <param name="Mass">Invariant mass of the particles, GeV.</param>
/// <param name="Pt">Transverse momentum of their sum, GeV.</param>
/// <param name="Tau1">τ1; <see cref="NSubjettiness"/>.</param>
/// <param name="Tau2">τ2.</param>
/// <param name="Tau21">τ2 / τ1; 1 where τ1 is 0.</param>
/// <param name="Girth">Σ pT_i ΔR_i / pT, with ΔR from the jet's axis in rapidity and azimuth (J. Gallicchio, M. Schwartz, arXiv:1106.3076); 0 without transverse momentum.</param>
/// <param name="PtD">√Σ pT_i² / Σ pT_i (CMS-PAS-JME-13-002): 1 for one particle, 1/√n for n equal ones; 0 without transverse momentum.</param>
/// <param name="Multiplicity">The number of particles.</param>
public sealed record JetSubstructure(double Mass, double Pt, double Tau1, double Tau2, double Tau21, double Girth, double PtD, int Multiplicity)
{
    /// <summary>Computes them.</summary>
    /// <param name="particles">The jet's particles, GeV: <see cref="Jet.Particles"/> or <see cref="TrimmedJet.Particles"/>; none gives 0, and 1 for τ21.</param>
    /// <param name="r0">The radius that the jet was found with, R0 of τ_N.</param>
    /// <exception cref="ArgumentException">A component is no number, infinite or above 1e100 GeV, an energy is negative, or R0 is not above 0.</exception>
    public static JetSubstructure Of(ReadOnlySpan<FourVector> particles, double r0)
    {
        var subjettiness = new NSubjettiness(particles, r0);
        var jet = default(FourVector);
        foreach (var p in particles)
            jet += p;
        var axis = RapidityPlane.Of(jet);
        var (sum, squares, width) = (0.0, 0.0, 0.0);
        foreach (var p in particles)
        {
            var pt = p.Pt;
            sum += pt;
            squares += pt * pt;
            width += pt * RapidityPlane.Of(p).DistanceTo(axis);
        }

        return new JetSubstructure(
            jet.Mass,
            jet.Pt,
            subjettiness.Tau(1),
            subjettiness.Tau(2),
            subjettiness.Ratio(2),
            jet.Pt > 0 ? width / jet.Pt : 0,
            sum > 0 ? Math.Sqrt(squares) / sum : 0,
            particles.Length);
    }
}
