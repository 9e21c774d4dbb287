using System.Diagnostics;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>The baseline: a hit belongs to the seed whose helix is nearest in units of the scales, and to none beyond a distance, with which most hits of the validation split are right.</summary>
internal sealed class NearestHelix
{
    /// <summary>Its name in files and figures.</summary>
    public const string Name = "Helix";

    private const int EventsAtOnce = 16;
    private readonly SeedStage stage;

    /// <summary>Chooses the distance.</summary>
    /// <param name="stage">The fitted stage.</param>
    /// <param name="validation">Events to choose on.</param>
    public NearestHelix(SeedStage stage, SeededEvents validation)
    {
        this.stage = stage;
        var hits = Nearest(validation).SelectMany((slots, one) => slots.Index().Where(entry => validation.IsOpen(one, entry.Index))
            .Select(entry => (entry.Item.Distance, Truth: validation.LabelOf(one, entry.Index), entry.Item.Slot))).OrderBy(hit => hit.Distance).ToArray();

        // Without any label given, what belongs to none is right; each step takes one hit more.
        var right = hits.Count(hit => hit.Truth == validation.Tracks);
        var best = right;
        Cut = hits.Length == 0 ? 0 : hits[0].Distance;
        for (var i = 0; i < hits.Length; i++)
        {
            right += hits[i].Truth == hits[i].Slot ? 1 : hits[i].Truth == validation.Tracks ? -1 : 0;
            if (right > best)
                (best, Cut) = (right, i + 1 < hits.Length ? 0.5 * (hits[i].Distance + hits[i + 1].Distance) : double.PositiveInfinity);
        }
    }

    /// <summary>The distance, log(1 + chi^2), from which on a hit belongs to none.</summary>
    public double Cut { get; }

    /// <summary>Labels hits.</summary>
    /// <param name="events">The events.</param>
    public LabelledHits Label(SeededEvents events)
    {
        var clock = Stopwatch.StartNew();
        var nearest = Nearest(events);
        var seconds = clock.Elapsed.TotalSeconds;
        return new LabelledHits(Name, [.. nearest.Select(hits => Array.ConvertAll(hits, hit => hit.Distance < Cut ? hit.Slot : events.Tracks))], null, seconds);
    }

    private (int Slot, double Distance)[][] Nearest(SeededEvents events)
    {
        var found = new (int, double)[events.Events.Count][];
        using var untracked = no_grad();
        using var thread = new OneThread();
        foreach (var batch in events.InOrder(EventsAtOnce))
        {
            using var scope = NewDisposeScope();
            var given = events.Batch(batch, CPU);
            var (distances, slots) = stage.Distances(given.Hits, given.Seeds, given.Lengths).min(1);
            for (var i = 0; i < batch.Length; i++)
            {
                var (near, slot) = (distances[i].contiguous().data<double>().ToArray(), slots[i].contiguous().data<long>().ToArray());
                found[batch[i]] = [.. Enumerable.Range(0, (int)given.Lengths[i]).Select(hit => ((int)slot[hit], near[hit]))];
            }
        }

        return found;
    }
}
