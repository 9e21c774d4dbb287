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

    /// <summary>Events of more hits than <c>data.longest</c>.</summary>
    LongEvents = 32,

    /// <summary>Events of more seeds than <c>model.tracks</c>.</summary>
    ManySeeds = 64,

    /// <summary>Events without a seed.</summary>
    SeedlessEvents = 128,

    /// <summary>What may be wrong with a file of hits.</summary>
    OfFiles = EmptyEvents | OutsideHits | UnknownParticles | DuplicateHits,

    /// <summary>What may be left out where tracks are the sequences.</summary>
    OfTracks = OfFiles | LongTracks,

    /// <summary>What may be left out where events are the sequences.</summary>
    OfEvents = OfFiles | LongEvents | ManySeeds | SeedlessEvents,
}
