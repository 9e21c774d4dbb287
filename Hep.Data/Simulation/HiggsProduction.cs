namespace Hep.Data;

/// <summary>
/// Makes the collisions of <see cref="HiggsToy"/>: a boson or a top pair that recoils against jets and soft radiation, and its decays. Transverse
/// momenta balance exactly. GeV and rad; docs/higgs_toy.md tells how the parameters were set.
/// </summary>
internal static class HiggsProduction
{
    /// <summary>The most jets of a collision.</summary>
    public const int MostJets = 16;

    private const int MostRadiated = 10;
    private const double BottomMass = 4.2;

    // Radiated jets begin at this transverse momentum; what is softer is not resolved, and spreads as a normal distribution in x and y.
    private const double LowestJetPt = 18;
    private const double SoftSpread = 9.5;

    // How far the jets follow the boost of the whole along the beams.
    private const double Follow = 0.35;

    private static readonly Radiation WithGluonFusion = new() { Ratio = 0.50, Hardness = 22, Boost = 1.2, Spread = 1.9 };
    private static readonly Radiation WithBosonFusion = new() { Ratio = 0.30, Hardness = 22, Boost = 1.2, Spread = 1.9 };
    private static readonly Radiation WithZ = new() { Ratio = 0.45, Hardness = 17, Boost = 1.8, Spread = 1.8 };
    private static readonly Radiation WithW = new() { Ratio = 0.40, Hardness = 16, Boost = 2.0, Spread = 1.8 };
    private static readonly Radiation WithTops = new() { Ratio = 0.40, Hardness = 25, Boost = 1.1, Spread = 1.8 };

    /// <summary>A collision, before any selection.</summary>
    /// <param name="process">What is produced.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="jets">Takes the jets, [<see cref="MostJets"/>].</param>
    public static HiggsCollision Next(HiggsProcess process, SplitMix64 random, Span<FourVector> jets) => process switch
    {
        HiggsProcess.GluonFusion => TauPair(Resonance.Higgs, WithGluonFusion, false, random, jets),
        HiggsProcess.BosonFusion => TauPair(Resonance.Higgs, WithBosonFusion, true, random, jets),
        HiggsProcess.ZTauTau => TauPair(Resonance.Z, WithZ, false, random, jets),
        HiggsProcess.WJets => WWithFakeTau(random, jets),
        _ => TopPair(random, jets),
    };

    private static HiggsCollision TauPair(Resonance resonance, in Radiation radiation, bool hasForwardJets, SplitMix64 random, Span<FourVector> jets)
    {
        var rapidity = radiation.Boost * random.Normal();
        var e = Radiate(radiation, rapidity, random, jets);
        if (hasForwardJets)
            AddForwardJets(rapidity, random, ref e, jets);
        var (x, y) = Recoil(e, jets);
        var boson = FourVector.FromRapidity(x, y, rapidity, resonance.Draw(random));
        var (first, second) = boson.Decay(random, TauDecay.Mass, TauDecay.Mass);
        (e.Lepton, var leptonNeutrinos) = TauDecay.Divide(first, TauDecay.LeptonicFraction(random));
        (e.Tau, var tauNeutrino) = TauDecay.Divide(second, TauDecay.HadronicFraction(random));
        e.Neutrinos = leptonNeutrinos + tauNeutrino;
        return e;
    }

    private static HiggsCollision WWithFakeTau(SplitMix64 random, Span<FourVector> jets)
    {
        var rapidity = WithW.Boost * random.Normal();
        var e = Radiate(WithW, rapidity, random, jets);

        // Narrow jets of low momentum are taken for taus most often: half as hard as the jets, and nearer to the boson.
        const double lowestPt = 16, softer = 0.5, follow = 0.6, spread = 1.3;
        var pt = lowestPt + random.Exponential(softer * WithW.Scale(random));
        e.Tau = Jet(pt, (follow * rapidity) + (spread * random.Normal()), random);
        var (x, y) = Recoil(e, jets);
        var w = FourVector.FromRapidity(x - e.Tau.Px, y - e.Tau.Py, rapidity, Resonance.W.Draw(random));
        (e.Lepton, e.Neutrinos) = LeptonOf(w, random);
        return e;
    }

    private static HiggsCollision TopPair(SplitMix64 random, Span<FourVector> jets)
    {
        const double hardness = 48, apart = 0.6, realTaus = 0.7;
        var rapidity = WithTops.Boost * random.Normal();
        var e = Radiate(WithTops, rapidity, random, jets);
        var pt = random.Exponential(hardness) + random.Exponential(hardness);
        var (sin, cos) = Math.SinCos(random.Uniform(-Math.PI, Math.PI));
        var (x, y) = Recoil(e, jets);
        var half = apart * random.Normal();
        var top = FourVector.FromRapidity((x / 2) + (pt * cos), (y / 2) + (pt * sin), rapidity + half, Resonance.Top.Draw(random));
        var antitop = FourVector.FromRapidity((x / 2) - (pt * cos), (y / 2) - (pt * sin), rapidity - half, Resonance.Top.Draw(random));
        var (first, bottom) = top.Decay(random, Resonance.W.Draw(random), BottomMass);
        var (second, antibottom) = antitop.Decay(random, Resonance.W.Draw(random), BottomMass);
        jets[e.Jets++] = bottom;
        jets[e.Jets++] = antibottom;
        (e.Lepton, e.Neutrinos) = LeptonOf(first, random);
        if (random.Uniform() < realTaus)
        {
            var (tau, neutrino) = second.Decay(random, TauDecay.Mass, 0);
            (e.Tau, var other) = TauDecay.Divide(tau, TauDecay.HadronicFraction(random));
            e.Neutrinos += neutrino + other;
        }
        else
        {
            (e.Tau, jets[e.Jets++]) = second.Decay(random, 0, 0);
        }

        return e;
    }

    // Electron, muon and tau alike; of the taus the share that decays to electron or muon.
    private static (FourVector Lepton, FourVector Neutrinos) LeptonOf(FourVector w, SplitMix64 random)
    {
        const double leptonicTaus = 0.352;
        if (random.Uniform() * (2 + leptonicTaus) > leptonicTaus)
            return w.Decay(random, 0, 0);
        var (tau, neutrino) = w.Decay(random, TauDecay.Mass, 0);
        var (lepton, others) = TauDecay.Divide(tau, TauDecay.LeptonicFraction(random));
        return (lepton, neutrino + others);
    }

    // A further jet has the same chance each time (staircase scaling; S. D. Ellis, R. Kleiss, W. J. Stirling, Phys. Lett. B 154 (1985) 435).
    private static HiggsCollision Radiate(in Radiation radiation, double rapidity, SplitMix64 random, Span<FourVector> jets)
    {
        var e = new HiggsCollision { SoftX = SoftSpread * random.Normal(), SoftY = SoftSpread * random.Normal() };
        var scale = radiation.Scale(random);
        while (e.Jets < MostRadiated && random.Uniform() < radiation.Ratio)
            jets[e.Jets++] = Jet(LowestJetPt + random.Exponential(scale), (Follow * rapidity) + (radiation.Spread * random.Normal()), random);
        return e;
    }

    // Two quarks of opposite directions that radiate a vector boson each: dN/dpT^2 = 1 / (pT^2 + m^2)^2, up to seven times m, which is lower than the
    // boson's mass because quarks of high momentum are rare.
    private static void AddForwardJets(double rapidity, SplitMix64 random, ref HiggsCollision e, Span<FourVector> jets)
    {
        const double mass = 42, most = 0.98, forward = 1.9, spread = 1.1;
        var side = random.Uniform() < 0.5 ? 1 : -1;
        for (var i = 0; i < 2; i++, side = -side)
        {
            var u = most * random.Uniform();
            jets[e.Jets++] = Jet(mass * Math.Sqrt(u / (1 - u)), (Follow * rapidity) + (side * (forward + (spread * random.Normal()))), random);
        }
    }

    private static FourVector Jet(double pt, double eta, SplitMix64 random) => FourVector.FromPtEtaPhi(pt, eta, random.Uniform(-Math.PI, Math.PI));

    // The transverse momentum that balances jets and soft radiation.
    private static (double X, double Y) Recoil(in HiggsCollision e, ReadOnlySpan<FourVector> jets)
    {
        var (x, y) = (-e.SoftX, -e.SoftY);
        foreach (var jet in jets[..e.Jets])
            (x, y) = (x - jet.Px, y - jet.Py);
        return (x, y);
    }

    /// <summary>The jets that are radiated along with a process.</summary>
    private readonly record struct Radiation
    {
        private const int Power = 7;

        /// <summary>The chance of a further jet.</summary>
        public required double Ratio { get; init; }

        /// <summary>The scale of the jets' transverse momenta, GeV.</summary>
        public required double Hardness { get; init; }

        /// <summary>The spread of the rapidity of the boson, or of the pair.</summary>
        public required double Boost { get; init; }

        /// <summary>The spread of the jets' pseudorapidity.</summary>
        public required double Spread { get; init; }

        /// <summary>
        /// The mean excess of this collision's jets over the lowest momentum. Its inverse has a gamma distribution, so that a hard jet comes with
        /// hard jets, and all of them together fall as a power: (1 + (pT - lowest) / (7 hardness))^-8.
        /// </summary>
        public double Scale(SplitMix64 random)
        {
            var sum = 0.0;
            for (var i = 0; i < Power; i++)
                sum += random.Exponential(1);
            return Hardness * Power / sum;
        }
    }
}
