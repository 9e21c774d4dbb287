namespace Hep.Training.Tracking;

/// <summary>What one finder has found.</summary>
/// <param name="Finder">Its name.</param>
/// <param name="Tracks">The tracks of every event, [events][tracks][hits].</param>
/// <param name="Seconds">The time of seeding, following and decisions, on one thread.</param>
internal sealed record FoundBy(string Finder, IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> Tracks, double Seconds);
