namespace Hep.Data.Flavour;

/// <summary>
/// What the hits of a track on the inner layers tell of its quality, after the categories of IP3D in ATL-PHYS-PUB-2015-022, table 1, as far as the toy of jets has them: no modules are dead, and no
/// clusters are split.
/// </summary>
public enum TrackGrade
{
    /// <summary>Hits on the first two layers, none of the inner four shared.</summary>
    Good,

    /// <summary>No hit on the first two layers, which were expected.</summary>
    NoHitOnFirstTwo,

    /// <summary>No hit on the first layer.</summary>
    NoHitOnFirst,

    /// <summary>No hit on the second layer.</summary>
    NoHitOnSecond,

    /// <summary>Hits on the first two layers are shared with another track.</summary>
    SharedOnFirstTwo,

    /// <summary>One hit or more on the inner four layers is shared.</summary>
    Shared,
}
