namespace Hep.Data;

/// <summary>What is produced in a proton-proton collision of the toy.</summary>
internal enum HiggsProcess
{
    /// <summary>H to tau tau, by gluon fusion and, with two forward jets, by vector boson fusion: the signal.</summary>
    Higgs,

    /// <summary>Z to tau tau.</summary>
    ZTauTau,

    /// <summary>W to lepton and neutrino, with a jet that is taken for a tau.</summary>
    WJets,

    /// <summary>A top pair with a lepton and a tau.</summary>
    TopPair,
}
