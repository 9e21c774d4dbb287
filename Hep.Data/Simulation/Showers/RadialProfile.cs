namespace Hep.Data.Showers;

/// <summary>How far from its axis a shower reaches at one depth: p · 2rRc²/(r² + Rc²)² + (1 - p) · 2rRt²/(r² + Rt²)².</summary>
/// <param name="Core">Rc, mm.</param>
/// <param name="Tail">Rt, mm.</param>
/// <param name="CoreShare">p.</param>
/// <param name="End">Where it ends, mm; what would be farther out is spread over all radii.</param>
internal readonly record struct RadialProfile(double Core, double Tail, double CoreShare, double End = double.PositiveInfinity)
{
    // In Molière radii: the components fall more slowly than showers do.
    private const double LargestRadius = 8;

    /// <summary>The average electromagnetic profile in a homogeneous medium, hep-ex/0001020, section 3.2.</summary>
    /// <param name="energy">The energy of the shower, GeV.</param>
    /// <param name="depth">τ, the depth divided by that of the maximum.</param>
    /// <param name="options">The medium.</param>
    public static RadialProfile Electromagnetic(double energy, double depth, ShowerToyOptions options)
    {
        var (log, z) = (Math.Log(energy), options.AtomicNumber);
        var core = 0.0251 + (0.00319 * log) + ((0.1162 - (0.000381 * z)) * depth);
        var beyond = depth - 0.645;
        var tail = (0.659 - (0.00309 * z)) * (Math.Exp(-2.59 * beyond) + Math.Exp((0.3585 + (0.0421 * log)) * beyond));
        var x = (0.401 + (0.00187 * z) - depth) / (1.313 - (0.0686 * log));
        var share = (2.632 - (0.00094 * z)) * Math.Exp(x - Math.Exp(x));
        return new RadialProfile(Math.Max(0.005, core) * options.MoliereRadius, tail * options.MoliereRadius, Math.Clamp(share, 0, 1), LargestRadius * options.MoliereRadius);
    }

    /// <summary>The share within a radius.</summary>
    public double Within(double radius) => (CoreShare * Share(radius, Core)) + ((1 - CoreShare) * Share(radius, Tail));

    /// <summary>A radius, mm.</summary>
    public double Draw(SplitMix64 random)
    {
        var scale = random.Uniform() < CoreShare ? Core : Tail;
        var u = random.Uniform() * Component(End, scale);
        return scale * Math.Sqrt(u / (1 - u));
    }

    private double Share(double radius, double scale) => radius >= End ? 1 : Component(radius, scale) / Component(End, scale);

    private static double Component(double radius, double scale) => 1 - (scale * scale / ((radius * radius) + (scale * scale)));
}
