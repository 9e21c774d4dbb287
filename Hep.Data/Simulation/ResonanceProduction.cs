namespace Hep.Data;

/// <summary>
/// Makes the collisions of <see cref="ResonanceToy"/>: a top pair, of a resonance or of the continuum, that recoils against jets and soft radiation, and its decays.
/// Transverse momenta balance exactly. GeV and rad; docs/resonance_toy.md tells where the parameters come from.
/// </summary>
internal static class ResonanceProduction
{
    /// <summary>The most quarks and radiated jets of a collision.</summary>
    public const int MostQuarks = Radiation.Most + 4;

    /// <summary>The full width of the resonance, as a share of its mass.</summary>
    public const double RelativeWidth = 0.05;

    private const double CollisionEnergy = 13_000;

    // The spread of the pair's rapidity, in units of the largest one that its mass allows.
    private const double Boost = 0.3;

    // The lightest pair, above the window of two top quarks, and how the spectrum falls from there.
    private const double LowestMass = 392, Power = 3, HighestMass = 4000;

    private static readonly Radiation With = new() { Ratio = 0.45, Hardness = 30, Spread = 1.8 };

    /// <summary>A collision, before any selection.</summary>
    /// <param name="mass">The mass of the resonance, GeV; null: continuum.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="quarks">Takes quarks and radiated jets, [<see cref="MostQuarks"/>].</param>
    public static TopPairCollision Next(double? mass, SplitMix64 random, Span<Quark> quarks)
    {
        var (first, second) = (Resonance.Top.Draw(random), Resonance.Top.Draw(random));
        var (m, velocity) = PairMass(mass, first, second, random);
        var rapidity = Boost * Math.Log(CollisionEnergy / m) * random.Normal();
        var e = new TopPairCollision { SoftX = Radiation.SoftSpread * random.Normal(), SoftY = Radiation.SoftSpread * random.Normal() };
        Span<FourVector> jets = stackalloc FourVector[Radiation.Most];
        var radiated = With.Radiate(rapidity, random, jets);
        var (x, y) = (-e.SoftX, -e.SoftY);
        foreach (var jet in jets[..radiated])
            (x, y) = (x - jet.Px, y - jet.Py);
        e.Pair = FourVector.FromRapidity(x, y, rapidity, m);

        var (leptonic, hadronic) = e.Pair.Decay(random, first, second, mass is null ? ContinuumAngle(velocity, random) : ResonanceAngle(random));
        Decay(leptonic, hadronic, random, ref e, quarks);
        foreach (var jet in jets[..radiated])
            quarks[e.Quarks++] = new(jet, QuarkFlavour.Light);
        return e;
    }

    // The mass of the pair and the velocity of its tops in the rest frame. Both kinds have the phase space of two bodies, which is proportional to the velocity.
    private static (double Mass, double Velocity) PairMass(double? resonance, double first, double second, SplitMix64 random)
    {
        while (true)
        {
            var m = resonance is { } pole ? new Resonance(pole, RelativeWidth * pole, LowestMass, 1.5 * pole).Draw(random) : Continuum(random);
            var velocity = Math.Sqrt((1 - Square((first + second) / m)) * (1 - Square((first - second) / m)));
            if (random.Uniform() < velocity)
                return (m, velocity);
        }
    }

    // dN/dm = m^-n between two masses.
    private static double Continuum(SplitMix64 random)
    {
        var end = Math.Pow(LowestMass / HighestMass, Power - 1);
        return LowestMass * Math.Pow(1 - (random.Uniform() * (1 - end)), -1 / (Power - 1));
    }

    // The exchange of a top quark: dN / dcos = 1 / (1 - v^2 cos^2).
    private static double ContinuumAngle(double velocity, SplitMix64 random) => Math.Tanh(random.Uniform(-1, 1) * Math.Atanh(velocity)) / velocity;

    // A vector boson from quark and antiquark to light fermions: dN / dcos = 1 + cos^2.
    private static double ResonanceAngle(SplitMix64 random)
    {
        while (true)
        {
            var cosTheta = random.Uniform(-1, 1);
            if (2 * random.Uniform() < 1 + (cosTheta * cosTheta))
                return cosTheta;
        }
    }

    private static void Decay(FourVector leptonic, FourVector hadronic, SplitMix64 random, ref TopPairCollision e, Span<Quark> quarks)
    {
        var (w, bottom) = WeakDecay.Divide(leptonic, random);
        (e.Lepton, e.Neutrinos) = WeakDecay.Leptonic(w, random);
        var (other, antibottom) = WeakDecay.Divide(hadronic, random);
        var (up, down) = other.Decay(random, 0, 0);
        quarks[e.Quarks++] = new(bottom, QuarkFlavour.Bottom);
        quarks[e.Quarks++] = new(antibottom, QuarkFlavour.Bottom);
        quarks[e.Quarks++] = new(up, random.Uniform() < 0.5 ? QuarkFlavour.Charm : QuarkFlavour.Light);
        quarks[e.Quarks++] = new(down, QuarkFlavour.Light);
    }

    private static double Square(double value) => value * value;
}
