using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models.Tracking;

/// <summary>Events of five particles with noise, and their seeds in six slots.</summary>
internal static class Labelled
{
    public const int Slots = 6;

    /// <summary>Simulated events.</summary>
    public static IReadOnlyList<HitEvent> Events(int count) =>
        new TrackingToy(new TrackingToyOptions { Tracks = 5, Detector = Perfect }).Generate(count, 11);

    /// <summary>A detector that misses nothing, so that each particle has its seed.</summary>
    public static BarrelDetector Perfect { get; } = new(BarrelDetector.Default.Layers.Select(layer => layer with { Efficiency = 1 }), BarrelDetector.Default.Field);

    /// <summary>Events side by side, [B, L, 3] and [B, 6, 9] in double precision, with something in the padding; each is shorter by two hits than it would be by chance.</summary>
    public static (Tensor Hits, Tensor Seeds, long[] Lengths) Padded(int count, double padding)
    {
        var events = Events(count);
        var lengths = events.Select((one, i) => (long)one.Count - (2 * i)).ToArray();
        var longest = lengths.Max() + 3;
        var (hits, seeds) = (new double[count * longest * 3], new double[count * Slots * 9]);
        Array.Fill(hits, padding);
        for (var i = 0; i < count; i++)
        {
            for (var hit = 0; hit < lengths[i]; hit++)
                Place(events[i], hit).CopyTo(hits.AsSpan((int)((i * longest) + hit) * 3));
            foreach (var (slot, (_, own)) in TrueSeeds.Of(events[i], 10).Index())
            {
                for (var k = 0; k < 3; k++)
                    Place(events[i], own[k]).CopyTo(seeds.AsSpan((((i * Slots) + slot) * 9) + (3 * k)));
            }
        }

        return (tensor(hits, [count, longest, 3]), tensor(seeds, [count, Slots, 9]), lengths);
    }

    public static void Agree(Tensor expected, Tensor found, double tolerance)
    {
        Assert.Equal(expected.shape, found.shape);
        var difference = (expected - found).abs().max().ToDouble();
        Assert.True(difference <= tolerance, FormattableString.Invariant($"differ by {difference}"));
    }

    // In single precision, as the stage takes them.
    private static double[] Place(HitEvent one, int hit) =>
        [(float)Math.Sqrt((one.X[hit] * one.X[hit]) + (one.Y[hit] * one.Y[hit])), (float)Math.Atan2(one.Y[hit], one.X[hit]), (float)one.Z[hit]];
}
