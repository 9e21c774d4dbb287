namespace Hep.Data;

/// <summary>The particles of a top pair before the detector; its quarks and radiated jets lie in a buffer beside it, the four of the decay first: the
/// bottom quark of the leptonic top, that of the hadronic one, and those of the W boson.</summary>
internal record struct TopPairCollision
{
    /// <summary>The electron or muon.</summary>
    public FourVector Lepton { get; set; }

    /// <summary>All neutrinos.</summary>
    public FourVector Neutrinos { get; set; }

    /// <summary>The radiation that makes no jet, in x, GeV.</summary>
    public double SoftX { get; set; }

    /// <summary>The radiation that makes no jet, in y, GeV.</summary>
    public double SoftY { get; set; }

    /// <summary>The top pair.</summary>
    public FourVector Pair { get; set; }

    /// <summary>The number of quarks and radiated jets in the buffer.</summary>
    public int Quarks { get; set; }
}
