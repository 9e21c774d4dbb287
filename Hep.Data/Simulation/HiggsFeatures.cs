namespace Hep.Data;

/// <summary>
/// The derived quantities (DER_ columns) that follow from the measured objects, by the definitions of the challenge's documentation
/// (C. Adam-Bourdarios et al. 2014, appendix B). The mass of the missing mass calculator is not among them: see <see cref="MassEstimate"/>.
/// </summary>
internal static class HiggsFeatures
{
    /// <summary>Writes the 30 features in the order of <see cref="HiggsChallenge.Layout"/>, undefined ones as -999.</summary>
    /// <param name="e">The measured objects.</param>
    /// <param name="mass">DER_mass_MMC, made elsewhere.</param>
    /// <param name="row">The features, [30].</param>
    public static void Fill(in HiggsObjects e, double mass, Span<double> row)
    {
        const double None = HiggsChallenge.Undefined;
        var (tau, lepton, met) = (e.Tau.Vector, e.Lepton.Vector, FourVector.FromPtEtaPhi(e.Met, 0, e.MetPhi));
        var hasJet = e.JetNum >= 1;
        var hasTwo = e.JetNum >= 2;
        var (leading, subleading) = (hasJet ? e.Leading.Vector : default, hasTwo ? e.Subleading.Vector : default);

        row[0] = mass;
        row[1] = Math.Sqrt(2 * e.Lepton.Pt * e.Met * (1 - Math.Cos(e.Lepton.Phi - e.MetPhi)));
        row[2] = (tau + lepton).Mass;
        row[3] = (tau + lepton + met).Pt;
        row[4] = hasTwo ? Math.Abs(e.Leading.Eta - e.Subleading.Eta) : None;
        row[5] = hasTwo ? (leading + subleading).Mass : None;
        row[6] = hasTwo ? e.Leading.Eta * e.Subleading.Eta : None;
        row[7] = Math.Sqrt(Square(e.Tau.Eta - e.Lepton.Eta) + Square(Math.IEEERemainder(e.Tau.Phi - e.Lepton.Phi, 2 * Math.PI)));
        row[8] = (tau + lepton + met + leading + subleading).Pt;
        row[9] = e.Tau.Pt + e.Lepton.Pt + e.JetAllPt;
        row[10] = e.Lepton.Pt / e.Tau.Pt;
        row[11] = MetPhiCentrality(e);
        row[12] = hasTwo ? LeptonEtaCentrality(e) : None;
        row[13] = e.Tau.Pt;
        row[14] = e.Tau.Eta;
        row[15] = e.Tau.Phi;
        row[16] = e.Lepton.Pt;
        row[17] = e.Lepton.Eta;
        row[18] = e.Lepton.Phi;
        row[19] = e.Met;
        row[20] = e.MetPhi;
        row[21] = e.SumEt;
        row[22] = e.JetNum;
        row[23] = hasJet ? e.Leading.Pt : None;
        row[24] = hasJet ? e.Leading.Eta : None;
        row[25] = hasJet ? e.Leading.Phi : None;
        row[26] = hasTwo ? e.Subleading.Pt : None;
        row[27] = hasTwo ? e.Subleading.Eta : None;
        row[28] = hasTwo ? e.Subleading.Phi : None;
        row[29] = e.JetAllPt;
    }

    // (A + B) / sqrt(A^2 + B^2): sqrt(2) where the missing momentum bisects the angle between lepton and tau, 1 where it points along
    // one of them, below where it lies outside.
    private static double MetPhiCentrality(in HiggsObjects e)
    {
        var sign = Math.Sign(Math.Sin(e.Tau.Phi - e.Lepton.Phi));
        var a = Math.Sin(e.MetPhi - e.Lepton.Phi) * sign;
        var b = Math.Sin(e.Tau.Phi - e.MetPhi) * sign;
        var length = Math.Sqrt((a * a) + (b * b));
        return length > 0 ? (a + b) / length : 0;
    }

    // 1 where the lepton lies midway between the two jets in eta, 1/e at a jet.
    private static double LeptonEtaCentrality(in HiggsObjects e)
    {
        var distance = e.Leading.Eta - e.Subleading.Eta;
        if (distance == 0)
            return 0;
        var middle = (e.Leading.Eta + e.Subleading.Eta) / 2;
        return Math.Exp(-4 * Square((e.Lepton.Eta - middle) / distance));
    }

    private static double Square(double value) => value * value;
}
