using Hep.Data.Tracking;

namespace Hep.Data;

/// <summary>Neutral particles of light quarks that make charged ones on their way: K0s and Lambda decays, and conversions of photons in the layers. For one thread.</summary>
internal sealed class FlightDecay
{
    // GeV and mm; shares of the decays to two charged particles (Particle Data Group, 2022).
    public const double KaonMass = 0.497611, LambdaMass = 1.115683;

    private const double KaonLifetime = 26.842, LambdaLifetime = 78.9;
    private const double KaonShare = 0.692, LambdaShare = 0.641;
    private const double ProtonMass = 0.938272;

    // Of the pair production per radiation length at high energy (Particle Data Group, 2022, section 34.4.4).
    private const double PairsPerRadiationLength = 7.0 / 9;

    private readonly BarrelLayer[] layers = [.. BarrelDetector.Default.Layers];

    public void Kaon(FourVector kaon, SplitMix64 random, List<ChargedParticle> into)
    {
        if (random.Uniform() < KaonShare)
            Decay(kaon, KaonLifetime, KaonMass, JetParticles.PionMass, random, into);
    }

    public void Lambda(FourVector lambda, SplitMix64 random, List<ChargedParticle> into)
    {
        if (random.Uniform() < LambdaShare)
            Decay(lambda, LambdaLifetime, LambdaMass, ProtonMass, random, into);
    }

    /// <summary>Of the pair, both fly on along the photon, with an even share of its momentum.</summary>
    public void Photon(FourVector photon, SplitMix64 random, List<ChargedParticle> into)
    {
        var (momentum, sinTheta) = (JetFrame.Size(photon), photon.Pt / JetFrame.Size(photon));
        foreach (var layer in layers)
        {
            if (random.Uniform() >= 1 - Math.Exp(-PairsPerRadiationLength * layer.Material / sinTheta))
                continue;
            var length = layer.Radius / sinTheta / momentum;
            var vertex = new FlightPoint(length * photon.Px, length * photon.Py, length * photon.Pz);
            var share = random.Uniform();
            into.Add(new ChargedParticle(share * photon, 1, vertex, TrackOrigin.Conversion));
            into.Add(new ChargedParticle((1 - share) * photon, -1, vertex, TrackOrigin.Conversion));
            return;
        }
    }

    private static void Decay(FourVector parent, double lifetime, double mass, double heavier, SplitMix64 random, List<ChargedParticle> into)
    {
        var vertex = default(FlightPoint).After(parent, random.Exponential(lifetime), mass);
        var (first, second) = parent.Decay(random, heavier, JetParticles.PionMass);
        var charge = random.Uniform() < 0.5 ? -1 : 1;
        into.Add(new ChargedParticle(first, charge, vertex, TrackOrigin.StrangeDecay));
        into.Add(new ChargedParticle(second, -charge, vertex, TrackOrigin.StrangeDecay));
    }
}
