using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>The candidates of every seed of some events, as the network sees them: computed once, not in every epoch.</summary>
internal sealed class PreparedSeeds
{
    private const int EventsAtOnce = 16;
    private readonly float[][] candidates;
    private readonly long[][] places;
    private readonly SeededEvents events;
    private readonly int most;

    /// <summary>Prepares events.</summary>
    /// <param name="events">The events.</param>
    /// <param name="model">The model, whose stage is fitted.</param>
    /// <param name="device">Where the tensors live.</param>
    public PreparedSeeds(SeededEvents events, HitClassifier model, Device device)
    {
        (this.events, most) = (events, model.Options.Candidates);
        (candidates, places) = (new float[events.Events.Count][], new long[events.Events.Count][]);
        using var untracked = no_grad();
        using var thread = new OneThread();
        foreach (var batch in events.InOrder(EventsAtOnce))
        {
            using var scope = NewDisposeScope();
            var given = events.Batch(batch, device);
            var (found, at) = model.Seeds.Candidates(given.Hits, given.Seeds, given.Lengths, most);
            var single = found.to(ScalarType.Float32).cpu();
            for (var i = 0; i < batch.Length; i++)
            {
                var count = Math.Min(given.Lengths[i], single.size(2));
                candidates[batch[i]] = single.narrow(0, i, 1).narrow(2, 0, count).contiguous().data<float>().ToArray();
                places[batch[i]] = at.narrow(0, i, 1).narrow(2, 0, count).cpu().contiguous().data<long>().ToArray();
            }
        }
    }

    /// <summary>The share of the hits to be found out of seeded particles that are candidates of their seed; the others cannot be found.</summary>
    public double Reached
    {
        get
        {
            var (reached, all) = (0L, 0L);
            for (var one = 0; one < places.Length; one++)
            {
                var count = places[one].Length / events.Tracks;
                for (var hit = 0; hit < events.Hits.Length(one); hit++)
                {
                    if (!events.IsOpen(one, hit) || events.LabelOf(one, hit) == events.Tracks)
                        continue;
                    all++;
                    reached += places[one].AsSpan(events.LabelOf(one, hit) * count, count).Contains(hit) ? 1 : 0;
                }
            }

            return all == 0 ? 1 : (double)reached / all;
        }
    }

    /// <summary>The candidates of some events: [B, T, K, F + 1], their places, [B, T, K], and how many are real, [B].</summary>
    /// <param name="which">Which events.</param>
    /// <param name="device">Where the tensors live.</param>
    public (Tensor Candidates, Tensor Places, long[] Counts) Of(int[] which, Device device)
    {
        var (tracks, width) = (events.Tracks, SeedStage.Width);
        var counts = Array.ConvertAll(which, one => (long)Math.Min(most, events.Hits.Length(one)));
        var longest = (int)counts.Max();
        var (rows, at) = (new float[which.Length * tracks * longest * width], new long[which.Length * tracks * longest]);
        for (var slot = 0; slot < which.Length * tracks; slot++)
        {
            var (one, count) = (which[slot / tracks], (int)counts[slot / tracks]);
            var from = slot % tracks * count;
            candidates[one].AsSpan(from * width, count * width).CopyTo(rows.AsSpan(slot * longest * width));
            places[one].AsSpan(from, count).CopyTo(at.AsSpan(slot * longest));

            // An event of fewer hits has them all as candidates; padding follows.
            for (var k = count; k < longest; k++)
                at[(slot * longest) + k] = k;
        }

        return (tensor(rows, [which.Length, tracks, longest, width]).to(device), tensor(at, [which.Length, tracks, longest]).to(device), counts);
    }
}
