namespace Hep.Data;

/// <summary>The measured objects of an event of the challenge (its PRI_ columns): GeV and rad, objects without mass.</summary>
internal readonly record struct HiggsObjects
{
    public required PtEtaPhi Tau { get; init; }

    public required PtEtaPhi Lepton { get; init; }

    public required double Met { get; init; }

    public required double MetPhi { get; init; }

    public required double SumEt { get; init; }

    /// <summary>The number of jets, 3 for three and more.</summary>
    public required int JetNum { get; init; }

    /// <summary>The jet of the highest transverse momentum, where there is one.</summary>
    public required PtEtaPhi Leading { get; init; }

    /// <summary>The second jet, where there are two.</summary>
    public required PtEtaPhi Subleading { get; init; }

    /// <summary>The sum of the transverse momenta of all jets.</summary>
    public required double JetAllPt { get; init; }

    /// <summary>An object without mass.</summary>
    public readonly record struct PtEtaPhi(double Pt, double Eta, double Phi)
    {
        public FourVector Vector => FourVector.FromPtEtaPhi(Pt, Eta, Phi);
    }
}
