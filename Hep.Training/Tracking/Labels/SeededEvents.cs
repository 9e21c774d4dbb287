using Hep.Data.Sequences;
using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>Events as sequences of their hits, by layer and azimuth, with their true seeds in the slots of the model, by azimuth.</summary>
internal sealed class SeededEvents
{
    // Of a hit r, phi, z, the slot of its particle's seed (the number of slots: none), and 1 where that is to be found out.
    private const int Width = 5, Label = 3, Counts = 4;
    private readonly List<HitEvent> events = [];
    private readonly List<IReadOnlyList<int[]>> seeds = [];
    private readonly List<float[]> slots = [];

    private SeededEvents(int tracks) => Tracks = tracks;

    /// <summary>The slots T; the label T says none.</summary>
    public int Tracks { get; }

    /// <summary>The events.</summary>
    public IReadOnlyList<HitEvent> Events => events;

    /// <summary>The hits of every seed, [events][seeds][3], in the order of the slots.</summary>
    public IReadOnlyList<IReadOnlyList<int[]>> Seeds => seeds;

    /// <summary>The hits of all events, each r, phi, z, its label and whether it counts.</summary>
    public required SequenceSet Hits { get; init; }

    /// <summary>What was left out, in words.</summary>
    public IReadOnlyList<string> LeftOut { get; private init; } = [];

    /// <summary>Seeds the events of a split.</summary>
    /// <param name="data">The card's section.</param>
    /// <param name="tracks">The slots.</param>
    /// <param name="split">The name of the split.</param>
    /// <param name="given">Its events.</param>
    /// <exception cref="InvalidDataException">An event has too many hits or seeds, or none, and the card does not leave it out; or no event is left.</exception>
    public static SeededEvents Of(TrackingData data, int tracks, string split, IReadOnlyList<HitEvent> given)
    {
        var (layers, values, lengths) = (data.Detector.Radii.Count, new List<float>(), new List<int>());
        var (tooLong, many, seedless) = (0, 0, 0);
        var kept = new List<(HitEvent Event, IReadOnlyList<(int Particle, int[] Hits)> Seeds)>();
        foreach (var one in given)
        {
            var found = TrueSeeds.Of(one, layers);
            if (LeavesOut(one.Count > data.Longest, HitSkipping.LongEvents, ref tooLong, () => FormattableString.Invariant($"{one.Count} hits, expected at most {data.Longest} (data.longest); raise it, or leave such events out by data.skip: [long_events]"))
                || LeavesOut(found.Count > tracks, HitSkipping.ManySeeds, ref many, () => FormattableString.Invariant($"{found.Count} seeds, expected at most {tracks} (model.tracks); raise it, or leave such events out by data.skip: [many_seeds]"))
                || LeavesOut(found.Count == 0, HitSkipping.SeedlessEvents, ref seedless, () => "no seed (a particle with three hits on the four inner layers), expected one or more; leave such events out by data.skip: [seedless_events]"))
                continue;
            kept.Add((one, found));
            AddHits(values, one, found, tracks);
            lengths.Add(one.Count);

            bool LeavesOut(bool isWrong, HitSkipping skip, ref int count, Func<string> words)
            {
                if (isWrong && !data.Skip.HasFlag(skip))
                    throw new InvalidDataException(FormattableString.Invariant($"event {one.EventId} of the {split} split: found {words()}"));
                count += isWrong ? 1 : 0;
                return isWrong;
            }
        }

        if (kept.Count == 0)
            throw new InvalidDataException(FormattableString.Invariant($"the {split} split has no event left: of {given.Count}, {tooLong} have too many hits (data.longest), {many} too many seeds (model.tracks) and {seedless} none; give other events"));
        var hits = new SequenceSet(Width, [.. values], lengths);
        var seeded = new SeededEvents(tracks)
        {
            Hits = hits,
            LeftOut =
            [
                .. new[] { (tooLong, "more hits than data.longest"), (many, "more seeds than model.tracks"), (seedless, "no seed") }
                    .Where(entry => entry.Item1 > 0).Select(entry => FormattableString.Invariant($"{entry.Item1:N0} events of the {split} split with {entry.Item2} were left out")),
            ],
        };
        for (var i = 0; i < kept.Count; i++)
        {
            seeded.events.Add(kept[i].Event);
            seeded.seeds.Add([.. kept[i].Seeds.Select(seed => seed.Hits)]);
            var slot = new float[tracks * SeedStage.SeedWidth];
            foreach (var (place, hit) in seeded.seeds[i].SelectMany(seed => seed).Index())
                hits.Of(i).Slice(hit * Width, 3).CopyTo(slot.AsSpan(3 * place));
            seeded.slots.Add(slot);
        }

        return seeded;
    }

    /// <summary>The true label of a hit.</summary>
    public int LabelOf(int one, int hit) => (int)Hits.Of(one)[(hit * Width) + Label];

    /// <summary>Whether a hit is no seed's own.</summary>
    public bool IsOpen(int one, int hit) => Hits.Of(one)[(hit * Width) + Counts] > 0;

    /// <summary>Some events side by side.</summary>
    /// <param name="which">Which.</param>
    /// <param name="device">Where the tensors live.</param>
    public SeededBatch Batch(int[] which, Device device)
    {
        var padded = Hits.Pad(which);
        var all = tensor(padded.Values, [padded.Count, padded.Length, Width]).to(device);
        var given = new float[which.Length * Tracks * SeedStage.SeedWidth];
        for (var i = 0; i < which.Length; i++)
            slots[which[i]].CopyTo(given.AsSpan(i * slots[which[i]].Length));
        return new SeededBatch(
            all.narrow(2, 0, 3),
            tensor(given, [which.Length, Tracks, SeedStage.SeedWidth]).to(device),
            padded.Lengths,
            all.narrow(2, Label, 1).to(ScalarType.Int64),
            all.narrow(2, Counts, 1));
    }

    /// <summary>Batches of events of about the same length, for what goes through all of them once.</summary>
    /// <param name="size">Events of a batch.</param>
    public IEnumerable<int[]> InOrder(int size) => Enumerable.Range(0, Hits.Count).OrderBy(Hits.Length).Chunk(size);

    /// <summary>Steps from each seed to every hit of its particle that is to be found out, as <see cref="TrackSteps"/> has them, by which the scales are fitted.</summary>
    /// <param name="most">The most steps.</param>
    public SequenceSet Steps(int most)
    {
        var steps = new List<float>();
        for (var one = 0; one < Hits.Count && steps.Count < most * TrackSteps.Width; one++)
        {
            for (var hit = 0; hit < Hits.Length(one); hit++)
            {
                if (!IsOpen(one, hit) || LabelOf(one, hit) == Tracks)
                    continue;
                var step = new float[TrackSteps.Width];
                slots[one].AsSpan(LabelOf(one, hit) * SeedStage.SeedWidth, SeedStage.SeedWidth).CopyTo(step.AsSpan(3));
                Hits.Of(one).Slice(hit * Width, 3).CopyTo(step.AsSpan(TrackSteps.Window - 1));
                steps.AddRange(step);
            }
        }

        return new SequenceSet(TrackSteps.Width, [.. steps], [.. Enumerable.Repeat(1, steps.Count / TrackSteps.Width)]);
    }

    private static void AddHits(List<float> values, HitEvent one, IReadOnlyList<(int Particle, int[] Hits)> seeds, int none)
    {
        var slotOf = seeds.Index().ToDictionary(entry => entry.Item.Particle, entry => entry.Index);
        var (places, own) = (one.ParticlePlaces(), seeds.SelectMany(seed => seed.Hits).ToHashSet());
        for (var hit = 0; hit < one.Count; hit++)
        {
            var (x, y) = (one.X[hit], one.Y[hit]);
            values.AddRange([(float)Math.Sqrt((x * x) + (y * y)), (float)Math.Atan2(y, x), (float)one.Z[hit], slotOf.GetValueOrDefault(places[hit], none), own.Contains(hit) ? 0 : 1]);
        }
    }
}
