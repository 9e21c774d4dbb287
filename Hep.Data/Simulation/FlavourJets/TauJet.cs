namespace Hep.Data;

/// <summary>
/// Hadronic decays of taus to one or three charged pions, neutral ones and a neutrino; what is seen of it is the jet, whose momentum it has. Shares of the decays: Particle Data Group, 2022, as shares of the hadronic ones.
/// </summary>
internal sealed class TauJet(FlavourJetOptions options)
{
    public const double Mass = 1.77686, Lifetime = 0.08703;
    public const double ThreeProngShare = 0.235;

    private const double NeutralPionMass = 0.134977;
    private const double Converged = 1e-12;
    private const int MostSteps = 50;

    // Neutral pions beside one and beside three charged ones.
    private static readonly double[] BesideOne = [0.22, 0.52, 0.26], BesideThree = [0.66, 0.34];

    /// <summary>Makes a jet.</summary>
    /// <param name="jet">The momentum of all but the neutrino.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="into">Takes the charged particles.</param>
    /// <param name="truth">Takes what was drawn.</param>
    public void Make(FourVector jet, SplitMix64 random, List<ChargedParticle> into, ref JetTruth truth)
    {
        var prongs = random.Uniform() < ThreeProngShare ? 3 : 1;
        var seen = prongs + Shares.Draw(prongs == 1 ? BesideOne : BesideThree, random);
        Span<double> masses = stackalloc double[seen + 1];
        Span<FourVector> rest = stackalloc FourVector[seen + 1];
        masses.Fill(NeutralPionMass);
        masses[..prongs].Fill(JetParticles.PionMass);
        masses[seen] = 0;
        double share;
        do
        {
            ManyBodyDecay.Into(new FourVector(0, 0, 0, Mass), masses, random, rest);
            var sum = Sum(rest[..seen]);
            share = (sum.E + sum.Pz) / Mass;
        }
        while (random.Uniform() >= share * share); // A falling spectrum favours taus that keep their momentum; the square is ours.

        var tau = Tau(JetFrame.Size(jet), share, rest[..seen]);
        var (own, outside) = (JetFrame.Along(Sum(rest[..seen], tau)), JetFrame.Along(jet));
        var length = random.Exponential(Lifetime * options.TauLifetime);
        var flown = Turned(tau, Mass, own, outside);
        var vertex = default(FlightPoint).After(flown, length, Mass);
        var sign = random.Uniform() < 0.5 ? -1 : 1;
        for (var i = 0; i < prongs; i++, sign = -sign)
            into.Add(new ChargedParticle(Turned(rest[i].BoostedFrom(tau), JetParticles.PionMass, own, outside), sign, vertex, TrackOrigin.TauDecay));
        (truth.Hadron, truth.HadronMomentum, truth.ProperLength, truth.Flight) = ("tau", flown, length, vertex.DistanceTo(default));
    }

    // The tau along the third axis of which the momentum seen is the jet's, by repetition from the collinear limit.
    private static FourVector Tau(double momentum, double share, ReadOnlySpan<FourVector> seen)
    {
        var size = momentum / share;
        FourVector tau = default;
        for (var step = 0; step < MostSteps; step++)
        {
            tau = new FourVector(0, 0, size, Math.Sqrt((size * size) + (Mass * Mass)));
            var ratio = momentum / JetFrame.Size(Sum(seen, tau));
            if (Math.Abs(ratio - 1) < Converged)
                break;
            size *= ratio;
        }

        return tau;
    }

    private static FourVector Sum(ReadOnlySpan<FourVector> rest, FourVector? parent = null)
    {
        var sum = default(FourVector);
        foreach (var one in rest)
            sum += parent is { } tau ? one.BoostedFrom(tau) : one;
        return sum;
    }

    private static FourVector Turned(FourVector v, double mass, JetFrame from, JetFrame to)
    {
        var inside = from.Inside(v);
        return to.Outside(inside.Px, inside.Py, inside.Pz, mass);
    }
}
