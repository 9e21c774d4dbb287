namespace Hep.Data;

/// <summary>
/// The charged particles of a jet. The jet's momentum is shared among a heavy hadron, where there is one, and charged and neutral particles of fragmentation: shares of the momentum along the axis sum to 1, momenta
/// across it to 0, so that the momentum of the jet is conserved. For one thread.
/// </summary>
internal sealed class JetParticles(FlavourJetOptions options)
{
    // Of the charged pion, which stands for all particles of fragmentation.
    public const double PionMass = 0.13957;

    private const double ReferencePt = 50;

    // ln x of a particle is about Gaussian (the hump-backed plateau, Yu. Dokshitzer, V. Khoze, S. Troyan, "Coherence and physics of QCD jets", 1988).
    private const double WidthOfLogarithm = 1;
    private const double PhotonsShare = 0.5;

    // Besides photons and what decays in flight: neutral kaons that do not, neutrons.
    private const double OtherNeutrals = 0.1;

    private readonly Peterson bottom = new(options.BottomEpsilon), charm = new(options.CharmEpsilon);
    private readonly HeavyDecay decay = new(options);
    private readonly TauJet tau = new(options);
    private readonly FlightDecay flight = new();
    private readonly List<(Kind Kind, double Weight, double First, double Second)> pieces = [];

    private enum Kind
    {
        Charged,
        Neutral,
        Kaon,
        Lambda,
        Photon,
    }

    /// <summary>The charged particles of the last jet.</summary>
    public List<ChargedParticle> Charged { get; } = [];

    /// <summary>The momenta of all particles of fragmentation and of the heavy hadron of the last jet, before decays.</summary>
    internal List<FourVector> Primaries { get; } = [];

    /// <summary>Makes the particles of a jet.</summary>
    /// <param name="flavour">Its flavour.</param>
    /// <param name="jet">Its momentum.</param>
    /// <param name="random">The source of chance.</param>
    public JetTruth Make(JetFlavour flavour, FourVector jet, SplitMix64 random)
    {
        Charged.Clear();
        Primaries.Clear();
        var truth = new JetTruth { Jet = jet, Hadron = "" };
        if (flavour == JetFlavour.Tau)
            tau.Make(jet, random, Charged, ref truth);
        else
            Fragment(flavour, jet, random, ref truth);
        truth.DecayParticles = Charged.Count(particle => particle.Origin is TrackOrigin.BottomDecay or TrackOrigin.CharmDecay or TrackOrigin.TauDecay);
        return truth;
    }

    private void Fragment(JetFlavour flavour, FourVector jet, SplitMix64 random, ref JetTruth truth)
    {
        var frame = JetFrame.Along(jet);
        var momentum = JetFrame.Size(jet);
        var hadron = flavour switch
        {
            JetFlavour.Bottom => Shares.Draw(HeavyHadron.OfBottom, random),
            JetFlavour.Charm => Shares.Draw(HeavyHadron.OfCharm, random),
            _ => null,
        };
        var z = hadron is null ? 0 : (flavour == JetFlavour.Bottom ? bottom : charm).Draw(random);
        Draw((1 - z) * jet.Pt, random);
        var (first, second) = hadron is null ? (0, 0) : (options.TransverseMomentum * random.Normal(), options.TransverseMomentum * random.Normal());
        var (sum, sumFirst, sumSecond) = (0.0, first, second);
        foreach (var piece in pieces)
            (sum, sumFirst, sumSecond) = (sum + piece.Weight, sumFirst + piece.First, sumSecond + piece.Second);
        if (hadron is not null)
        {
            var made = frame.Outside(first - (z * sumFirst), second - (z * sumSecond), z * momentum, hadron.Mass);
            Primaries.Add(made);
            decay.Make(hadron, made, random, Charged, ref truth);
        }

        foreach (var (kind, weight, one, two) in pieces)
        {
            var x = (1 - z) * weight / sum;
            var mass = kind switch { Kind.Charged or Kind.Neutral => PionMass, Kind.Kaon => FlightDecay.KaonMass, Kind.Lambda => FlightDecay.LambdaMass, _ => 0 };
            var made = frame.Outside(one - (x * sumFirst), two - (x * sumSecond), x * momentum, mass);
            Primaries.Add(made);
            if (kind == Kind.Charged)
                Charged.Add(new ChargedParticle(made, random.Uniform() < 0.5 ? -1 : 1, default, TrackOrigin.Fragmentation));
            else if (kind == Kind.Kaon)
                flight.Kaon(made, random, Charged);
            else if (kind == Kind.Lambda)
                flight.Lambda(made, random, Charged);
            else if (kind == Kind.Photon)
                flight.Photon(made, random, Charged);
        }
    }

    // A jet of which nothing was drawn is one neutral particle.
    private void Draw(double pt, SplitMix64 random)
    {
        pieces.Clear();
        var mean = Math.Max(0, options.Multiplicity + (options.MultiplicityGrowth * Math.Log(pt / ReferencePt)));
        Add(Kind.Charged, mean, 1, random);
        Add(Kind.Neutral, OtherNeutrals * mean, 1, random);
        Add(Kind.Kaon, options.KaonRate * mean, 1, random);
        Add(Kind.Lambda, options.LambdaRate * mean, 1, random);
        Add(Kind.Photon, options.PhotonRate * mean, PhotonsShare, random);
        if (pieces.Count == 0)
            pieces.Add((Kind.Neutral, 1, 0, 0));
    }

    private void Add(Kind kind, double mean, double scale, SplitMix64 random)
    {
        for (var left = random.Poisson(mean); left > 0; left--)
            pieces.Add((kind, scale * Math.Exp(WidthOfLogarithm * random.Normal()), options.TransverseMomentum * random.Normal(), options.TransverseMomentum * random.Normal()));
    }
}
