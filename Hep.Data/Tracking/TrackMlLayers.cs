namespace Hep.Data.Tracking;

/// <summary>Which layers of the detector of the TrackML challenge are read.</summary>
public enum TrackMlLayers
{
    /// <summary>The ten cylinders of the barrel: indices 0 to 9.</summary>
    Barrel,

    /// <summary>The barrel, then the 38 discs of the end caps: indices 10 to 47.</summary>
    All,
}
