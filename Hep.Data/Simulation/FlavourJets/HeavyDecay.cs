namespace Hep.Data;

/// <summary>Flight and decay of bottom and charm hadrons: a bottom hadron decays to one charm hadron and light particles, that one to light particles. Leptons are not told from pions. For one thread.</summary>
internal sealed class HeavyDecay(FlavourJetOptions options)
{
    private const double KaonMass = 0.493677, NeutralKaonMass = 0.497611, NeutralPionMass = 0.134977;
    private const double MeanNeutrals = 1;
    private const int MostNeutrals = 4;

    // Of the parent's mass, that of the bodies: where more is asked for neutral ones are left out.
    private const double LargestFilling = 0.85;

    /// <summary>Lets a hadron fly and decay.</summary>
    /// <param name="hadron">Which.</param>
    /// <param name="momentum">Its momentum.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="into">Takes the charged particles.</param>
    /// <param name="truth">Takes what was drawn.</param>
    public void Make(HeavyHadron hadron, FourVector momentum, SplitMix64 random, List<ChargedParticle> into, ref JetTruth truth)
    {
        var charge = hadron.IsCharged ? Sign(random) : 0;
        var isBottom = hadron.Charm.Count > 0;
        var length = random.Exponential(hadron.Lifetime * (isBottom ? options.BottomLifetime : options.CharmLifetime));
        var vertex = default(FlightPoint).After(momentum, length, hadron.Mass);
        (truth.Hadron, truth.HadronMomentum, truth.ProperLength, truth.Flight) = (hadron.Name, momentum, length, vertex.DistanceTo(default));
        if (!isBottom)
        {
            Decay(hadron, null, momentum, charge, vertex, random, into, TrackOrigin.CharmDecay);
            return;
        }

        var charm = Shares.Draw(hadron.Charm, random);
        var charmCharge = !charm.IsCharged ? 0 : charge != 0 ? charge : Sign(random);
        var left = Decay(hadron, charm, momentum, charge - charmCharge, vertex, random, into, TrackOrigin.BottomDecay);
        length = random.Exponential(charm.Lifetime * options.CharmLifetime);
        var second = vertex.After(left, length, charm.Mass);
        (truth.CharmProperLength, truth.CharmFlight) = (length, second.DistanceTo(vertex));
        Decay(charm, null, left, charmCharge, second, random, into, TrackOrigin.CharmDecay);
    }

    /// <summary>A decay at a vertex.</summary>
    /// <returns>The momentum of the charm hadron, or of a neutral particle or pion, which does not matter.</returns>
    private static FourVector Decay(
        HeavyHadron parent, HeavyHadron? charm, FourVector momentum, int charge, FlightPoint vertex, SplitMix64 random, List<ChargedParticle> into, TrackOrigin origin)
    {
        var prongs = parent.ChargedParticles(charm, random);
        var neutrals = Math.Min(MostNeutrals, random.Poisson(MeanNeutrals));
        Span<double> masses = stackalloc double[ManyBodyDecay.MostBodies];
        Span<FourVector> bodies = stackalloc FourVector[ManyBodyDecay.MostBodies];
        var count = 0;
        if (charm is not null)
            masses[count++] = charm.Mass;
        for (var i = 0; i < prongs; i++)
            masses[count++] = i == 0 && charm is null ? KaonMass : JetParticles.PionMass;
        var (fewest, sum) = (Math.Max(0, 2 - count), 0.0);
        foreach (var mass in masses[..count])
            sum += mass;
        neutrals = Math.Clamp((int)(((LargestFilling * parent.Mass) - sum) / NeutralKaonMass), fewest, Math.Max(fewest, neutrals));
        for (var i = 0; i < neutrals; i++)
            masses[count++] = i == 0 && prongs == 0 && charm is null ? NeutralKaonMass : NeutralPionMass;
        ManyBodyDecay.Into(momentum, masses[..count], random, bodies[..count]);

        // Charges alternate, and begin with that of the parent.
        var sign = charge != 0 ? charge : Sign(random);
        var first = charm is null ? 0 : 1;
        for (var i = 0; i < prongs; i++, sign = -sign)
            into.Add(new ChargedParticle(bodies[first + i], sign, vertex, origin));
        return bodies[0];
    }

    private static int Sign(SplitMix64 random) => random.Uniform() < 0.5 ? -1 : 1;
}
