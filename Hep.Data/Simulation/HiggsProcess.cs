namespace Hep.Data;

/// <summary>What is produced in a proton-proton collision of the toy.</summary>
internal enum HiggsProcess
{
    /// <summary>H to tau tau, produced by gluon fusion.</summary>
    GluonFusion,

    /// <summary>H to tau tau, produced by vector boson fusion with its two forward jets.</summary>
    BosonFusion,

    /// <summary>Z to tau tau.</summary>
    ZTauTau,

    /// <summary>W to lepton and neutrino (by way of a tau or not), with a jet that is taken for a tau.</summary>
    WJets,

    /// <summary>A top pair with a lepton, and a tau or a jet that is taken for one.</summary>
    TopPair,
}
