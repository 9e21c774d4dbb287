namespace Hep.Data;

/// <summary>The mass of an unstable particle, a Breit-Wigner (Cauchy) distribution within a window, in GeV.</summary>
/// <param name="Mass">The pole.</param>
/// <param name="Width">The full width at half maximum.</param>
/// <param name="Low">The lower end of the window.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Resonance(double Mass, double Width, double Low, double High)
{
    // Particle Data Group, 2022. The Higgs boson as the challenge had it, of the width that the standard model gives it.
    public static readonly Resonance Higgs = new(125, 0.0041, 100, 150);
    public static readonly Resonance Z = new(91.19, 2.495, 60, 160);
    public static readonly Resonance W = new(80.38, 2.085, 50, 120);
    public static readonly Resonance Top = new(172.7, 1.42, 150, 195);

    /// <summary>A mass, by inverting the distribution function between the ends of the window.</summary>
    public double Draw(SplitMix64 random)
    {
        var (low, high) = (Angle(Low), Angle(High));
        return Mass + (Width / 2 * Math.Tan(low + ((high - low) * random.Uniform())));
    }

    private double Angle(double mass) => Math.Atan(2 * (mass - Mass) / Width);
}
