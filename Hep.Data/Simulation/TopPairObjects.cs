namespace Hep.Data;

/// <summary>The measured objects of a top pair with one lepton, GeV and rad.</summary>
internal readonly record struct TopPairObjects
{
    /// <summary>How many jets are kept.</summary>
    public const int Jets = 4;

    /// <summary>The electron or muon, without mass.</summary>
    public required FourVector Lepton { get; init; }

    /// <summary>The missing transverse momentum in x.</summary>
    public required double MetX { get; init; }

    /// <summary>The missing transverse momentum in y.</summary>
    public required double MetY { get; init; }

    /// <summary>The number of jets.</summary>
    public required int JetNum { get; init; }

    /// <summary>The four jets of the highest transverse momenta, falling.</summary>
    public required FourJets Leading { get; init; }

    /// <summary>A measured jet.</summary>
    /// <param name="Momentum">The four-momentum.</param>
    /// <param name="IsTagged">Whether it was taken for the jet of a bottom quark.</param>
    public readonly record struct Jet(FourVector Momentum, bool IsTagged);

    /// <summary>Four jets.</summary>
    [System.Runtime.CompilerServices.InlineArray(Jets)]
    public struct FourJets
    {
        private Jet first;
    }
}
