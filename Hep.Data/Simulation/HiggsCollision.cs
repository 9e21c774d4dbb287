namespace Hep.Data;

/// <summary>The particles of a collision before the detector; its jets lie in a buffer beside it.</summary>
internal record struct HiggsCollision
{
    /// <summary>The electron or muon.</summary>
    public FourVector Lepton { get; set; }

    /// <summary>What is seen of the tau, or the jet that is taken for it.</summary>
    public FourVector Tau { get; set; }

    /// <summary>All neutrinos.</summary>
    public FourVector Neutrinos { get; set; }

    /// <summary>The radiation that makes no jet, in x, GeV.</summary>
    public double SoftX { get; set; }

    /// <summary>The radiation that makes no jet, in y, GeV.</summary>
    public double SoftY { get; set; }

    /// <summary>The number of jets in the buffer.</summary>
    public int Jets { get; set; }
}
