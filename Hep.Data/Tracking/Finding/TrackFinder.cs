namespace Hep.Data.Tracking.Finding;

/// <summary>
/// Finds the tracks of an event: seeds on any three inner layers, followed outwards with an <see cref="IHitPredictor"/> (combinatorial: every hit that fits begins a branch), and then every hit
/// given to one track. Needs no truth. May be used by several threads where the predictor may.
/// </summary>
public sealed class TrackFinder
{
    private readonly BarrelDetector detector;
    private readonly SeedFinder seedFinder;
    private readonly TrackFollower follower;
    private readonly FollowOptions options;

    /// <summary>A track finder.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="predictor">What predicts the next hit of a track, such as a <see cref="KalmanPredictor"/>.</param>
    /// <param name="seeds">Which hits are seeds; null: the default cuts.</param>
    /// <param name="follow">How they are followed; null: the default cuts.</param>
    /// <exception cref="ArgumentException">A number is outside its range, or the detector has no field.</exception>
    public TrackFinder(BarrelDetector detector, IHitPredictor predictor, SeedOptions? seeds = null, FollowOptions? follow = null)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(predictor);
        this.detector = detector;
        options = follow ?? new FollowOptions();
        seedFinder = new SeedFinder(detector, seeds ?? new SeedOptions());
        follower = new TrackFollower(predictor, options);
    }

    /// <summary>Finds the tracks.</summary>
    /// <param name="hits">The event; its truth is not looked at.</param>
    /// <returns>The tracks by falling score; no two of them have a hit in common.</returns>
    /// <exception cref="InvalidDataException">A hit is on a layer that the detector has not.</exception>
    public IReadOnlyList<FoundTrack> Find(HitEvent hits)
    {
        var layered = new LayeredHits(hits, detector.Layers.Count);
        var candidates = new List<FoundTrack>();
        var onTracks = new CandidatesOfHits(hits.Count);
        foreach (var triple in seedFinder.Triples)
        {
            // The other triples of a track that was found already would lead to the same track.
            var seeds = seedFinder.On(layered, triple);
            seeds.RemoveAll(onTracks.HasTrackThrough);
            var known = candidates.Count;
            follower.Follow(layered, seeds, candidates);
            for (var track = known; track < candidates.Count; track++)
                onTracks.Add(track, candidates[track].Hits);
        }

        return AmbiguityResolution.Resolve(candidates, hits.Count, options);
    }
}
