using Hep.Data.Sequences;

namespace Hep.Data.Tracking.Finding;

/// <summary>
/// True tracks as sequences of steps, from which a network learns to predict the next hit. A step is a window of the hits so far and the radius at which the next one is looked for; the first step of a track
/// has its first three hits, and every hit that follows is the target of one step.
/// </summary>
public static class TrackSteps
{
    /// <summary>Hits of a window: the one before the last three, then these. Of each r in mm, φ in rad and z in mm; all three are 0 where there is no fourth.</summary>
    public const int WindowHits = 4;

    /// <summary>Numbers of a window: those of its hits, then the radius of the target in mm.</summary>
    public const int Window = (3 * WindowHits) + 1;

    /// <summary>Numbers of a step: its window, then φ and z of the hit that comes.</summary>
    public const int Width = Window + 2;

    /// <summary>The hits of a seed: a track begins with so many.</summary>
    public const int SeedHits = 3;

    /// <summary>The steps of the particles of some events.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="events">The events.</param>
    /// <param name="longest">The most hits of a track; those beyond are left out, and counted.</param>
    /// <returns>A sequence of steps for each particle with four hits or more on different layers; how many had fewer; and how many hits were left out.</returns>
    /// <exception cref="InvalidDataException">A hit is on a layer that the detector has not, or of a particle that is not there.</exception>
    public static (SequenceSet Steps, int Short, int LeftOut) Of(BarrelDetector detector, IEnumerable<HitEvent> events, int longest = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(events);
        var (values, lengths, tooShort, leftOut) = (new List<float>(), new List<int>(), 0, 0);
        foreach (var one in events)
        {
            var layered = new LayeredHits(one, detector.Layers.Count);
            foreach (var layers in TrueTracks.HitsByLayer(one, detector.Layers.Count))
            {
                var hits = Array.FindAll(layers, hit => hit >= 0);
                if (hits.Length <= SeedHits)
                {
                    tooShort++;
                    continue;
                }

                leftOut += Math.Max(0, hits.Length - longest);
                hits = hits[..Math.Min(hits.Length, longest)];
                for (var next = SeedHits; next < hits.Length; next++)
                    Add(values, layered, hits.AsSpan(0, next), hits[next]);
                lengths.Add(hits.Length - SeedHits);
            }
        }

        return (new SequenceSet(Width, [.. values], lengths), tooShort, leftOut);
    }

    /// <summary>Writes a window.</summary>
    /// <param name="hits">The event.</param>
    /// <param name="track">The hits of a track so far, three or more, from the inside.</param>
    /// <param name="radius">The radius at which the next one is looked for, mm.</param>
    /// <param name="window">Receives <see cref="Window"/> numbers.</param>
    public static void WriteWindow(LayeredHits hits, ReadOnlySpan<int> track, double radius, Span<float> window)
    {
        ArgumentNullException.ThrowIfNull(hits);
        window[..Window].Clear();
        var last = track[Math.Max(0, track.Length - WindowHits)..];
        for (var i = 0; i < last.Length; i++)
        {
            var place = window[(3 * (WindowHits - last.Length + i))..];
            (place[0], place[1], place[2]) = ((float)hits.Radius(last[i]), (float)hits.Azimuth(last[i]), (float)hits.Event.Z[last[i]]);
        }

        window[Window - 1] = (float)radius;
    }

    private static void Add(List<float> values, LayeredHits hits, ReadOnlySpan<int> track, int next)
    {
        Span<float> step = stackalloc float[Width];
        WriteWindow(hits, track, hits.Radius(next), step);
        (step[Window], step[Window + 1]) = ((float)hits.Azimuth(next), (float)hits.Event.Z[next]);
        values.AddRange(step);
    }
}
