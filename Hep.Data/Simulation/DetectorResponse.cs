namespace Hep.Data;

/// <summary>What the simulated detectors have in common.</summary>
internal static class DetectorResponse
{
    private const double JetStochastic = 0.8, JetConstant = 0.05;

    /// <summary>The momentum that is measured of an object without changing its direction.</summary>
    /// <param name="v">The object.</param>
    /// <param name="relative">The relative resolution.</param>
    /// <param name="random">The source of chance.</param>
    public static FourVector Smear(FourVector v, double relative, SplitMix64 random) => Math.Max(0.1, 1 + (relative * random.Normal())) * v;

    /// <summary>The relative resolution of a jet, sqrt(a^2 / pT + b^2) with pT in GeV.</summary>
    public static double JetResolution(double pt) => Math.Sqrt((JetStochastic * JetStochastic / pt) + (JetConstant * JetConstant));

    /// <summary>The distance of two directions in pseudorapidity and azimuth.</summary>
    public static double Distance(FourVector a, FourVector b)
    {
        var (eta, phi) = (a.Eta - b.Eta, Math.IEEERemainder(a.Phi - b.Phi, 2 * Math.PI));
        return Math.Sqrt((eta * eta) + (phi * phi));
    }
}
