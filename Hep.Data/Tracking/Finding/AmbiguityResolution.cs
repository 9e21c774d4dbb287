namespace Hep.Data.Tracking.Finding;

/// <summary>Decides between tracks that want the same hits.</summary>
internal static class AmbiguityResolution
{
    /// <summary>
    /// Takes the tracks by falling score. One that shares more hits with those taken before than <see cref="FollowOptions.MaximumShared"/> is dropped; another one loses the hits that it shares, and is
    /// dropped where too few are left.
    /// </summary>
    /// <param name="candidates">The tracks.</param>
    /// <param name="hits">The number of hits of the event.</param>
    /// <param name="options">The cuts.</param>
    /// <returns>Tracks without common hits.</returns>
    public static List<FoundTrack> Resolve(IReadOnlyList<FoundTrack> candidates, int hits, FollowOptions options)
    {
        var taken = new bool[hits];
        var kept = new List<FoundTrack>();
        foreach (var track in candidates.OrderByDescending(track => track.Score))
        {
            int[] own = [.. track.Hits.Where(hit => !taken[hit])];
            if (track.Hits.Count - own.Length > options.MaximumShared || own.Length < options.MinimumHits)
                continue;
            foreach (var hit in own)
                taken[hit] = true;
            kept.Add(own.Length == track.Hits.Count ? track : track with { Hits = own });
        }

        return kept;
    }
}
