namespace Hep.Data;

/// <summary>
/// The columns of the ATLAS Higgs boson machine-learning challenge 2014: H to tau tau, one tau to a lepton and one to hadrons,
/// against background (CERN Open Data record 328, DOI 10.7483/OPENDATA.ATLAS.ZBP2.M5T8; definitions in C. Adam-Bourdarios et al., "Learning
/// to discover: the Higgs boson machine learning challenge", 2014, appendix B).
/// </summary>
public static class HiggsChallenge
{
    /// <summary>What stands for a quantity that is not defined for an event, such as the mass of two jets where there is one.</summary>
    public const float Undefined = -999;

    /// <summary>The layout of the published file: 30 features, background <c>b</c> = 0, signal <c>s</c> = 1.</summary>
    public static CsvLayout Layout { get; } = new()
    {
        EventId = "EventId",
        Features =
        [
            new("DER_mass_MMC", "GeV"), new("DER_mass_transverse_met_lep", "GeV"), new("DER_mass_vis", "GeV"), new("DER_pt_h", "GeV"),
            new("DER_deltaeta_jet_jet"), new("DER_mass_jet_jet", "GeV"), new("DER_prodeta_jet_jet"), new("DER_deltar_tau_lep"),
            new("DER_pt_tot", "GeV"), new("DER_sum_pt", "GeV"), new("DER_pt_ratio_lep_tau"), new("DER_met_phi_centrality"),
            new("DER_lep_eta_centrality"), new("PRI_tau_pt", "GeV"), new("PRI_tau_eta"), new("PRI_tau_phi", "rad"),
            new("PRI_lep_pt", "GeV"), new("PRI_lep_eta"), new("PRI_lep_phi", "rad"), new("PRI_met", "GeV"), new("PRI_met_phi", "rad"),
            new("PRI_met_sumet", "GeV"), new("PRI_jet_num"), new("PRI_jet_leading_pt", "GeV"), new("PRI_jet_leading_eta"),
            new("PRI_jet_leading_phi", "rad"), new("PRI_jet_subleading_pt", "GeV"), new("PRI_jet_subleading_eta"),
            new("PRI_jet_subleading_phi", "rad"), new("PRI_jet_all_pt", "GeV"),
        ],
        Weight = "Weight",
        Label = "Label",
        Classes = ["b", "s"],
        Missing = Undefined,
        Extras = ["KaggleSet"],
        Numbers = ["KaggleWeight"],
    };
}
