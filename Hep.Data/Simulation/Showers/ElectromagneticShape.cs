namespace Hep.Data.Showers;

/// <summary>
/// The longitudinal parameters of single electromagnetic showers in a homogeneous medium, depth in X0: G. Grindhammer and S. Peters, hep-ex/0001020, section 3.1. ln T and ln α are normal and correlated.
/// </summary>
internal sealed class ElectromagneticShape(ShowerToyOptions options)
{
    // Below this ln y the widths are no widths any more, and α comes near to 1.
    private const double LeastLogarithm = 2.2;
    private const double LeastAlpha = 1.1;

    /// <summary>ln y with y = E / Ec.</summary>
    public double LogEnergy(double energy) => Math.Max(LeastLogarithm, Math.Log(energy / options.CriticalEnergy));

    /// <summary>The parameters in the middle of the fluctuations, eq. 3.</summary>
    public ShowerShape Middle(double energy) => At(LogEnergy(energy), 0, 0);

    /// <summary>The parameters of one shower, eqs. 3 to 5.</summary>
    public ShowerShape Draw(double energy, SplitMix64 random)
    {
        var logY = LogEnergy(energy);
        var rho = Math.Clamp(0.705 - (0.023 * logY), -1, 1);
        var (sum, difference) = (Math.Sqrt(0.5 * (1 + rho)) * random.Normal(), Math.Sqrt(0.5 * (1 - rho)) * random.Normal());
        return At(logY, sum + difference, sum - difference);
    }

    private ShowerShape At(double logY, double inMaximum, double inAlpha)
    {
        var maximum = (logY - 0.812) * Math.Exp(inMaximum / (-1.4 + (1.26 * logY)));
        var alpha = (0.81 + ((0.458 + (2.26 / options.AtomicNumber)) * logY)) * Math.Exp(inAlpha / (-0.58 + (0.86 * logY)));
        alpha = Math.Max(LeastAlpha, alpha);
        return new ShowerShape(alpha, (alpha - 1) / maximum);
    }
}
