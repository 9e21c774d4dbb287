using Hep.Data.Tracking;
using Xunit;

namespace Hep.Tests.Data.Tracking;

/// <summary>The toy gives what its options ask for.</summary>
public sealed class TrackingToyTests
{
    private static readonly HitEvent[] Sample = new TrackingToy(new TrackingToyOptions()).Generate(400, seed: 1);

    private static readonly int Crossings = 400 * 20;

    [Fact]
    public void Layers_have_the_efficiency_that_was_asked()
    {
        for (var layer = 0; layer < 10; layer++)
        {
            var hits = Sample.Sum(made => made.Layers.Zip(made.ParticleIds).Count(hit => hit.First == layer && hit.Second != 0));
            Assert.Equal(0.98, (double)hits / Crossings, 3.5 * Math.Sqrt(0.98 * 0.02 / Crossings));
        }

        BarrelLayer[] layers = [.. BarrelDetector.Default.Layers];
        layers[3] = layers[3] with { Efficiency = 0.6 };
        var half = new TrackingToy(new TrackingToyOptions { Detector = new BarrelDetector(layers, 2), NoiseShare = 0, Tracks = 5000 }).Make(1, 0);
        Assert.Equal(0.6, half.Layers.Count(layer => layer == 3) / 5000.0, 3.5 * Math.Sqrt(0.6 * 0.4 / 5000));
        Assert.Equal(0.98, half.Layers.Count(layer => layer == 4) / 5000.0, 3.5 * Math.Sqrt(0.98 * 0.02 / 5000));
    }

    [Fact]
    public void Noise_has_its_share_and_lies_evenly_on_the_layers()
    {
        var noise = Sample.SelectMany(made => Enumerable.Range(0, made.Count).Where(hit => made.ParticleIds[hit] == 0).Select(hit => (made, hit))).ToArray();
        var all = Sample.Sum(made => made.Count);
        var poisson = 0.9 * 0.1 * Math.Sqrt(1 / (0.1 * all));
        Assert.Equal(0.1, (double)noise.Length / all, 3.5 * poisson);
        var azimuths = noise.Select(entry => Math.Atan2(entry.made.Y[entry.hit], entry.made.X[entry.hit])).ToArray();
        Assert.InRange(Kolmogorov.Distance(azimuths, phi => (phi + Math.PI) / (2 * Math.PI)), 0, Kolmogorov.Farthest(noise.Length));
        var places = noise.Select(entry => entry.made.Z[entry.hit] / BarrelDetector.Default.Layers[entry.made.Layers[entry.hit]].HalfLength).ToArray();
        Assert.InRange(Kolmogorov.Distance(places, z => (z + 1) / 2), 0, Kolmogorov.Farthest(noise.Length));
        foreach (var layer in noise.GroupBy(entry => entry.made.Layers[entry.hit]))
            Assert.Equal(0.1, (double)layer.Count() / noise.Length, 4 * Math.Sqrt(0.1 * 0.9 / noise.Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3.5)]
    public void Momenta_follow_the_spectrum(double power)
    {
        var made = new TrackingToy(new TrackingToyOptions { Tracks = 5000, SpectrumPower = power }).Make(2, 0);
        Assert.InRange(Kolmogorov.Distance(made.Particles.Pt, pt => Primitive(pt) / Primitive(10)), 0, Kolmogorov.Farthest(5000));
        Assert.InRange(Kolmogorov.Distance(made.Particles.Eta, eta => (eta + 1) / 2), 0, Kolmogorov.Farthest(5000));
        Assert.InRange(Kolmogorov.Distance(made.Particles.Phi, phi => (phi + Math.PI) / (2 * Math.PI)), 0, Kolmogorov.Farthest(5000));
        Assert.Equal(0, made.Particles.Charges.Average(), 3.5 / Math.Sqrt(5000));

        double Primitive(double pt) => power == 1 ? Math.Log(pt / 0.5) : (Math.Pow(pt, 1 - power) - Math.Pow(0.5, 1 - power)) / (1 - power);
    }

    [Fact]
    public void Vertices_have_their_spreads()
    {
        double[] along = [.. Sample.SelectMany(made => made.Particles.VertexZ)], across = [.. Sample.SelectMany(made => made.Particles.VertexX.Concat(made.Particles.VertexY))];
        Assert.Equal(50, Spread(along), 3.5 * 50 / Math.Sqrt(2 * along.Length));
        Assert.Equal(0.01, Spread(across), 3.5 * 0.01 / Math.Sqrt(2 * across.Length));
        var common = new TrackingToy(new TrackingToyOptions { CommonVertex = true }).Generate(2, seed: 1);
        Assert.All(common, made => Assert.Single(made.Particles.VertexZ.Distinct()));
        Assert.NotEqual(common[0].Particles.VertexZ[0], common[1].Particles.VertexZ[0]);

        static double Spread(double[] values) => Math.Sqrt(values.Average(value => value * value));
    }

    [Fact]
    public void Hits_are_where_the_resolutions_leave_them()
    {
        var toy = new TrackingToy(new TrackingToyOptions { MultipleScattering = false, EnergyLoss = false, NoiseShare = 0, Tracks = 4000 });
        var made = toy.Make(4, 0);
        var helices = Enumerable.Range(0, made.Particles.Count).Select(i => made.Particles.HelixOf(i, 2)).ToArray();
        var places = made.ParticlePlaces();
        for (var index = 0; index < 10; index++)
        {
            var layer = toy.Options.Detector.Layers[index];
            List<double> across = [], along = [];
            for (var hit = 0; hit < made.Count; hit++)
            {
                if (made.Layers[hit] != index)
                    continue;
                Assert.Equal(layer.Radius, Math.Sqrt((made.X[hit] * made.X[hit]) + (made.Y[hit] * made.Y[hit])), 1e-9);
                Assert.True(helices[places[hit]].TryCross(layer.Radius, out var point));
                across.Add(Math.Pow(layer.Radius * Math.IEEERemainder(Math.Atan2(made.Y[hit], made.X[hit]) - point.Azimuth, 2 * Math.PI) / layer.ResolutionRPhi, 2));
                along.Add(Math.Pow((made.Z[hit] - point.Z) / layer.ResolutionZ, 2));
            }

            Assert.Equal(1, Math.Sqrt(across.Average()), 3.5 / Math.Sqrt(2 * across.Count));
            Assert.Equal(1, Math.Sqrt(along.Average()), 3.5 / Math.Sqrt(2 * along.Count));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_hits_in_any_parts()
    {
        var toy = new TrackingToy(new TrackingToyOptions());
        var parts = toy.Generate(7, seed: 1, threads: 1).Concat(toy.Generate(13, seed: 1, first: 7, threads: 2)).Append(toy.Make(1, 20)).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            Assert.Equal((ulong)i, parts[i].EventId);
            Assert.Equal(Sample[i].X, parts[i].X);
            Assert.Equal(Sample[i].Y, parts[i].Y);
            Assert.Equal(Sample[i].Z, parts[i].Z);
            Assert.Equal(Sample[i].Layers, parts[i].Layers);
            Assert.Equal(Sample[i].ParticleIds, parts[i].ParticleIds);
            Assert.Equal(Sample[i].Particles.Pt, parts[i].Particles.Pt);
        }

        Assert.NotEqual(Sample[0].X, toy.Make(2, 0).X);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(500)]
    public void An_event_has_its_tracks_and_its_hits_in_order(int tracks)
    {
        var made = new TrackingToy(new TrackingToyOptions { Tracks = tracks }).Make(6, 3);
        Assert.Equal(tracks, made.Particles.Count);
        Assert.Equal(Enumerable.Range(1, made.Count).Select(i => (ulong)i), made.HitIds);
        var azimuths = made.X.Zip(made.Y, (x, y) => Math.Atan2(y, x)).ToArray();
        for (var hit = 1; hit < made.Count; hit++)
            Assert.True(made.Layers[hit] > made.Layers[hit - 1] || (made.Layers[hit] == made.Layers[hit - 1] && azimuths[hit] >= azimuths[hit - 1]));
        Assert.Equal(tracks * 9.8 / 0.9, made.Count, 5 * Math.Sqrt(tracks * 1.4));
        Assert.Equal(made.ParticleIds.Select(id => (int)id - 1), made.ParticlePlaces());
    }

    [Fact]
    public void A_particle_that_curls_back_or_leaves_the_barrel_has_no_hits_beyond()
    {
        // 0.1 GeV in 2 T: a circle of 167 mm, which reaches 334 mm.
        var slow = new TrackingToy(new TrackingToyOptions { MinimumPt = 0.1, MaximumPt = 0.1, NoiseShare = 0, MultipleScattering = false, EnergyLoss = false, Tracks = 200 }).Make(1, 0);
        Assert.Equal(4, slow.Layers.Max());
        BarrelLayer[] layers = [.. BarrelDetector.Default.Layers.Select(layer => layer with { HalfLength = 100, Efficiency = 1 })];
        var small = new TrackingToy(new TrackingToyOptions { Detector = new BarrelDetector(layers, 2), NoiseShare = 0, Tracks = 200 }).Make(1, 0);
        Assert.All(small.Z, z => Assert.InRange(z, -100, 100));
        Assert.InRange(small.Count, 200, 1500);
    }

    [Fact]
    public void Numbers_that_cannot_be_are_refused_by_name()
    {
        Assert.Equal("NoiseShare of the tracking toy is 1; expected a number from 0 to 0.95 (Parameter 'NoiseShare')", Refusal(() => new TrackingToy(new TrackingToyOptions { NoiseShare = 1 })));
        Assert.Equal("MaximumPt of the tracking toy is 0.2; expected a number from 0.5 to 100000 (Parameter 'MaximumPt')", Refusal(() => new TrackingToy(new TrackingToyOptions { MaximumPt = 0.2 })));
        Assert.Equal("Tracks of the tracking toy is 0; expected a number from 1 to 1000000 (Parameter 'Tracks')", Refusal(() => new TrackingToy(new TrackingToyOptions { Tracks = 0 })));
        var layer = BarrelDetector.Default.Layers[0];
        Assert.Equal("layer 1: Radius is 30 mm after 30 mm; expected the layers from the beam line outwards (Parameter 'layers')", Refusal(() => new BarrelDetector([layer, layer], 2)));
        Assert.Equal("layer 0: Efficiency is 1.5; expected a probability from 0 to 1 (Parameter 'Efficiency')", Refusal(() => new BarrelDetector([layer with { Efficiency = 1.5 }], 2)));
        Assert.Equal("the detector has no layers; expected at least one (Parameter 'layers')", Refusal(() => new BarrelDetector([], 2)));

        static string Refusal(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }
}
