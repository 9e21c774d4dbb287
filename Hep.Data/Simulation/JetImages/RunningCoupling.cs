namespace Hep.Data;

/// <summary>The strong coupling, α(Q) = α / (1 + α b ln(Q² / m_Z²)).</summary>
/// <param name="AtZ">Its value at the mass of the Z boson.</param>
/// <param name="Slope">b; 0 is a fixed coupling.</param>
internal readonly record struct RunningCoupling(double AtZ, double Slope)
{
    /// <summary>The number of light flavours, at all scales.</summary>
    public const int Flavours = 5;

    private const double ZMass = 91.19;

    /// <summary>b = (33 - 2 n_f) / 12π (R. K. Ellis, W. J. Stirling, B. R. Webber, "QCD and collider physics", eq. 2.15).</summary>
    public static RunningCoupling OneLoop(double atZ) => new(atZ, (33 - (2 * Flavours)) / (12 * Math.PI));

    /// <summary>The coupling at a scale in GeV; below the Landau pole it is negative.</summary>
    public double At(double scale) => AtZ / (1 + (2 * AtZ * Slope * Math.Log(scale / ZMass)));
}
