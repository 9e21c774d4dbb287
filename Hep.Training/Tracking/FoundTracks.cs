using Hep.Data.Tracking;

namespace Hep.Training.Tracking;

/// <summary>The tracks that several finders have found in the same events.</summary>
/// <param name="Sample">The name of the events: <c>tracks_20</c> of simulated ones with 20 particles, <c>test</c> of the test split.</param>
/// <param name="Events">The events.</param>
/// <param name="ByFinder">For each finder its name, the tracks of every event as hits from the inside, and the time of it all in seconds.</param>
internal sealed record FoundTracks(string Sample, IReadOnlyList<HitEvent> Events, IReadOnlyList<FoundBy> ByFinder);
