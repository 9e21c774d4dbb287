namespace Hep.Data;

/// <summary>Decays of top quarks and W bosons, each isotropic in the rest frame. GeV.</summary>
internal static class WeakDecay
{
    /// <summary>The mass of a bottom quark.</summary>
    public const double BottomMass = 4.2;

    /// <summary>A top quark becomes a W boson and a bottom quark.</summary>
    public static (FourVector W, FourVector Bottom) Divide(FourVector top, SplitMix64 random) => top.Decay(random, Resonance.W.Draw(random), BottomMass);

    /// <summary>
    /// A W boson becomes an electron or a muon and what is not seen: electron, muon and tau alike, and of the taus the share that decays to
    /// electron or muon (0.352; Particle Data Group, 2022).
    /// </summary>
    public static (FourVector Lepton, FourVector Neutrinos) Leptonic(FourVector w, SplitMix64 random)
    {
        const double leptonicTaus = 0.352;
        if (random.Uniform() * (2 + leptonicTaus) > leptonicTaus)
            return w.Decay(random, 0, 0);
        var (tau, neutrino) = w.Decay(random, TauDecay.Mass, 0);
        var (lepton, others) = TauDecay.Divide(tau, TauDecay.LeptonicFraction(random));
        return (lepton, neutrino + others);
    }
}
