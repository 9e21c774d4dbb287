namespace Hep.Data;

/// <summary>
/// Makes one event of <see cref="HiggsToy"/>: a hard process with recoiling jets, decays, acceptance, detector. Masses and widths in GeV
/// (Particle Data Group, 2022).
/// </summary>
internal static class HiggsGenerator
{
    private const double HiggsMass = 125.25;
    private const double ZMass = 91.19, ZWidth = 2.495;
    private const double WMass = 80.38, WWidth = 2.085;
    private const double TopMass = 172.7;
    private const double BottomMass = 4.2;
    private const double TauMass = 1.777;

    // The selection of the challenge: lepton, hadronic tau and jets, in transverse momentum (GeV) and |eta|.
    private const double LeptonPt = 26, TauPt = 20, CentralEta = 2.5, JetPt = 30, JetEta = 4.5;

    /// <summary>The next event that passes the selection: its 30 features.</summary>
    public static void Next(HiggsProcess process, SplitMix64 random, Span<double> row)
    {
        Span<FourVector> jets = stackalloc FourVector[8];
        while (true)
        {
            var hard = new Hard();
            switch (process)
            {
                case HiggsProcess.Higgs:
                case HiggsProcess.ZTauTau:
                    TauPair(process == HiggsProcess.Higgs, random, ref hard, jets);
                    break;
                case HiggsProcess.WJets:
                    WithFakeTau(random, ref hard, jets);
                    break;
                default:
                    TopPair(random, ref hard, jets);
                    break;
            }

            hard.Lepton = Smear(hard.Lepton, 0.02, random);
            hard.Tau = Smear(hard.Tau, 0.12, random);
            if (!Passes(hard.Lepton, LeptonPt) || !Passes(hard.Tau, TauPt))
                continue;
            Measure(hard, jets[..hard.Jets], random, row);
            return;
        }
    }

    private static void TauPair(bool isHiggs, SplitMix64 random, ref Hard e, Span<FourVector> jets)
    {
        if (isHiggs && random.Uniform() < 0.12)
            ForwardJets(random, ref e, jets);
        else if (isHiggs)
            Radiate(random, [0.40, 0.34, 0.18], 42, ref e, jets);
        else
            Radiate(random, [0.60, 0.26, 0.10], 34, ref e, jets);
        var boson = Recoiling(e, jets, isHiggs ? HiggsMass : BreitWigner(random, ZMass, ZWidth, 66, 150), isHiggs ? 0.95 : 1.15, random);
        var (first, second) = boson.Decay(random, TauMass, TauMass);
        (e.Lepton, var leptonNeutrinos) = Divide(first, LeptonicFraction(random));
        (e.Tau, var tauNeutrino) = Divide(second, HadronicFraction(random));
        e.Invisible = leptonNeutrinos + tauNeutrino;
    }

    private static void WithFakeTau(SplitMix64 random, ref Hard e, Span<FourVector> jets)
    {
        Radiate(random, [0.58, 0.28, 0.10], 34, ref e, jets);
        e.Tau = FourVector.FromPtEtaPhi(TauPt + random.Exponential(13), 1.4 * random.Normal(), random.Uniform(-Math.PI, Math.PI));
        jets[e.Jets] = e.Tau;
        var w = Recoiling(e with { Jets = e.Jets + 1 }, jets, BreitWigner(random, WMass, WWidth, 60, 120), 1.2, random);
        (e.Lepton, e.Invisible) = w.Decay(random, 0, 0);
    }

    private static void TopPair(SplitMix64 random, ref Hard e, Span<FourVector> jets)
    {
        Radiate(random, [0.55, 0.30, 0.12], 34, ref e, jets);
        var pt = random.Exponential(50) + random.Exponential(50);
        var (sin, cos) = Math.SinCos(random.Uniform(-Math.PI, Math.PI));
        var (recoilX, recoilY) = Recoil(e, jets, random);
        var top = FourVector.FromRapidity((pt * cos) + (recoilX / 2), (pt * sin) + (recoilY / 2), 0.9 * random.Normal(), TopMass);
        var antitop = FourVector.FromRapidity((recoilX / 2) - (pt * cos), (recoilY / 2) - (pt * sin), 0.9 * random.Normal(), TopMass);
        var (w1, b1) = top.Decay(random, WMass, BottomMass);
        var (w2, b2) = antitop.Decay(random, WMass, BottomMass);
        (e.Lepton, var neutrino) = w1.Decay(random, 0, 0);
        var (tau, tauNeutrino) = w2.Decay(random, TauMass, 0);
        (e.Tau, var decayNeutrino) = Divide(tau, HadronicFraction(random));
        e.Invisible = neutrino + tauNeutrino + decayNeutrino;
        jets[e.Jets++] = b1;
        jets[e.Jets++] = b2;
    }

    // Detector: jets and the missing momentum, which sees the neutrinos and a Gaussian error that grows with the event's activity.
    private static void Measure(in Hard e, Span<FourVector> jets, SplitMix64 random, Span<double> row)
    {
        var (count, sumPt) = (0, 0.0);
        foreach (var jet in jets)
        {
            var measured = Smear(jet, 0.12, random);
            if (measured.Pt < JetPt || Math.Abs(measured.Eta) > JetEta)
                continue;
            jets[count++] = measured;
            sumPt += measured.Pt;
        }

        jets[..count].Sort((a, b) => b.Pt.CompareTo(a.Pt));
        var soft = random.Exponential(24) + random.Exponential(24) + random.Exponential(24) + random.Exponential(24);
        var sumEt = e.Lepton.Pt + e.Tau.Pt + sumPt + soft;
        var resolution = 0.85 * Math.Sqrt(sumEt);
        var metX = e.Invisible.Px + (resolution * random.Normal());
        var metY = e.Invisible.Py + (resolution * random.Normal());
        var objects = new HiggsObjects
        {
            Tau = Object(e.Tau),
            Lepton = Object(e.Lepton),
            Met = Math.Sqrt((metX * metX) + (metY * metY)),
            MetPhi = Math.Atan2(metY, metX),
            SumEt = sumEt,
            JetNum = Math.Min(count, 3),
            Leading = count > 0 ? Object(jets[0]) : default,
            Subleading = count > 1 ? Object(jets[1]) : default,
            JetAllPt = sumPt,
        };
        HiggsFeatures.Fill(objects, MassEstimate.Of(e.Lepton, e.Tau, metX, metY, resolution), row);
    }

    // Jets from radiation: their number from the shares of 0, 1 and 2 (else 3), their momenta falling exponentially.
    private static void Radiate(SplitMix64 random, ReadOnlySpan<double> shares, double hardness, ref Hard e, Span<FourVector> jets)
    {
        var u = random.Uniform();
        var count = 0;
        while (count < shares.Length && u >= shares[count])
            u -= shares[count++];
        for (; count > 0; count--)
        {
            jets[e.Jets++] = FourVector.FromPtEtaPhi(
                JetPt - 4 + random.Exponential(hardness), 1.9 * random.Normal(), random.Uniform(-Math.PI, Math.PI));
        }
    }

    // Vector boson fusion: two jets in opposite directions along the beams.
    private static void ForwardJets(SplitMix64 random, ref Hard e, Span<FourVector> jets)
    {
        var side = random.Uniform() < 0.5 ? 1 : -1;
        for (var i = 0; i < 2; i++, side = -side)
        {
            var eta = side * (2.2 + (0.9 * random.Normal()));
            jets[e.Jets++] = FourVector.FromPtEtaPhi(JetPt - 4 + random.Exponential(48), eta, random.Uniform(-Math.PI, Math.PI));
        }
    }

    private static FourVector Recoiling(in Hard e, ReadOnlySpan<FourVector> jets, double mass, double rapiditySpread, SplitMix64 random)
    {
        var (x, y) = Recoil(e, jets, random);
        return FourVector.FromRapidity(x, y, rapiditySpread * random.Normal(), mass);
    }

    // The transverse momentum that balances the jets and the soft radiation.
    private static (double X, double Y) Recoil(in Hard e, ReadOnlySpan<FourVector> jets, SplitMix64 random)
    {
        var (x, y) = (7 * random.Normal(), 7 * random.Normal());
        foreach (var jet in jets[..e.Jets])
            (x, y) = (x - jet.Px, y - jet.Py);
        return (x, y);
    }

    // A tau decays along its flight: the visible part takes the fraction x, neutrinos the rest.
    private static (FourVector Visible, FourVector Neutrinos) Divide(FourVector tau, double x) => (x * tau, (1 - x) * tau);

    // dN/dx = (5 - 9 x^2 + 4 x^3) / 3: tau to lepton and two neutrinos, unpolarised (B. K. Bullock, K. Hagiwara, A. D. Martin,
    // Nucl. Phys. B 395 (1993) 499, without the polarisation term).
    private static double LeptonicFraction(SplitMix64 random)
    {
        while (true)
        {
            var x = random.Uniform();
            if (5 * random.Uniform() < 5 - (9 * x * x) + (4 * x * x * x))
                return x;
        }
    }

    // Flat as for tau to pion and neutrino, unpolarised; the lowest fractions, where the reconstruction fails, left out.
    private static double HadronicFraction(SplitMix64 random) => random.Uniform(0.15, 1);

    private static double BreitWigner(SplitMix64 random, double mass, double width, double low, double high)
    {
        while (true)
        {
            var value = mass + (width / 2 * Math.Tan(Math.PI * (random.Uniform() - 0.5)));
            if (value > low && value < high)
                return value;
        }
    }

    private static FourVector Smear(FourVector v, double relative, SplitMix64 random) => Math.Max(0.1, 1 + (relative * random.Normal())) * v;

    private static bool Passes(FourVector v, double pt) => v.Pt > pt && Math.Abs(v.Eta) < CentralEta;

    private static HiggsObjects.PtEtaPhi Object(FourVector v) => new(v.Pt, v.Eta, v.Phi);

    /// <summary>The particles before the detector; the jets lie in a buffer beside it.</summary>
    private record struct Hard
    {
        public FourVector Lepton { get; set; }

        public FourVector Tau { get; set; }

        public FourVector Invisible { get; set; }

        public int Jets { get; set; }
    }
}
