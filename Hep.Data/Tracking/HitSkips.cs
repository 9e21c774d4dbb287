namespace Hep.Data.Tracking;

/// <summary>What a reader of hits has left out so far, and counted.</summary>
public sealed class HitSkips
{
    /// <summary>Events without hits.</summary>
    public int EmptyEvents { get; private set; }

    /// <summary>Hits outside of the detector.</summary>
    public int OutsideHits { get; private set; }

    /// <summary>Hits that were taken for noise, since their particle is not known.</summary>
    public int UnknownParticles { get; private set; }

    /// <summary>Hits whose id an earlier one of the event has.</summary>
    public int DuplicateHits { get; private set; }

    /// <summary>Hits on layers that were not asked for.</summary>
    public int OtherLayers { get; internal set; }

    internal void EmptyEvent(bool allowed, string found)
    {
        Require(allowed, found, "empty_events", nameof(HitReadingOptions.SkipEmptyEvents), "leaves such events out");
        EmptyEvents++;
    }

    internal void OutsideHit(bool allowed, string found)
    {
        Require(allowed, found, "outside_hits", nameof(HitReadingOptions.SkipOutsideHits), "leaves such hits out");
        OutsideHits++;
    }

    internal void UnknownParticle(bool allowed, string found)
    {
        Require(allowed, found, "unknown_particles", nameof(HitReadingOptions.SkipUnknownParticles), "takes such hits for noise");
        UnknownParticles++;
    }

    internal void DuplicateHit(bool allowed, string found)
    {
        Require(allowed, found, "duplicate_hits", nameof(HitReadingOptions.SkipDuplicateHits), "keeps the first one");
        DuplicateHits++;
    }

    private static void Require(bool allowed, string found, string key, string option, string effect)
    {
        if (!allowed)
            throw new InvalidDataException($"{found}; skip: [{key}] in a run card ({option} in code) {effect}");
    }
}
