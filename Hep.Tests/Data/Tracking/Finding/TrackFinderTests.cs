using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Evaluation.Tracking;
using Xunit;

namespace Hep.Tests.Data.Tracking.Finding;

/// <summary>Track finding on the toy: what has to be found, what must not matter, and what cannot be.</summary>
public sealed class TrackFinderTests
{
    private static readonly BarrelDetector Detector = BarrelDetector.Default;
    private static readonly TrackFinder Finder = new(Detector, new KalmanPredictor(Detector));

    private static readonly HitEvent[] Events = new TrackingToy(new TrackingToyOptions()).Generate(100, 4);

    [Fact]
    public void NearlyAllParticlesAreFoundAndNearlyNothingElse()
    {
        var score = Score(Finder, Events);
        Assert.True(score.Efficiency.Value > 0.99, score.Efficiency.ToString());
        Assert.True(score.FakeRate.Value < 0.01, score.FakeRate.ToString());
        Assert.True(score.CloneRate.Value < 0.01, score.CloneRate.ToString());
        Assert.True(score.HitAccuracy.Value > 0.97, score.HitAccuracy.ToString());
    }

    [Fact]
    public void ThePullsOfTheFilterHaveUnitWidth()
    {
        var residuals = new ResidualSample();
        var predictor = new KalmanPredictor(Detector);
        foreach (var hits in Events)
        {
            foreach (var r in TrueTracks.Residuals(Detector, predictor, hits))
                residuals.Add(r.Layer, r.RPhi, r.Z, r.RPhiVariance, r.Covariance, r.ZVariance);
        }

        // The widths of 12 900 pulls are known to 0.0076, of the 1900 on a layer to 0.02; four of these are allowed.
        Assert.InRange(residuals.Count, 12_000, 14_000);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], residuals.Layers);
        Near(residuals.Summary(), 0.03);
        foreach (var layer in residuals.Layers.Skip(1))
            Near(residuals.Summary(layer), 0.08);

        static void Near(ResidualSummary summary, double reach)
        {
            Assert.Equal(1, summary.RPhiPull.Width.Value, reach);
            Assert.Equal(1, summary.ZPull.Width.Value, reach);
            Assert.Equal(0, summary.RPhiPull.Mean.Value, reach);
            Assert.Equal(0, summary.ZPull.Mean.Value, reach);
        }
    }

    [Fact]
    public void ATrackWithoutMaterialAndNoiseIsItsHelix()
    {
        var bare = new BarrelDetector(Detector.Layers.Select(layer => layer with { Material = 0, Efficiency = 1 }), Detector.Field);
        var hits = new TrackingToy(new TrackingToyOptions { Detector = bare, Tracks = 5, NoiseShare = 0 }).Make(6, 0);
        var found = new TrackFinder(bare, new KalmanPredictor(bare)).Find(hits);
        Assert.Equal(5, found.Count);
        foreach (var track in found)
        {
            var particle = hits.ParticlePlaces()[track.Hits[0]];
            Assert.Equal(Enumerable.Range(0, hits.Count).Where(hit => hits.ParticlePlaces()[hit] == particle), track.Hits.Order());
            Assert.Equal(0, track.Missing);
            var helix = track.Helix(hits, bare.Field);
            Assert.Equal(hits.Particles.Charges[particle] / hits.Particles.Pt[particle], helix.QOverPt, 0.01);
            Assert.Equal(Math.Sinh(hits.Particles.Eta[particle]), helix.CotTheta, 0.005);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void AMissingHitDoesNotCostTheTrack(int layer)
    {
        var whole = new BarrelDetector(Detector.Layers.Select(one => one with { Efficiency = 1 }), Detector.Field);
        var toy = new TrackingToy(new TrackingToyOptions { Detector = whole, Tracks = 1, NoiseShare = 0, MinimumPt = 1 });
        for (ulong number = 0; number < 20; number++)
        {
            var hits = Select(toy.Make(1, number), hit => hit.Layer != layer);
            var track = Assert.Single(Finder.Find(hits));
            Assert.Equal(9, track.Hits.Count);
            Assert.Equal(layer == 0 ? 0 : 1, track.Missing);
        }
    }

    [Fact]
    public void TheTracksDoNotDependOnTheOrderOfHitsOrOnAnAngle()
    {
        foreach (var hits in Events.Take(10))
        {
            var expected = Ids(hits, Finder.Find(hits));
            var places = Enumerable.Range(0, hits.Count).Reverse().ToArray();
            var reversed = Take(hits, places, angle: 0);
            Assert.Equal(expected, Ids(reversed, Finder.Find(reversed)));
            var turned = Take(hits, places, angle: 2.5);
            Assert.Equal(expected, Ids(turned, Finder.Find(turned)));
        }

        static string[] Ids(HitEvent hits, IReadOnlyList<FoundTrack> tracks) =>
            [.. tracks.Select(track => string.Join(' ', track.Hits.Select(hit => hits.HitIds[hit]))).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void NoTwoTracksShareAHit()
    {
        var hits = new TrackingToy(new TrackingToyOptions { Tracks = 300 }).Make(3, 0);
        var tracks = Finder.Find(hits);
        var all = tracks.SelectMany(track => track.Hits).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(tracks, track => Assert.True(track.Hits.Count >= 5));
        Assert.All(tracks, track => Assert.Equal(track.Hits.Order(Comparer<int>.Create((a, b) => hits.Layers[a].CompareTo(hits.Layers[b]))), track.Hits));
    }

    [Fact]
    public void ThePredictorIsAllThatAnotherMethodHasToBring()
    {
        // A predictor that knows nothing but the filter's predictions finds the filter's tracks, and is asked layer by layer.
        var counted = new Counting(new KalmanPredictor(Detector));
        var tracks = new TrackFinder(Detector, counted).Find(Events[0]);
        Assert.Equal(Finder.Find(Events[0]).Select(track => string.Join(' ', track.Hits)), tracks.Select(track => string.Join(' ', track.Hits)));
        Assert.Equal(counted.Started, counted.Disposed);
        Assert.InRange(counted.Started, 1, 4);
    }

    [Fact]
    public void EventsWithoutTracksHaveNone()
    {
        Assert.Empty(Finder.Find(Select(Events[0], _ => false)));
        Assert.Empty(Finder.Find(Select(Events[0], hit => hit.Layer < 2)));
        Assert.Empty(TrueTracks.Residuals(Detector, new KalmanPredictor(Detector), Select(Events[0], _ => false)));
    }

    [Fact]
    public void WhatCannotBeIsSaid()
    {
        var small = new BarrelDetector(Detector.Layers.Take(5), Detector.Field);
        var outside = Assert.Throws<InvalidDataException>(() => new TrackFinder(small, new KalmanPredictor(small)).Find(Events[0]));
        Assert.Matches("^event 0, hit \\d+: its layer is [5-9]; expected 0 to 4 as in the detector$", outside.Message);
        Refused("Field is 0; expected a field in T", () => new KalmanPredictor(new BarrelDetector(Detector.Layers, 0)));
        Refused("Mass is 0; expected a mass in GeV above 0", () => new KalmanPredictor(Detector, new KalmanOptions { Mass = 0 }));
        Refused("resolution of layer 0 is 0", () => new KalmanPredictor(new BarrelDetector(Detector.Layers.Select(layer => layer with { ResolutionZ = 0 }), 2)));
        Refused("InnerLayers is 2; expected 3 to 10", () => With(new SeedOptions { InnerLayers = 2 }));
        Refused("MinimumPt is 0; expected a transverse momentum", () => With(new SeedOptions { MinimumPt = 0 }));
        Refused("Beam is 0; expected 1 or more", () => With(follow: new FollowOptions { Beam = 0 }));
        Refused("MaximumChiSquare is NaN; expected a number above 0", () => With(follow: new FollowOptions { MaximumChiSquare = double.NaN }));

        static TrackFinder With(SeedOptions? seeds = null, FollowOptions? follow = null) => new(Detector, new KalmanPredictor(Detector), seeds, follow);

        static void Refused(string message, Func<object> make) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    private static TrackFindingScore Score(TrackFinder finder, IEnumerable<HitEvent> events)
    {
        var score = new TrackFindingScore();
        foreach (var hits in events)
            score.Add(new TrackMatching([.. finder.Find(hits).Select(track => track.Hits)], hits.ParticlePlaces(), hits.Particles.Count));
        return score;
    }

    private static HitEvent Select(HitEvent hits, Func<(int Layer, int Hit), bool> keep) =>
        Take(hits, [.. Enumerable.Range(0, hits.Count).Where(hit => keep((hits.Layers[hit], hit)))], angle: 0);

    private static HitEvent Take(HitEvent hits, int[] places, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return new HitEvent
        {
            EventId = hits.EventId,
            HitIds = Array.ConvertAll(places, hit => hits.HitIds[hit]),
            X = Array.ConvertAll(places, hit => (hits.X[hit] * cos) - (hits.Y[hit] * sin)),
            Y = Array.ConvertAll(places, hit => (hits.X[hit] * sin) + (hits.Y[hit] * cos)),
            Z = Array.ConvertAll(places, hit => hits.Z[hit]),
            Layers = Array.ConvertAll(places, hit => hits.Layers[hit]),
            ParticleIds = Array.ConvertAll(places, hit => hits.ParticleIds[hit]),
            Particles = hits.Particles,
        };
    }

    private sealed class Counting(IHitPredictor inner) : IHitPredictor
    {
        public int Started { get; private set; }

        public int Disposed { get; private set; }

        public ITrackStates Start(LayeredHits hits, IReadOnlyList<int[]> seeds)
        {
            Started++;
            return new States(this, inner.Start(hits, seeds));
        }

        private sealed class States(Counting owner, ITrackStates states) : ITrackStates
        {
            public int Count => states.Count;

            public void Predict(int layer, Span<HitPrediction> predictions) => states.Predict(layer, predictions);

            public void Advance(ReadOnlySpan<int> parents, ReadOnlySpan<int> hits) => states.Advance(parents, hits);

            public void Dispose()
            {
                owner.Disposed++;
                states.Dispose();
            }
        }
    }
}
