namespace Hep.Data.Tracking.Finding;

/// <summary>Follows seeds from layer to layer with the predictions of an <see cref="IHitPredictor"/>, branching where several hits fit.</summary>
internal sealed class TrackFollower
{
    private readonly IHitPredictor predictor;
    private readonly FollowOptions options;

    public TrackFollower(IHitPredictor predictor, FollowOptions options)
    {
        options.Check();
        (this.predictor, this.options) = (predictor, options);
    }

    /// <summary>Follows seeds, all of which end on the same layer.</summary>
    /// <param name="hits">The event.</param>
    /// <param name="seeds">Hits from the inside, shape [S][3].</param>
    /// <param name="found">Takes the tracks that have enough hits.</param>
    public void Follow(LayeredHits hits, IReadOnlyList<int[]> seeds, ICollection<FoundTrack> found)
    {
        if (seeds.Count == 0)
            return;
        var layers = hits.Event.Layers;
        var last = layers[seeds[0][^1]];
        Branch[] branches = [.. seeds.Select((seed, i) => Branch.Of(i, seed, last - layers[seed[0]] + 1 - seed.Length))];
        using var states = predictor.Start(hits, seeds);
        for (var layer = last + 1; layer < hits.Layers && branches.Length > 0; layer++)
            branches = Step(hits, layer, states, branches, found);
        foreach (var branch in branches)
            Keep(branch, found);
    }

    private Branch[] Step(LayeredHits hits, int layer, ITrackStates states, Branch[] branches, ICollection<FoundTrack> found)
    {
        var predictions = new HitPrediction[branches.Length];
        states.Predict(layer, predictions);
        var (next, ofSeed) = (new List<Branch>(branches.Length), new List<Branch>());
        for (var i = 0; i < branches.Length; i++)
        {
            if (!TryContinue(hits, layer, predictions[i], branches[i], i, ofSeed))
                Keep(branches[i], found);
            if (i + 1 < branches.Length && branches[i + 1].Seed == branches[i].Seed)
                continue;
            ofSeed.Sort((left, right) => right.Worth(options).CompareTo(left.Worth(options)));
            next.AddRange(ofSeed.Take(options.Beam));
            ofSeed.Clear();
        }

        Branch[] continued = [.. next];
        states.Advance(Array.ConvertAll(continued, branch => branch.Parent), Array.ConvertAll(continued, branch => branch.HitOnLayer));
        return continued;
    }

    /// <returns>False where the track ends before the layer.</returns>
    private bool TryContinue(LayeredHits hits, int layer, in HitPrediction prediction, Branch branch, int place, List<Branch> continued)
    {
        // Where the layer has nothing to hit, a hit is not missing.
        if (!prediction.Crosses)
        {
            continued.Add(branch.Without(place, missing: 0));
            return true;
        }

        var candidates = Candidates(hits, layer, prediction);
        foreach (var (chiSquare, hit) in candidates.AsSpan(0, Math.Min(candidates.Length, options.Branches)))
            continued.Add(branch.With(place, hit, chiSquare, options));
        if (candidates.Length > 0 && candidates[0].ChiSquare <= options.CertainChiSquare)
            return true;
        if (branch.Missing + branch.Pending < options.MaximumMissing)
            continued.Add(branch.Without(place, missing: 1));
        else if (candidates.Length == 0)
            return false;
        return true;
    }

    private (double ChiSquare, int Hit)[] Candidates(LayeredHits hits, int layer, in HitPrediction prediction)
    {
        // Nothing beyond this is within the ellipse, whose half axis along r phi is the root of chi^2 times the variance.
        var reach = Math.Sqrt(options.MaximumChiSquare * prediction.RPhiVariance) / prediction.Radius;
        var candidates = new List<(double ChiSquare, int Hit)>();
        foreach (var hit in hits.Near(layer, prediction.Azimuth, reach))
        {
            var (rPhi, z) = prediction.Residual(hits.Radius(hit), hits.Azimuth(hit), hits.Event.Z[hit]);
            var chiSquare = prediction.ChiSquare(rPhi, z);
            if (chiSquare <= options.MaximumChiSquare)
                candidates.Add((chiSquare, hit));
        }

        candidates.Sort();
        return [.. candidates];
    }

    private void Keep(Branch branch, ICollection<FoundTrack> found)
    {
        if (branch.Hits >= options.MinimumHits)
            found.Add(branch.ToTrack());
    }

    /// <summary>A track on its way: its last hit, and the branch before that.</summary>
    private sealed class Branch
    {
        private int[] seedHits = [];
        private int lastHit = -1;
        private Branch? before;
        private double score, chiSquare;

        public int Seed { get; private init; }

        /// <summary>The place of the branch that it continues among those of the layer before.</summary>
        public int Parent { get; private init; }

        /// <summary>The hit on the present layer; -1: none.</summary>
        public int HitOnLayer { get; private init; }

        public int Hits { get; private init; }

        /// <summary>Layers without a hit between hits.</summary>
        public int Missing { get; private init; }

        /// <summary>Layers without a hit since the last one.</summary>
        public int Pending { get; private init; }

        public static Branch Of(int seed, int[] hits, int missing) => new() { Seed = seed, seedHits = hits, HitOnLayer = hits[^1], Hits = hits.Length, Missing = missing };

        public double Worth(FollowOptions options) => score - (Pending * options.MissingPenalty);

        public Branch With(int parent, int hit, double hitChiSquare, FollowOptions options) => new()
        {
            Seed = Seed,
            Parent = parent,
            HitOnLayer = hit,
            Hits = Hits + 1,
            Missing = Missing + Pending,
            lastHit = hit,
            before = this,
            seedHits = seedHits,
            chiSquare = chiSquare + hitChiSquare,
            score = Worth(options) + options.MaximumChiSquare - hitChiSquare,
        };

        public Branch Without(int parent, int missing) => new()
        {
            Seed = Seed,
            Parent = parent,
            HitOnLayer = -1,
            Hits = Hits,
            Missing = Missing,
            Pending = Pending + missing,
            lastHit = lastHit,
            before = before,
            seedHits = seedHits,
            chiSquare = chiSquare,
            score = score,
        };

        public FoundTrack ToTrack()
        {
            var hits = new int[Hits];
            var place = Hits;
            for (var branch = this; branch is not null && branch.lastHit >= 0; branch = branch.before)
                hits[--place] = branch.lastHit;
            seedHits.CopyTo(hits, 0);
            return new FoundTrack(hits, Missing, chiSquare, score);
        }
    }
}
