namespace Hep.Data;

/// <summary>
/// The 30 features of an event by their names: measured ones (PRI_ columns), and derived quantities (DER_ columns) that follow from them by the definitions of the
/// challenge's documentation (C. Adam-Bourdarios et al. 2014, appendix B), each a function of its own. DER_mass_MMC is made elsewhere, see <see cref="MassEstimate"/>.
/// </summary>
internal static class HiggsFeatures
{
    /// <summary>The functions in the order of <see cref="HiggsChallenge.Layout"/>; what is undefined for an event is <see cref="HiggsChallenge.Undefined"/>.</summary>
    public static IReadOnlyList<(string Name, Quantity Of)> All { get; } =
    [
        ("DER_mass_MMC", static (in e) => e.Mass),
        ("DER_mass_transverse_met_lep", TransverseMass),
        ("DER_mass_vis", VisibleMass),
        ("DER_pt_h", HiggsPt),
        ("DER_deltaeta_jet_jet", JetEtaDistance),
        ("DER_mass_jet_jet", JetMass),
        ("DER_prodeta_jet_jet", JetEtaProduct),
        ("DER_deltar_tau_lep", TauLeptonDistance),
        ("DER_pt_tot", TotalPt),
        ("DER_sum_pt", SumOfPt),
        ("DER_pt_ratio_lep_tau", PtRatio),
        ("DER_met_phi_centrality", MetPhiCentrality),
        ("DER_lep_eta_centrality", LeptonEtaCentrality),
        ("PRI_tau_pt", static (in e) => e.Objects.Tau.Pt),
        ("PRI_tau_eta", static (in e) => e.Objects.Tau.Eta),
        ("PRI_tau_phi", static (in e) => e.Objects.Tau.Phi),
        ("PRI_lep_pt", static (in e) => e.Objects.Lepton.Pt),
        ("PRI_lep_eta", static (in e) => e.Objects.Lepton.Eta),
        ("PRI_lep_phi", static (in e) => e.Objects.Lepton.Phi),
        ("PRI_met", static (in e) => e.Objects.Met),
        ("PRI_met_phi", static (in e) => e.Objects.MetPhi),
        ("PRI_met_sumet", static (in e) => e.Objects.SumEt),
        ("PRI_jet_num", static (in e) => e.Objects.JetNum),
        ("PRI_jet_leading_pt", static (in e) => e.HasJet ? e.Objects.Leading.Pt : None),
        ("PRI_jet_leading_eta", static (in e) => e.HasJet ? e.Objects.Leading.Eta : None),
        ("PRI_jet_leading_phi", static (in e) => e.HasJet ? e.Objects.Leading.Phi : None),
        ("PRI_jet_subleading_pt", static (in e) => e.HasTwoJets ? e.Objects.Subleading.Pt : None),
        ("PRI_jet_subleading_eta", static (in e) => e.HasTwoJets ? e.Objects.Subleading.Eta : None),
        ("PRI_jet_subleading_phi", static (in e) => e.HasTwoJets ? e.Objects.Subleading.Phi : None),
        ("PRI_jet_all_pt", static (in e) => e.Objects.JetAllPt),
    ];

    private const double None = HiggsChallenge.Undefined;

    /// <summary>A quantity of an event, in GeV, rad, or a pure number.</summary>
    public delegate double Quantity(in HiggsMeasurement e);

    /// <summary>Writes the features in the order of <see cref="HiggsChallenge.Layout"/>.</summary>
    /// <param name="e">The event.</param>
    /// <param name="row">The features, [30].</param>
    public static void Fill(in HiggsMeasurement e, Span<double> row)
    {
        for (var f = 0; f < row.Length; f++)
            row[f] = All[f].Of(e);
    }

    // Of the lepton and the missing momentum.
    private static double TransverseMass(in HiggsMeasurement e) => Math.Sqrt(2 * e.Objects.Lepton.Pt * e.Objects.Met * (1 - Math.Cos(e.Objects.Lepton.Phi - e.Objects.MetPhi)));

    private static double VisibleMass(in HiggsMeasurement e) => (e.Tau + e.Lepton).Mass;

    private static double HiggsPt(in HiggsMeasurement e) => (e.Tau + e.Lepton + e.Met).Pt;

    private static double JetEtaDistance(in HiggsMeasurement e) => e.HasTwoJets ? Math.Abs(e.Objects.Leading.Eta - e.Objects.Subleading.Eta) : None;

    private static double JetMass(in HiggsMeasurement e) => e.HasTwoJets ? (e.Leading + e.Subleading).Mass : None;

    private static double JetEtaProduct(in HiggsMeasurement e) => e.HasTwoJets ? e.Objects.Leading.Eta * e.Objects.Subleading.Eta : None;

    private static double TauLeptonDistance(in HiggsMeasurement e) =>
        Math.Sqrt(Square(e.Objects.Tau.Eta - e.Objects.Lepton.Eta) + Square(Math.IEEERemainder(e.Objects.Tau.Phi - e.Objects.Lepton.Phi, 2 * Math.PI)));

    // Of the vector sum of tau, lepton, missing momentum and up to two jets.
    private static double TotalPt(in HiggsMeasurement e) => (e.Tau + e.Lepton + e.Met + e.Leading + e.Subleading).Pt;

    private static double SumOfPt(in HiggsMeasurement e) => e.Objects.Tau.Pt + e.Objects.Lepton.Pt + e.Objects.JetAllPt;

    private static double PtRatio(in HiggsMeasurement e) => e.Objects.Lepton.Pt / e.Objects.Tau.Pt;

    // (A + B) / sqrt(A^2 + B^2): sqrt(2) where the missing momentum bisects the angle between lepton and tau, 1 where it points along
    // one of them, below where it lies outside.
    private static double MetPhiCentrality(in HiggsMeasurement e)
    {
        var (tau, lepton, met) = (e.Objects.Tau.Phi, e.Objects.Lepton.Phi, e.Objects.MetPhi);
        var sign = Math.Sign(Math.Sin(tau - lepton));
        var a = Math.Sin(met - lepton) * sign;
        var b = Math.Sin(tau - met) * sign;
        var length = Math.Sqrt((a * a) + (b * b));
        return length > 0 ? (a + b) / length : 0;
    }

    // 1 where the lepton lies midway between the two jets in eta, 1/e at a jet.
    private static double LeptonEtaCentrality(in HiggsMeasurement e)
    {
        if (!e.HasTwoJets)
            return None;
        var (leading, subleading) = (e.Objects.Leading.Eta, e.Objects.Subleading.Eta);
        var distance = leading - subleading;
        if (distance == 0)
            return 0;
        var middle = (leading + subleading) / 2;
        return Math.Exp(-4 * Square((e.Objects.Lepton.Eta - middle) / distance));
    }

    private static double Square(double value) => value * value;
}
