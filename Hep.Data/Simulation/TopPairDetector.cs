using static Hep.Data.DetectorResponse;

namespace Hep.Data;

/// <summary>The detector and the selection of <see cref="ResonanceToy"/>: one lepton, missing momentum, four jets, of which one is tagged. GeV and rad.</summary>
internal static class TopPairDetector
{
    /// <summary>The least transverse momentum of lepton and jets, and the least missing one.</summary>
    public const double LeptonPt = 30, JetPt = 30, MissingPt = 30;

    /// <summary>The largest |eta| of lepton and jets.</summary>
    public const double CentralEta = 2.5;

    // What the calorimeters cover, and the softest jets that enter the missing momentum as jets.
    private const double CoveredEta = 4.5, LowestJetPt = 20;

    // Quarks nearer than this are one jet; a jet nearer than this to the lepton spoils its isolation.
    private const double JetRadius = 0.4;

    private const double LeptonResolution = 0.02;

    // The share of the soft momentum that is measured.
    private const double SoftShare = 0.5;

    /// <summary>Measures a collision.</summary>
    /// <param name="e">The particles.</param>
    /// <param name="quarks">Its quarks and radiated jets; the measured jets take their places.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="measured">The objects.</param>
    /// <returns>Whether the collision passes the selection.</returns>
    public static bool Measure(in TopPairCollision e, Span<Quark> quarks, SplitMix64 random, out TopPairObjects measured)
    {
        measured = default;
        var lepton = Smear(e.Lepton, LeptonResolution, random);
        if (lepton.Pt < LeptonPt || Math.Abs(lepton.Eta) > CentralEta)
            return false;
        var (x, y) = (lepton.Px + (SoftShare * e.SoftX), lepton.Py + (SoftShare * e.SoftY));
        var count = 0;
        foreach (var quark in quarks[..Merge(quarks)])
        {
            var eta = Math.Abs(quark.Momentum.Eta);
            if (eta > CoveredEta)
                continue;
            var seen = Smear(quark.Momentum, JetResolution(quark.Momentum.Pt), random);
            var pt = seen.Pt;
            var share = pt < LowestJetPt ? SoftShare : 1;
            (x, y) = (x + (share * seen.Px), y + (share * seen.Py));
            if (pt < JetPt || eta > CentralEta)
                continue;
            if (Distance(seen, lepton) < JetRadius)
                return false;
            quarks[count++] = quark with { Momentum = seen };
        }

        // The missing momentum balances all that is seen.
        if (count < TopPairObjects.Jets || (x * x) + (y * y) < MissingPt * MissingPt)
            return false;
        quarks[..count].Sort((a, b) => b.Momentum.Pt.CompareTo(a.Momentum.Pt));
        var leading = default(TopPairObjects.FourJets);
        var tagged = 0;
        for (var i = 0; i < TopPairObjects.Jets; i++)
        {
            leading[i] = new(quarks[i].Momentum, random.Uniform() < TagChance(quarks[i].Flavour));
            tagged += leading[i].IsTagged ? 1 : 0;
        }

        if (tagged == 0)
            return false;
        measured = new() { Lepton = lepton, MetX = -x, MetY = -y, JetNum = count, Leading = leading };
        return true;
    }

    // A usual working point: seven of ten bottom quarks, one of eight charm quarks, one per cent of the others.
    private static double TagChance(QuarkFlavour flavour) => flavour switch
    {
        QuarkFlavour.Bottom => 0.70,
        QuarkFlavour.Charm => 0.12,
        _ => 0.01,
    };

    // Joins what lies in one jet; returns how many jets remain.
    private static int Merge(Span<Quark> quarks)
    {
        Span<(double Eta, double Phi)> directions = stackalloc (double, double)[quarks.Length];
        for (var i = 0; i < quarks.Length; i++)
            directions[i] = (quarks[i].Momentum.Eta, quarks[i].Momentum.Phi);
        var count = quarks.Length;
        for (var i = 1; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!AreNear(directions[i], directions[j]))
                    continue;
                var (a, b) = (quarks[i], quarks[j]);
                var sum = a.Momentum + b.Momentum;
                quarks[j] = new(sum, a.Flavour > b.Flavour ? a.Flavour : b.Flavour);
                directions[j] = (sum.Eta, sum.Phi);
                count--;
                (quarks[i], directions[i]) = (quarks[count], directions[count]);

                // The joined jet may have come near to another one.
                i = 0;
                break;
            }
        }

        return count;
    }

    private static bool AreNear((double Eta, double Phi) a, (double Eta, double Phi) b)
    {
        var eta = a.Eta - b.Eta;
        if (Math.Abs(eta) > JetRadius)
            return false;
        var phi = Math.IEEERemainder(a.Phi - b.Phi, 2 * Math.PI);
        return (eta * eta) + (phi * phi) < JetRadius * JetRadius;
    }
}
