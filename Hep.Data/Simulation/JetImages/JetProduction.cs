using Hep.Data.Jets;

namespace Hep.Data;

/// <summary>
/// Makes the hadrons of a W boson, or of a quark or gluon. A W boson decays isotropically, and its quarks shower from a scale which is its mass, in its rest frame: to the
/// plane between them, which in the laboratory is the angle of their separation. A parton of QCD is one of two back to back, at the same rapidity; the other does not shower.
/// </summary>
internal sealed class JetProduction
{
    // Jets of the window come from a little below it, by fluctuations of the measurement, and from far above, by radiation out of the jet.
    private const double BelowWindow = 0.9, AboveWindow = 2;

    private readonly JetImageOptions options;
    private readonly PartonShower one;
    private readonly PartonShower other;
    private readonly Resonance boson;
    private FourVector[] hadrons = new FourVector[256];

    public JetProduction(JetImageOptions options)
    {
        this.options = options;
        var coupling = RunningCoupling.OneLoop(options.AlphaS);
        (one, other) = (new(coupling, options.ShowerCutOff, options.ClusterMass), new(coupling, options.ShowerCutOff, options.ClusterMass));
        boson = new Resonance(options.WMass, options.WWidth, options.WMass / 1.5, options.WMass * 1.5);
    }

    /// <summary>How many hadrons the last jet has.</summary>
    public int Count { get; private set; }

    /// <summary>The hadrons of the last jet, GeV.</summary>
    public ReadOnlySpan<FourVector> Hadrons => hadrons.AsSpan(0, Count);

    /// <summary>Makes a jet's hadrons in place of the last ones.</summary>
    /// <param name="signal">Of a W boson.</param>
    /// <param name="random">The source of chance.</param>
    /// <returns>Rapidity and azimuth of what they come from.</returns>
    public RapidityPlane Next(bool signal, SplitMix64 random)
    {
        Count = 0;
        var direction = new RapidityPlane(random.Uniform(-options.MaximumRapidity, options.MaximumRapidity), random.Uniform(-Math.PI, Math.PI));
        if (signal)
            Boson(direction, random);
        else
            Parton(direction, random);
        return direction;
    }

    private void Boson(RapidityPlane direction, SplitMix64 random)
    {
        var (mass, pt) = (boson.Draw(random), Momentum(random));
        var (sin, cos) = Math.SinCos(direction.Phi);
        var w = FourVector.FromRapidity(pt * cos, pt * sin, direction.Rapidity, mass);
        double first, second;
        do
            (first, second) = (one.Shower(PartonKind.Quark, mass, random), other.Shower(PartonKind.Quark, mass, random));
        while (!ShowerFrame.Allows(mass, first, second));
        var cosTheta = random.Uniform(-1, 1);
        var sinTheta = Math.Sqrt(1 - (cosTheta * cosTheta));
        (sin, cos) = Math.SinCos(random.Uniform(-Math.PI, Math.PI));
        var along = new FourVector(sinTheta * cos, sinTheta * sin, cosTheta, 0);
        Hadronise(one, new ShowerFrame(w, along, first, second), random);
        Hadronise(other, new ShowerFrame(w, -1 * along, second, first), random);
    }

    private void Parton(RapidityPlane direction, SplitMix64 random)
    {
        var kind = random.Uniform() < options.GluonShare ? PartonKind.Gluon : PartonKind.Quark;
        var total = 2 * Momentum(random);
        double squared;
        do
            squared = one.Shower(kind, total, random);
        while (!ShowerFrame.Allows(total, squared, 0));
        var (sin, cos) = Math.SinCos(direction.Phi);
        Hadronise(one, new ShowerFrame(FourVector.FromRapidity(0, 0, direction.Rapidity, total), new FourVector(cos, sin, 0, 0), squared, 0), random);
    }

    private void Hadronise(PartonShower shower, ShowerFrame frame, SplitMix64 random)
    {
        shower.Place(random);
        foreach (ref readonly var parton in shower.Partons)
        {
            if (parton.Daughters != ShowerParton.None)
                continue;
            if (Count + ClusterDecay.Hadrons > hadrons.Length)
                Array.Resize(ref hadrons, 2 * hadrons.Length);
            ClusterDecay.Divide(frame.Momentum(parton), options.ClusterMass, random, hadrons.AsSpan(Count));
            Count += ClusterDecay.Hadrons;
        }
    }

    // dN/dpT = pT^-n between two ends.
    private double Momentum(SplitMix64 random)
    {
        var (low, high, power) = (BelowWindow * options.MinimumPt, AboveWindow * options.MaximumPt, options.SpectrumPower - 1);
        return low * Math.Pow(1 - (random.Uniform() * (1 - Math.Pow(low / high, power))), -1 / power);
    }
}
