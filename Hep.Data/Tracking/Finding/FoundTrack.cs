namespace Hep.Data.Tracking.Finding;

/// <summary>A track that was found.</summary>
/// <param name="Hits">Its hits as places in the event, from the innermost outwards.</param>
/// <param name="Missing">The layers between its first and its last hit on which it has none.</param>
/// <param name="ChiSquare">The sum of chi^2 of the hits that were added to the seed, two degrees of freedom each.</param>
/// <param name="Score">What ambiguities are decided by: for every hit added, the largest chi^2 allowed minus its own; for every missing one, minus the penalty.</param>
public sealed record FoundTrack(IReadOnlyList<int> Hits, int Missing, double ChiSquare, double Score)
{
    /// <summary>The helix through the first, the middle and the last hit: it knows nothing of scattering, and does for the momentum and the direction of a figure's axis.</summary>
    /// <param name="hits">The event.</param>
    /// <param name="field">The field in T; not 0.</param>
    public Helix Helix(HitEvent hits, double field)
    {
        ArgumentNullException.ThrowIfNull(hits);
        return ThreePointHelix.Through(hits, Hits[0], Hits[Hits.Count / 2], Hits[^1], field);
    }
}
