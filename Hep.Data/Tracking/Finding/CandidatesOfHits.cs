namespace Hep.Data.Tracking.Finding;

/// <summary>Which candidate tracks go through a hit.</summary>
internal sealed class CandidatesOfHits(int hits)
{
    private readonly List<int>?[] tracks = new List<int>?[hits];

    public void Add(int track, IReadOnlyList<int> hitsOfTrack)
    {
        foreach (var hit in hitsOfTrack)
            (tracks[hit] ??= []).Add(track);
    }

    /// <summary>Whether one track goes through all of three hits.</summary>
    public bool HasTrackThrough(int[] seed)
    {
        if (tracks[seed[0]] is not { } first || tracks[seed[1]] is not { } second || tracks[seed[2]] is not { } third)
            return false;
        foreach (var track in first)
        {
            if (second.Contains(track) && third.Contains(track))
                return true;
        }

        return false;
    }
}
