namespace Hep.Training.Tracking;

/// <summary>What of a file of hits is left out and counted instead of being an error: the key <c>data.skip</c>, a list.</summary>
[Flags]
public enum HitSkipping
{
    /// <summary>Nothing: whatever is wrong ends the run.</summary>
    None = 0,

    /// <summary>Events without hits.</summary>
    EmptyEvents = 1,

    /// <summary>Hits outside of the detector.</summary>
    OutsideHits = 2,

    /// <summary>Particles that the truth does not know: their hits count as noise.</summary>
    UnknownParticles = 4,

    /// <summary>Hits whose id another one of the event has.</summary>
    DuplicateHits = 8,

    /// <summary>Hits of a track beyond <c>data.longest</c>.</summary>
    LongTracks = 16,
}
