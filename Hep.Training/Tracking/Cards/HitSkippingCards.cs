using Hep.Data.Tracking;
using Hep.Training.Cards;

namespace Hep.Training.Tracking;

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
