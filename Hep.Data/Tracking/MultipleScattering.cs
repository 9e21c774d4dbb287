namespace Hep.Data.Tracking;

/// <summary>Deflection by many small Coulomb scatterings.</summary>
internal static class MultipleScattering
{
    /// <summary>
    /// The standard deviation of the deflection in a plane, in rad, of a particle with the elementary charge:
    /// θ0 = 13.6 MeV / (β c p) sqrt(x) (1 + 0.038 ln(x / β²)), with x the thickness in radiation lengths. V. Highland, Nucl. Instrum. Meth. 129 (1975) 497; G. Lynch,
    /// O. Dahl, ibid. B 58 (1991) 6; Particle Data Group, "Passage of particles through matter", section 34.3 (2022), equation 34.16.
    /// </summary>
    /// <param name="momentum">The momentum in GeV.</param>
    /// <param name="mass">The mass in GeV.</param>
    /// <param name="thickness">What it goes through, in radiation lengths; 0 for nothing.</param>
    public static double Angle(double momentum, double mass, double thickness)
    {
        if (thickness <= 0)
            return 0;
        var betaSquared = momentum * momentum / ((momentum * momentum) + (mass * mass));
        var core = 0.0136 / (Math.Sqrt(betaSquared) * momentum) * Math.Sqrt(thickness);

        // The correction would turn the sign below 10^-11 radiation lengths, far outside of its range.
        return Math.Max(0, core * (1 + (0.038 * Math.Log(thickness / betaSquared))));
    }
}
