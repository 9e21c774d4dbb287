namespace Hep.Data.Tracking.Finding;

/// <summary>Finds seeds: triples of hits on inner layers that lie on a track within the cuts of <see cref="SeedOptions"/>.</summary>
internal sealed class SeedFinder
{
    private readonly BarrelDetector detector;
    private readonly SeedOptions options;

    public SeedFinder(BarrelDetector detector, SeedOptions options)
    {
        options.Check(detector.Layers.Count);
        TrackingOption.Require(detector.Field != 0, nameof(detector.Field), detector.Field, "a field in T, without which seeds have no momentum");
        (this.detector, this.options) = (detector, options);
        var triples = new List<SeedLayers>();
        for (var third = 2; third < options.InnerLayers; third++)
        {
            for (var second = 1; second < third; second++)
            {
                for (var first = 0; first < second; first++)
                    triples.Add(new SeedLayers(detector, options, first, second, third));
            }
        }

        Triples = [.. triples.OrderBy(triple => triple.Third - triple.First).ThenBy(triple => triple.First)];
    }

    /// <summary>The triples of layers: neighbours first, from the inside.</summary>
    public IReadOnlyList<SeedLayers> Triples { get; }

    /// <summary>The seeds on three layers.</summary>
    /// <param name="hits">The event.</param>
    /// <param name="triple">The layers.</param>
    /// <returns>Places of the hits, from the inside; shape [S][3].</returns>
    public List<int[]> On(LayeredHits hits, SeedLayers triple)
    {
        var seeds = new List<int[]>();
        foreach (var first in hits.On(triple.First))
        {
            foreach (var second in hits.Near(triple.Second, hits.Azimuth(first), triple.PairReach))
                AddThird(hits, triple, first, second, seeds);
        }

        return seeds;
    }

    private void AddThird(LayeredHits hits, SeedLayers triple, int first, int second, List<int[]> seeds)
    {
        var z = hits.Event.Z;
        var slope = triple.Slope(z[first], z[second]);
        if (!triple.IsInBarrel(slope, z[first]))
            return;
        var azimuth = hits.Azimuth(first);
        var expected = LayeredHits.Wrap(triple.Extrapolate(azimuth, azimuth + LayeredHits.Wrap(hits.Azimuth(second) - azimuth)));
        var (expectedZ, reach) = (triple.Extrapolate(z[first], z[second]), triple.ReachInZ(slope));
        foreach (var third in hits.Near(triple.Third, expected, triple.TripleReach))
        {
            if (Math.Abs(z[third] - expectedZ) <= reach && IsTrack(hits.Event, triple, first, second, third))
                seeds.Add([first, second, third]);
        }
    }

    private bool IsTrack(HitEvent hits, SeedLayers triple, int first, int second, int third)
    {
        var helix = ThreePointHelix.Through(hits, first, second, third, detector.Field);
        var pt = 1 / Math.Abs(helix.QOverPt);
        return pt >= options.MinimumPt && Math.Abs(helix.D0) <= triple.ReachInD0(pt);
    }
}
