namespace Hep.Training.Tracking;

/// <summary>The labels that one method gives the hits of some events.</summary>
/// <param name="Finder">Its name.</param>
/// <param name="Labels">The slot of every hit, the number of slots: none; [events][hits].</param>
/// <param name="Probabilities">That of the label; null of a method that has none.</param>
/// <param name="Seconds">The time of it on one thread.</param>
internal sealed record LabelledHits(string Finder, IReadOnlyList<int[]> Labels, IReadOnlyList<float[]>? Probabilities, double Seconds)
{
    /// <summary>The tracks that the labels make: of every seed its own hits, and those labelled so; [events][seeds][hits].</summary>
    /// <param name="events">The events.</param>
    public FoundBy Tracks(SeededEvents events) => new(
        Finder,
        [
            .. events.Seeds.Select((seeds, one) =>
            {
                var byLabel = Enumerable.Range(0, Labels[one].Length).Where(hit => events.IsOpen(one, hit)).ToLookup(hit => Labels[one][hit]);
                return (IReadOnlyList<IReadOnlyList<int>>)[.. seeds.Select((seed, slot) => (IReadOnlyList<int>)[.. seed.Concat(byLabel[slot]).Order()])];
            }),
        ],
        Seconds);
}
