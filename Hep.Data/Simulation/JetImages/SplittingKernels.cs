namespace Hep.Data;

/// <summary>What the veto algorithm needs of a <see cref="SplittingKernel"/>; Ellis, Stirling and Webber, "QCD and collider physics", section 5.1.</summary>
internal static class SplittingKernels
{
    private const double Fundamental = 4.0 / 3, Adjoint = 3, Trace = 0.5;

    /// <summary>P(z).</summary>
    public static double Value(this SplittingKernel kernel, double z) => kernel switch
    {
        SplittingKernel.QuarkGluon => Fundamental * (1 + (z * z)) / (1 - z),
        SplittingKernel.GluonGluon => Adjoint * Square(1 - (z * (1 - z))) / (z * (1 - z)),
        _ => RunningCoupling.Flavours * Trace * ((z * z) + Square(1 - z)),
    };

    /// <summary>P(z) over the function above it, in (0, 1].</summary>
    public static double Share(this SplittingKernel kernel, double z) => kernel switch
    {
        SplittingKernel.QuarkGluon => (1 + (z * z)) / 2,
        SplittingKernel.GluonGluon => Square(1 - (z * (1 - z))),
        _ => (z * z) + Square(1 - z),
    };

    /// <summary>The integral of the function above P from <paramref name="least"/> to 1 - <paramref name="least"/>.</summary>
    public static double Bound(this SplittingKernel kernel, double least) => kernel switch
    {
        SplittingKernel.QuarkGluon => 2 * Fundamental * Math.Log((1 - least) / least),
        SplittingKernel.GluonGluon => 2 * Adjoint * Math.Log((1 - least) / least),
        _ => RunningCoupling.Flavours * Trace * (1 - (2 * least)),
    };

    /// <summary>A share drawn from the function above P between <paramref name="least"/> and 1 - <paramref name="least"/>.</summary>
    public static double Draw(this SplittingKernel kernel, double least, SplitMix64 random)
    {
        var u = random.Uniform();
        return kernel switch
        {
            SplittingKernel.QuarkGluon => 1 - (least * Math.Pow((1 - least) / least, u)),
            SplittingKernel.GluonGluon => 1 / (1 + Math.Pow((1 - least) / least, 1 - (2 * u))),
            _ => least + ((1 - (2 * least)) * u),
        };
    }

    private static double Square(double value) => value * value;
}
