using Hep.Data;
using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Xunit;

namespace Hep.Tests.Data.Tracking.Finding;

/// <summary>Who gets a hit, and which hits are near a point.</summary>
public sealed class AmbiguityResolutionTests
{
    private static readonly FollowOptions Options = new() { MinimumHits = 3, MaximumShared = 1 };

    [Fact]
    public void TheBetterTrackTakesTheSharedHit()
    {
        var kept = AmbiguityResolution.Resolve([Track(5, 3, 4, 5, 6), Track(9, 0, 1, 2, 3)], 10, Options);
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6]], kept.Select(track => track.Hits));
        Assert.Equal([9, 5], kept.Select(track => track.Score));
    }

    [Fact]
    public void ATrackThatSharesTooMuchOrIsLeftTooShortIsDropped()
    {
        // Two shared hits; then one of three, which leaves two.
        Assert.Single(AmbiguityResolution.Resolve([Track(9, 0, 1, 2, 3), Track(5, 2, 3, 4, 5, 6)], 10, Options));
        Assert.Single(AmbiguityResolution.Resolve([Track(9, 0, 1, 2, 3), Track(5, 3, 4, 5)], 10, Options));
        Assert.Equal(2, AmbiguityResolution.Resolve([Track(9, 0, 1, 2, 3), Track(5, 2, 3, 4, 5, 6)], 10, Options with { MaximumShared = 2 }).Count);
    }

    [Fact]
    public void ADroppedTrackTakesNothing() =>
        Assert.Equal([[0, 1, 2, 3], [5, 6, 7, 8]], AmbiguityResolution.Resolve([Track(9, 0, 1, 2, 3), Track(8, 2, 3, 4, 5, 6), Track(7, 5, 6, 7, 8)], 10, Options).Select(track => track.Hits));

    [Fact]
    public void HitsNearAnAzimuthAreThoseWithinReachOnBothSidesOfTheCut()
    {
        var random = new SplitMix64(6);
        double[] azimuths = [Math.PI, -Math.PI + 1e-12, .. Enumerable.Range(0, 300).Select(_ => random.Uniform(-Math.PI, Math.PI))];
        var hits = new HitEvent
        {
            EventId = 0,
            HitIds = [.. Enumerable.Range(0, azimuths.Length).Select(i => (ulong)i)],
            X = Array.ConvertAll(azimuths, angle => 50 * Math.Cos(angle)),
            Y = Array.ConvertAll(azimuths, angle => 50 * Math.Sin(angle)),
            Z = new double[azimuths.Length],
            Layers = new int[azimuths.Length],
            ParticleIds = new ulong[azimuths.Length],
        };
        var layered = new LayeredHits(hits, 2);
        for (var i = 0; i < 200; i++)
        {
            var (centre, reach) = (i < 2 ? azimuths[i] : random.Uniform(-Math.PI, Math.PI), random.Uniform(0, 1.2));
            var expected = Enumerable.Range(0, azimuths.Length).Where(hit => Math.Abs(Math.IEEERemainder(azimuths[hit] - centre, 2 * Math.PI)) <= Math.Min(1, reach));
            Assert.Equal(expected, layered.Near(0, centre, reach).ToArray().Order());
        }

        Assert.Equal(Enumerable.Range(0, azimuths.Length), layered.On(0));
        Assert.Empty(layered.On(1));
        Assert.Equal(50, layered.Radius(7), 1e-12);
    }

    [Fact]
    public void AHitBesideItsLayerIsComparedAtItsRadius()
    {
        var prediction = new HitPrediction(3.1, 20, 0.04, 0.01, 0.25) { Radius = 100, AzimuthSlope = 0.001, ZSlope = 0.5 };
        var (rPhi, z) = prediction.Residual(102, -3.15, 21.5);
        Assert.Equal(100 * ((2 * Math.PI) - 3.15 - 3.1 - 0.002), rPhi, 1e-10);
        Assert.Equal(0.5, z, 1e-12);
        Assert.Equal((0.5 * 0.5) / 0.25, (prediction with { Covariance = 0 }).ChiSquare(0, z), 1e-12);
        Assert.True(prediction.Crosses && !HitPrediction.None.Crosses);
    }

    private static FoundTrack Track(double score, params int[] hits) => new(hits, 0, 0, score);
}
