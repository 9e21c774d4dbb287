namespace Hep.Data;

/// <summary>
/// Decays of an unpolarised tau whose energy is large against its mass: what is seen and the neutrinos fly on along the tau (the collinear
/// picture), and share its momentum as x to 1 - x.
/// </summary>
internal static class TauDecay
{
    public const double Mass = 1.777;

    // What comes with the tau neutrino: mass in GeV and share of the hadronic decays (Particle Data Group, 2022; the few others are
    // counted with the nearest).
    private static readonly (double Mass, double Share)[] Hadrons = [(0.140, 0.19), (0.775, 0.43), (1.230, 0.38)];

    /// <summary>Splits a tau into what is seen and the neutrinos.</summary>
    public static (FourVector Visible, FourVector Neutrinos) Divide(FourVector tau, double fraction) => (fraction * tau, (1 - fraction) * tau);

    /// <summary>
    /// The lepton's share in tau to lepton and two neutrinos: dN/dx = (5 - 9 x^2 + 4 x^3) / 3 (B. K. Bullock, K. Hagiwara, A. D. Martin,
    /// Nucl. Phys. B 395 (1993) 499, without polarisation).
    /// </summary>
    public static double LeptonicFraction(SplitMix64 random)
    {
        while (true)
        {
            var x = random.Uniform();
            if (5 * random.Uniform() < LeptonicDensity(x))
                return x;
        }
    }

    /// <summary>Three times the density of the lepton's share.</summary>
    public static double LeptonicDensity(double x) => 5 - (9 * x * x) + (4 * x * x * x);

    /// <summary>
    /// The hadrons' share in tau to pion, rho or a1 and a neutrino. The decay has two bodies and no direction, so that the share
    /// is flat from (m / m_tau)^2 to 1.
    /// </summary>
    public static double HadronicFraction(SplitMix64 random)
    {
        var u = random.Uniform();
        var mode = 0;
        while (mode < Hadrons.Length - 1 && u >= Hadrons[mode].Share)
            u -= Hadrons[mode++].Share;
        var lowest = Hadrons[mode].Mass / Mass;
        return random.Uniform(lowest * lowest, 1);
    }
}
