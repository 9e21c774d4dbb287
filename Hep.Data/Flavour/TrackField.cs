namespace Hep.Data.Flavour;

/// <summary>What is known of a track in a jet, in the order of the last axis of <see cref="JetTracks"/>.</summary>
public enum TrackField
{
    /// <summary>1 for a track, 0 for a place without one.</summary>
    Valid,

    /// <summary>d0 over its error; positive where the track passes the jet's axis in front of the primary vertex, as tracks from decays of long-lived particles do.</summary>
    D0Significance,

    /// <summary>z0 over its error, with the sign of (η of the jet - η of the track) z0.</summary>
    Z0Significance,

    /// <summary>The track's transverse momentum over the jet's.</summary>
    PtFraction,

    /// <summary>The distance of the track to the jet's axis in η and φ.</summary>
    DeltaR,

    /// <summary>The <see cref="TrackGrade"/>, or the number of the category in a file.</summary>
    Grade,

    /// <summary>The transverse impact parameter to the primary vertex in mm, with the sign of <see cref="Tracking.Helix.D0"/>.</summary>
    D0,

    /// <summary>The distance along the beam to the primary vertex in mm where the track passes nearest to it.</summary>
    Z0,

    /// <summary>The error of d0 in mm, that of the primary vertex included.</summary>
    D0Error,

    /// <summary>The error of z0 in mm, that of the primary vertex included.</summary>
    Z0Error,

    /// <summary>The transverse momentum in GeV.</summary>
    Pt,
}
