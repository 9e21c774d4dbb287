using System.Globalization;

namespace Hep.Data;

/// <summary>The features of <see cref="ResonanceToy"/>, in the order of HEPMASS: 22 measured quantities, then five reconstructed masses.</summary>
internal static class ResonanceFeatures
{
    /// <summary>Names and units.</summary>
    public static IReadOnlyList<CsvLayout.Feature> Columns { get; } =
    [
        new("lep_pt", "GeV"), new("lep_eta"), new("lep_phi", "rad"), new("met", "GeV"), new("met_phi", "rad"), new("jet_num"),
        .. Enumerable.Range(1, TopPairObjects.Jets).SelectMany(OfJet),
        new("m_jj", "GeV"), new("m_jjj", "GeV"), new("m_lnu", "GeV"), new("m_jlnu", "GeV"), new("m_wwbb", "GeV"),
    ];

    /// <summary>Writes the features of an event, [27].</summary>
    public static void Fill(in TopPairObjects e, Span<double> row)
    {
        row[0] = e.Lepton.Pt;
        row[1] = e.Lepton.Eta;
        row[2] = e.Lepton.Phi;
        row[3] = Math.Sqrt((e.MetX * e.MetX) + (e.MetY * e.MetY));
        row[4] = Math.Atan2(e.MetY, e.MetX);
        row[5] = e.JetNum;
        var next = 6;
        foreach (var jet in e.Leading)
        {
            row[next++] = jet.Momentum.Pt;
            row[next++] = jet.Momentum.Eta;
            row[next++] = jet.Momentum.Phi;
            row[next++] = jet.IsTagged ? 1 : 0;
        }

        var masses = TopPairReconstruction.Of(e);
        row[next++] = masses.Jj;
        row[next++] = masses.Jjj;
        row[next++] = masses.Lnu;
        row[next++] = masses.Jlnu;
        row[next] = masses.Wwbb;
    }

    private static CsvLayout.Feature[] OfJet(int number)
    {
        var name = "jet" + number.ToString(CultureInfo.InvariantCulture);
        return [new(name + "_pt", "GeV"), new(name + "_eta"), new(name + "_phi", "rad"), new(name + "_btag")];
    }
}
