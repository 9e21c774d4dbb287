namespace Hep.Data;

/// <summary>
/// A toy of the LHC Olympics 2020 (G. Kasieczka et al., arXiv:2101.08320), R&amp;D data set: pairs of jets of quarks and gluons with a few events of a resonance X → Y Y' between them, both of which decay to
/// two quarks, as the quantities of arXiv:2109.00546. It draws these quantities and simulates no collisions; docs/dijet_toy.md has the distributions beside those of the real rows.
/// </summary>
/// <param name="options">What it makes.</param>
internal sealed class DijetToy(DijetOptions options)
{
    // Of a pair of 3500 GeV at a right angle to the beams; a jet has less mass than transverse momentum.
    private const double Reference = 3500;

    // Tails of the jets' masses are shorter than those of a normal distribution.
    private const double TailLength = 0.5;

    // Of QCD: heavy jets have two prongs.
    private const double HeavyFrom = 0.086, HeavySlope = 0.9, Tau21Spread = 0.75;

    // Of two prongs at 100 GeV, and what a factor e in the mass does.
    private const double ProngLogit = -0.49, ProngSlope = -0.58, ProngSpread = 0.78;

    // Mass that radiation adds in quadrature, and prongs that the jet's cone has lost.
    private const double RadiationShare = 0.46, RadiationMass = 100, LossShare = 0.12, LossFrom = 500, LeastKept = 0.2;

    /// <summary>mJJ, the mass of the lighter and of the heavier jet, tau21 of both.</summary>
    public static IReadOnlyList<CsvLayout.Feature> Columns { get; } = [new("mjj", "GeV"), new("mj1", "GeV"), new("mj2", "GeV"), new("tau21_1"), new("tau21_2")];

    /// <summary>Makes an event.</summary>
    /// <param name="random">The source of chance.</param>
    /// <param name="row">Takes the quantities of <see cref="Columns"/>.</param>
    /// <returns>Whether it is of the resonance.</returns>
    public bool Next(SplitMix64 random, Span<double> row)
    {
        var isSignal = random.Uniform() < options.SignalShare;
        var mjj = isSignal ? Peak(random) : Falling(random);
        var (one, other) = isSignal
            ? (Prongs(options.FirstMass, mjj, random), Prongs(options.SecondMass, mjj, random))
            : (Parton(mjj, random), Parton(mjj, random));
        var (light, heavy) = one.Mass < other.Mass ? (one, other) : (other, one);
        row[0] = mjj;
        row[1] = light.Mass;
        row[2] = heavy.Mass;
        row[3] = light.Tau21;
        row[4] = heavy.Tau21;
        return isSignal;
    }

    // dN/dm ∝ m^-n by its inverse.
    private double Falling(SplitMix64 random)
    {
        var power = 1 - options.MjjPower;
        var (low, high) = (Math.Pow(options.MinimumMjj, power), Math.Pow(options.MaximumMjj, power));
        return Math.Pow(low + (random.Uniform() * (high - low)), 1 / power);
    }

    private double Peak(SplitMix64 random)
    {
        double mass;
        do
            mass = options.ResonanceMass * (1 + (options.MjjResolution * random.Normal()));
        while (mass < options.MinimumMjj || mass > options.MaximumMjj);
        return mass;
    }

    private (double Mass, double Tau21) Parton(double mjj, SplitMix64 random)
    {
        var largest = 0.5 * mjj;
        var middle = Logit(options.JetMass / (0.5 * Reference));
        var share = Logistic(middle + (options.JetMassSpread * Math.Asinh(TailLength * random.Normal()) / TailLength));
        var tau21 = Logit(options.Tau21) - (HeavySlope * Math.Max(0, Math.Log(share / HeavyFrom)));
        return (largest * share, Logistic(tau21 + (Tau21Spread * random.Normal())));
    }

    private (double Mass, double Tau21) Prongs(double mass, double mjj, SplitMix64 random)
    {
        var measured = mass * Math.Max(LeastKept, 1 + (options.JetMassResolution * random.Normal()));
        var lost = random.Uniform() < LossShare * Math.Min(1, mass * mass / (LossFrom * LossFrom));
        measured *= lost ? random.Uniform(LeastKept, 1) : 1;
        var radiation = random.Uniform() < RadiationShare ? random.Exponential(RadiationMass) : 0;
        var tau21 = Logistic(ProngLogit + (ProngSlope * Math.Log(mass / RadiationMass)) + (ProngSpread * random.Normal()));
        return (Math.Min(double.Hypot(measured, radiation), 0.5 * mjj), tau21);
    }

    private static double Logit(double share) => Math.Log(share / (1 - share));

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
