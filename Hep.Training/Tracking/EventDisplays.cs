using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Tracking;

namespace Hep.Training.Tracking;

/// <summary>Displays of events with the tracks that were found in them.</summary>
internal static class EventDisplays
{
    private const int MostShown = 600;

    /// <summary>An event that can be drawn: that of most hits up to a number, else the one of fewest.</summary>
    /// <param name="events">One or more events.</param>
    public static int Choose(IReadOnlyList<HitEvent> events) => events.Index().OrderBy(entry => Math.Abs(entry.Item.Count - Math.Min(entry.Item.Count, MostShown))).First().Index;

    /// <summary>Draws an event.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="one">The event.</param>
    /// <param name="tracks">The hits of every track.</param>
    /// <param name="matching">When a track is a particle's.</param>
    public static Figure Create(BarrelDetector detector, HitEvent one, IReadOnlyList<IReadOnlyList<int>> tracks, TrackMatchingOptions matching) => EventDisplayFigure.Create(
        new DisplayedEvent
        {
            X = one.X,
            Y = one.Y,
            Z = one.Z,
            ParticleOfHit = one.ParticlePlaces(),
            Particles = TrueTracks.Ways(detector, one),
            Tracks = tracks,
            Layers = [.. detector.Layers.Select(layer => (layer.Radius, layer.HalfLength))],
        },
        matching);
}
