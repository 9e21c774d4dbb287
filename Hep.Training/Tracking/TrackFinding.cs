using System.Diagnostics;
using Hep.Data;
using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Training.Progress;

namespace Hep.Training.Tracking;

/// <summary>Looks for the tracks of events with several finders, and times them.</summary>
internal static class TrackFinding
{
    /// <summary>The events in which tracks are looked for: made for it at every density, or the test split of files.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="sets">The events of the study.</param>
    public static IEnumerable<(string Sample, IReadOnlyList<HitEvent> Events)> Samples(TrackingCard card, TrackingSets sets)
    {
        if (card.Data.IsFile)
            yield return ("test", sets.Test);
        foreach (var tracks in card.Data.IsFile ? [] : card.Evaluation.Densities)
            yield return (FormattableString.Invariant($"tracks_{tracks}"), card.Data.Toy(("tracks", tracks)).Generate(Math.Max(1, card.Evaluation.Particles / tracks), SplitMix64.Mix((ulong)card.Data.Seed) ^ (ulong)tracks));
        if (card.Evaluation.Hits is { } further)
            yield return ("hits", TrackingSets.ReadFurther(card.Data, further).Events);
    }

    /// <summary>Looks for them.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="sample">The name of the events.</param>
    /// <param name="events">The events.</param>
    /// <param name="finders">The finders.</param>
    /// <param name="progress">Is told how far it is.</param>
    public static FoundTracks In(TrackingCard card, string sample, IReadOnlyList<HitEvent> events, IReadOnlyList<(string Name, IHitPredictor Predictor)> finders, IStageProgress progress)
    {
        var detector = card.Data.Detector.ToDetector();
        using var one = new OneThread();
        return new FoundTracks(sample, events, [.. finders.Select(finder => Find(finder.Name, new TrackFinder(detector, finder.Predictor, card.Evaluation.Seeds, card.Evaluation.Follow)))]);

        FoundBy Find(string name, TrackFinder finder)
        {
            // Once for the compiler.
            _ = finder.Find(events[0]);
            var (tracks, clock) = (new List<IReadOnlyList<IReadOnlyList<int>>>(), Stopwatch.StartNew());
            foreach (var hits in events)
            {
                tracks.Add([.. finder.Find(hits).Select(track => track.Hits)]);
                progress.Advance(1);
            }

            return new FoundBy(name, tracks, clock.Elapsed.TotalSeconds);
        }
    }
}
