namespace Hep.Data;

/// <summary>A measured event with the four-vectors that several of its features are made of; vectors of jets that are not there are 0.</summary>
internal readonly struct HiggsMeasurement
{
    /// <summary>Takes what was measured.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="mass">The estimate of the Higgs boson's mass, DER_mass_MMC.</param>
    public HiggsMeasurement(in HiggsObjects objects, double mass)
    {
        (Objects, Mass) = (objects, mass);
        (Tau, Lepton, Met) = (objects.Tau.Vector, objects.Lepton.Vector, FourVector.FromPtEtaPhi(objects.Met, 0, objects.MetPhi));
        Leading = HasJet ? objects.Leading.Vector : default;
        Subleading = HasTwoJets ? objects.Subleading.Vector : default;
    }

    public HiggsObjects Objects { get; }

    public double Mass { get; }

    public FourVector Tau { get; }

    public FourVector Lepton { get; }

    /// <summary>The missing transverse momentum.</summary>
    public FourVector Met { get; }

    public FourVector Leading { get; }

    public FourVector Subleading { get; }

    public bool HasJet => Objects.JetNum >= 1;

    public bool HasTwoJets => Objects.JetNum >= 2;
}
