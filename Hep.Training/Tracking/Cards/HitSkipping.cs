using Hep.Data.Tracking;
using Hep.Training.Cards;

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

/// <summary>Reads and writes the list.</summary>
internal static class HitSkippingCards
{
    private const string Key = "skip";

    private static readonly (string Name, HitSkipping Value)[] Table =
    [
        ("empty_events", HitSkipping.EmptyEvents),
        ("outside_hits", HitSkipping.OutsideHits),
        ("unknown_particles", HitSkipping.UnknownParticles),
        ("duplicate_hits", HitSkipping.DuplicateHits),
        ("long_tracks", HitSkipping.LongTracks),
        ("long_events", HitSkipping.LongEvents),
        ("many_seeds", HitSkipping.ManySeeds),
        ("seedless_events", HitSkipping.SeedlessEvents),
    ];

    /// <summary>Reads the list.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="possible">What the card may name.</param>
    public static HitSkipping Read(CardReader reader, HitSkipping possible)
    {
        var skipped = HitSkipping.None;
        var table = Array.FindAll(Table, row => possible.HasFlag(row.Value));
        foreach (var name in reader.OptionalTexts(Key, table.Length))
        {
            var (known, value) = table.FirstOrDefault(row => row.Name == name);
            if (known is null)
                reader.Refuse(Key, $"found {name}, expected {string.Join(", ", table.Select(row => row.Name))}");
            skipped |= value;
        }

        return skipped;
    }

    public static void Write(CardWriter writer, HitSkipping skipped)
    {
        if (skipped != HitSkipping.None)
            writer.Texts(Key, [.. Table.Where(row => skipped.HasFlag(row.Value)).Select(row => row.Name)]);
    }

    /// <summary>What the readers are told.</summary>
    public static HitReadingOptions ToOptions(this HitSkipping skipped, BarrelDetector detector, double tolerance) => new()
    {
        Detector = detector,
        Tolerance = tolerance,
        SkipEmptyEvents = skipped.HasFlag(HitSkipping.EmptyEvents),
        SkipOutsideHits = skipped.HasFlag(HitSkipping.OutsideHits),
        SkipUnknownParticles = skipped.HasFlag(HitSkipping.UnknownParticles),
        SkipDuplicateHits = skipped.HasFlag(HitSkipping.DuplicateHits),
    };
}
