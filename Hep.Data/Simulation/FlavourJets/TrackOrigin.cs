namespace Hep.Data;

/// <summary>Where a charged particle of a simulated jet comes from.</summary>
internal enum TrackOrigin
{
    Fragmentation,
    BottomDecay,
    CharmDecay,
    TauDecay,
    StrangeDecay,
    Conversion,
    PileUp,
}
