namespace Hep.Data;

/// <summary>
/// Makes the collisions of <see cref="HiggsToy"/>: a boson or a top pair that recoils against jets and soft radiation, and its decays. Transverse
/// momenta balance exactly. GeV and rad; docs/higgs_toy.md tells how the parameters were set.
/// </summary>
internal static class HiggsProduction
{
    /// <summary>The most jets of a collision.</summary>
    public const int MostJets = Radiation.Most + 6;

    private static readonly Accompaniment WithGluonFusion = new(Boost: 1.2, new() { Ratio = 0.50, Hardness = 22, Spread = 1.9 });
    private static readonly Accompaniment WithBosonFusion = new(Boost: 1.2, new() { Ratio = 0.30, Hardness = 22, Spread = 1.9 });
    private static readonly Accompaniment WithZ = new(Boost: 1.8, new() { Ratio = 0.45, Hardness = 17, Spread = 1.8 });
    private static readonly Accompaniment WithW = new(Boost: 2.0, new() { Ratio = 0.40, Hardness = 16, Spread = 1.8 });
    private static readonly Accompaniment WithTops = new(Boost: 1.1, new() { Ratio = 0.40, Hardness = 25, Spread = 1.8 });

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

    private static HiggsCollision TauPair(Resonance resonance, in Accompaniment with, bool hasForwardJets, SplitMix64 random, Span<FourVector> jets)
    {
        var rapidity = with.Boost * random.Normal();
        var e = Radiate(with.Radiation, rapidity, random, jets);
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
        var e = Radiate(WithW.Radiation, rapidity, random, jets);

        // Narrow jets of low momentum are taken for taus most often: half as hard as the jets, and nearer to the boson.
        const double lowestPt = 16, softer = 0.5, follow = 0.6, spread = 1.3;
        var pt = lowestPt + random.Exponential(softer * WithW.Radiation.Scale(random));
        e.Tau = Radiation.Jet(pt, (follow * rapidity) + (spread * random.Normal()), random);
        var (x, y) = Recoil(e, jets);
        var w = FourVector.FromRapidity(x - e.Tau.Px, y - e.Tau.Py, rapidity, Resonance.W.Draw(random));
        (e.Lepton, e.Neutrinos) = WeakDecay.Leptonic(w, random);
        return e;
    }

    private static HiggsCollision TopPair(SplitMix64 random, Span<FourVector> jets)
    {
        const double hardness = 48, apart = 0.6, realTaus = 0.7;
        var rapidity = WithTops.Boost * random.Normal();
        var e = Radiate(WithTops.Radiation, rapidity, random, jets);
        var pt = random.Exponential(hardness) + random.Exponential(hardness);
        var (sin, cos) = Math.SinCos(random.Uniform(-Math.PI, Math.PI));
        var (x, y) = Recoil(e, jets);
        var half = apart * random.Normal();
        var top = FourVector.FromRapidity((x / 2) + (pt * cos), (y / 2) + (pt * sin), rapidity + half, Resonance.Top.Draw(random));
        var antitop = FourVector.FromRapidity((x / 2) - (pt * cos), (y / 2) - (pt * sin), rapidity - half, Resonance.Top.Draw(random));
        var (first, bottom) = WeakDecay.Divide(top, random);
        var (second, antibottom) = WeakDecay.Divide(antitop, random);
        jets[e.Jets++] = bottom;
        jets[e.Jets++] = antibottom;
        (e.Lepton, e.Neutrinos) = WeakDecay.Leptonic(first, random);
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

    private static HiggsCollision Radiate(in Radiation radiation, double rapidity, SplitMix64 random, Span<FourVector> jets)
    {
        var e = new HiggsCollision { SoftX = Radiation.SoftSpread * random.Normal(), SoftY = Radiation.SoftSpread * random.Normal() };
        e.Jets = radiation.Radiate(rapidity, random, jets);
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
            jets[e.Jets++] = Radiation.Jet(mass * Math.Sqrt(u / (1 - u)), (Radiation.Follow * rapidity) + (side * (forward + (spread * random.Normal()))), random);
        }
    }

    // The transverse momentum that balances jets and soft radiation.
    private static (double X, double Y) Recoil(in HiggsCollision e, ReadOnlySpan<FourVector> jets)
    {
        var (x, y) = (-e.SoftX, -e.SoftY);
        foreach (var jet in jets[..e.Jets])
            (x, y) = (x - jet.Px, y - jet.Py);
        return (x, y);
    }

    // Beside a process: the spread of the rapidity of the boson, or of the pair, and its jets.
    private readonly record struct Accompaniment(double Boost, Radiation Radiation);
}
