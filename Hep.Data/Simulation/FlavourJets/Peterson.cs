namespace Hep.Data;

/// <summary>
/// The share z of a jet's momentum that a heavy hadron takes, by C. Peterson, D. Schlatter, I. Schmitt, P. Zerwas, Phys. Rev. D 27 (1983) 105, equation 3: dN/dz ∝ 1 / (z (1 - 1/z - ε/(1 - z))²).
/// Drawn from a table of its integral, with straight lines between 4,000 places.
/// </summary>
internal sealed class Peterson
{
    private const int Bins = 4000;

    private readonly double[] integral = new double[Bins + 1];

    /// <summary>A distribution.</summary>
    /// <param name="epsilon">ε, above 0.</param>
    public Peterson(double epsilon)
    {
        for (var bin = 0; bin < Bins; bin++)
            integral[bin + 1] = integral[bin] + Density((bin + 0.5) / Bins, epsilon);
        for (var bin = 0; bin <= Bins; bin++)
            integral[bin] /= integral[Bins];
    }

    /// <summary>The density, not normalised.</summary>
    public static double Density(double z, double epsilon)
    {
        var bracket = 1 - (1 / z) - (epsilon / (1 - z));
        return 1 / (z * bracket * bracket);
    }

    /// <summary>A share in (0, 1).</summary>
    public double Draw(SplitMix64 random)
    {
        var u = random.Uniform();
        var found = Array.BinarySearch(integral, u);
        var bin = Math.Clamp(found >= 0 ? found : ~found - 1, 0, Bins - 1);
        var share = (u - integral[bin]) / (integral[bin + 1] - integral[bin]);
        return Math.Clamp((bin + share) / Bins, 1e-6, 1 - 1e-6);
    }
}
