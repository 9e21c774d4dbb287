namespace Hep.Data.Tracking;

/// <summary>
/// The mean energy that a heavy charged particle loses by ionisation in silicon, which stands for all material of a tracker: the Bethe equation, Particle Data Group,
/// "Passage of particles through matter", section 34.2.3 (2022), equation 34.5, with the density effect of R. Sternheimer, M. Berger, S. Seltzer, At. Data Nucl. Data Tables
/// 30 (1984) 261 (there equation 34.7). Fluctuations are left out.
/// </summary>
internal static class IonisationLoss
{
    /// <summary>The radiation length of silicon in g/cm².</summary>
    public const double RadiationLength = 21.82;

    // MeV, and MeV cm²/mol.
    private const double ElectronMass = 0.51099895, K = 0.307075;

    private const double ChargeOverMass = 0.49848, Excitation = 173.0e-6;

    // Parameters of the density effect.
    private const double C = 4.4355, X0 = 0.2015, X1 = 2.8716, A = 0.14921, Power = 3.2546, Delta0 = 0.14;

    /// <summary>The energy left behind in GeV; at most the kinetic energy.</summary>
    /// <param name="momentum">The momentum in GeV.</param>
    /// <param name="mass">The mass in GeV.</param>
    /// <param name="thickness">What it goes through, in radiation lengths.</param>
    public static double Mean(double momentum, double mass, double thickness)
    {
        var kinetic = Math.Sqrt((momentum * momentum) + (mass * mass)) - mass;
        return Math.Min(kinetic, 1e-3 * StoppingPower(momentum, mass) * RadiationLength * thickness);
    }

    /// <summary>The mean loss per length in MeV cm²/g.</summary>
    /// <param name="momentum">The momentum in GeV.</param>
    /// <param name="mass">The mass in GeV.</param>
    public static double StoppingPower(double momentum, double mass)
    {
        var betaGamma = momentum / mass;
        var gammaSquared = 1 + (betaGamma * betaGamma);
        var betaSquared = betaGamma * betaGamma / gammaSquared;
        var ratio = 1e-3 * ElectronMass / mass;
        var twice = 2 * ElectronMass * betaGamma * betaGamma;
        var largest = twice / (1 + (2 * Math.Sqrt(gammaSquared) * ratio) + (ratio * ratio));
        var logarithm = 0.5 * Math.Log(twice * largest / (Excitation * Excitation));
        return K * ChargeOverMass / betaSquared * (logarithm - betaSquared - (0.5 * DensityEffect(Math.Log10(betaGamma))));
    }

    private static double DensityEffect(double x)
    {
        var asymptote = (2 * Math.Log(10) * x) - C;
        return x >= X1 ? asymptote : x >= X0 ? asymptote + (A * Math.Pow(X1 - x, Power)) : Delta0 * Math.Pow(10, 2 * (x - X0));
    }
}
