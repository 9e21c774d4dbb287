using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Evaluation.Tracking;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data.Tracking.Finding;

/// <summary>True tracks beside predicted ones: their ways, ends of layers, and hits of a real detector.</summary>
public sealed class TrueTracksTests
{
    private static readonly BarrelDetector Detector = BarrelDetector.Default;

    [Fact]
    public void WaysAreHelicesFromTheVertexToTheLastLayer()
    {
        var hits = new TrackingToy(new TrackingToyOptions()).Make(2, 0);
        var ways = TrueTracks.Ways(Detector, hits);
        Assert.Equal(hits.Particles.Count, ways.Count);
        for (var i = 0; i < ways.Count; i++)
        {
            Assert.Equal((hits.Particles.VertexX[i], hits.Particles.VertexY[i], hits.Particles.VertexZ[i]), ways[i][0]);
            var (x, y, z) = ways[i][^1];
            var radius = Math.Sqrt((x * x) + (y * y));
            Assert.Equal(1000, radius, 1e-9);
            Assert.True(hits.Particles.HelixOf(i, Detector.Field).TryCross(radius, out var point));
            Assert.Equal(0, Math.Abs(point.X - x) + Math.Abs(point.Y - y) + Math.Abs(point.Z - z), 1e-9);
        }
    }

    [Fact]
    public void AParticleOfUnknownChargeHasNoWay()
    {
        var hits = new TrackingToy(new TrackingToyOptions { Tracks = 2 }).Make(2, 0);
        hits.Particles.Charges[0] = 0;
        hits.Particles.Pt[1] = double.NaN;
        Assert.All(TrueTracks.Ways(Detector, hits), Assert.Empty);
    }

    [Fact]
    public void BeyondTheEndOfALayerNoHitIsMissing()
    {
        // The two layers in the middle are too short for tracks that are seen farther out.
        var layers = Detector.Layers.Select((layer, i) => layer with { Efficiency = 1, HalfLength = i is 4 or 5 ? 1 : layer.HalfLength });
        var gap = new BarrelDetector(layers, Detector.Field);
        var hits = new TrackingToy(new TrackingToyOptions { Detector = gap, Tracks = 20, NoiseShare = 0, MinimumPt = 1 }).Make(3, 0);
        var found = new TrackFinder(gap, new KalmanPredictor(gap)).Find(hits);
        Assert.Equal(20, found.Count);
        Assert.All(found.Where(track => track.Hits.Count == 8), track => Assert.Equal(0, track.Missing));
        Assert.True(found.Count(track => track.Hits.Count == 8) > 10);
    }

    [SkippableFact]
    public void CentralParticlesOfARealEventAreFound()
    {
        var file = Repository.SharedData("trackml/event/event000000001-hits.csv.gz");
        var options = new HitReadingOptions { SkipUnknownParticles = true };
        var hits = Assert.Single(new TrackMlReader(options).Read(Path.GetDirectoryName(file)!));
        var detector = TrackMlDetector.Barrel;
        var seeds = new SeedOptions { MaximumCotTheta = 5, MaximumD0 = 2, MinimumPt = 0.3 };
        var tracks = new TrackFinder(detector, new KalmanPredictor(detector), seeds).Find(hits);
        var (places, particles) = (hits.ParticlePlaces(), hits.Particles);
        var matching = new TrackMatching([.. tracks.Select(track => track.Hits)], places, particles.Count);

        // Three pixel layers and two others have to be hit by what comes from the beam line.
        var layersOf = Enumerable.Range(0, hits.Count).Where(hit => places[hit] >= 0).ToLookup(hit => places[hit], hit => hits.Layers[hit]);
        int[] central =
        [
            .. Enumerable.Range(0, particles.Count).Where(i => particles.Pt[i] > 0.5
                && Math.Sqrt((particles.VertexX[i] * particles.VertexX[i]) + (particles.VertexY[i] * particles.VertexY[i])) < 2
                && layersOf[i].Distinct().Count() >= 5 && layersOf[i].Distinct().Count(layer => layer < 4) >= 3),
        ];
        Assert.Equal(84, central.Length);
        Assert.All(central, i => Assert.True(matching.IsFound(i), $"particle {particles.Ids[i]} of pT {particles.Pt[i]} is missed"));
        Assert.InRange(matching.Tracks, 120, 150);
        Assert.All(Enumerable.Range(0, matching.Tracks), track => Assert.False(matching.IsFake(track)));
    }
}
