using static Hep.Data.DetectorResponse;

namespace Hep.Data;

/// <summary>The detector and the selection of <see cref="HiggsToy"/>: resolutions, acceptances, missing momentum. GeV and rad.</summary>
internal static class HiggsDetector
{
    // The selection of the challenge: lepton, hadronic tau and jets, in transverse momentum and |eta|.
    private const double LeptonPt = 26, TauPt = 20, CentralEta = 2.5, JetPt = 30, JetEta = 4.5;

    // Softer jets are not counted, but enter the missing momentum as jets down to this one; what is softer still is part of the soft term.
    private const double LowestJetPt = 20;
    private const double JetRadius = 0.4, LeptonIsolation = 0.2;

    // The relative resolutions.
    private const double LeptonResolution = 0.02, TauResolution = 0.1;

    // The calorimeters' other content, in two exponential parts.
    private const double SoftSumEt = 28;

    // The share of the soft momentum that tracks assign to this collision lies between 0 and this.
    private const double MostVertexFraction = 0.5;

    // The chance of a jet of another collision, and how its momentum falls.
    private const double PileUp = 0.2, PileUpHardness = 5;

    /// <summary>Measures a collision.</summary>
    /// <param name="e">The particles.</param>
    /// <param name="jets">Its jets; the measured ones take their places.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="measured">The objects.</param>
    /// <returns>Whether the collision passes the selection.</returns>
    public static bool Measure(in HiggsCollision e, Span<FourVector> jets, SplitMix64 random, out HiggsObjects measured)
    {
        measured = default;
        var isMuon = random.Uniform() < 0.5;
        var lepton = Smear(e.Lepton, LeptonResolution, random);
        var tau = Smear(e.Tau, TauResolution, random);
        if (lepton.Pt < LeptonPt || !IsInstrumented(Math.Abs(lepton.Eta), isMuon) || tau.Pt < TauPt || Math.Abs(tau.Eta) > CentralEta
            || Distance(lepton, tau) < LeptonIsolation)
        {
            return false;
        }

        var (x, y, softX, softY) = (lepton.Px + tau.Px, lepton.Py + tau.Py, e.SoftX, e.SoftY);
        var sumEt = tau.Pt + (isMuon ? 0 : lepton.Pt) + random.Exponential(SoftSumEt) + random.Exponential(SoftSumEt);
        var (count, sumPt) = (0, 0.0);
        foreach (var jet in jets)
        {
            if (Math.Abs(jet.Eta) > JetEta)
                continue;
            var seen = Smear(jet, JetResolution(jet.Pt), random);
            var pt = seen.Pt;
            if (pt < LowestJetPt || Distance(seen, tau) < JetRadius || Distance(seen, lepton) < JetRadius)
            {
                (softX, softY) = (softX + seen.Px, softY + seen.Py);
                continue;
            }

            (x, y, sumEt) = (x + seen.Px, y + seen.Py, sumEt + pt);
            if (pt < JetPt)
                continue;
            jets[count++] = seen;
            sumPt += pt;
        }

        jets[..count].Sort((a, b) => b.Pt.CompareTo(a.Pt));
        if (random.Uniform() < PileUp)
        {
            var pt = Math.Min(JetPt, LowestJetPt + random.Exponential(PileUpHardness));
            var (sin, cos) = Math.SinCos(random.Uniform(-Math.PI, Math.PI));
            (x, y, sumEt) = (x + (pt * cos), y + (pt * sin), sumEt + pt);
        }

        // The missing momentum balances all that is seen.
        var vertexFraction = random.Uniform(0, MostVertexFraction);
        (x, y) = (-x - (vertexFraction * softX), -y - (vertexFraction * softY));
        measured = new HiggsObjects
        {
            Tau = Object(tau),
            Lepton = Object(lepton),
            Met = Math.Sqrt((x * x) + (y * y)),
            MetPhi = Math.Atan2(y, x),
            SumEt = sumEt,
            JetNum = Math.Min(count, 3),
            Leading = count > 0 ? Object(jets[0]) : default,
            Subleading = count > 1 ? Object(jets[1]) : default,
            JetAllPt = sumPt,
        };
        return true;
    }

    // Electrons are lost between barrel and end cap of the calorimeter, muons where cables leave the detector.
    private static bool IsInstrumented(double eta, bool isMuon) => eta < CentralEta && (isMuon ? eta > 0.05 : eta is < 1.37 or > 1.52);

    private static HiggsObjects.PtEtaPhi Object(FourVector v) => new(v.Pt, v.Eta, v.Phi);
}
