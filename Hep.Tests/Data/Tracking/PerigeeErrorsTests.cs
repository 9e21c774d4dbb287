using Hep.Data.Tracking;
using Xunit;

namespace Hep.Tests.Data.Tracking;

/// <summary>The errors of a track at the beam line, against least squares in one go, against the toy's own hits, and against fits of helices to them.</summary>
public sealed class PerigeeErrorsTests
{
    private const double Pion = 0.13957;
    private const uint AllHits = 0x3ff;

    private static readonly PerigeeErrors Errors = new(BarrelDetector.Default, Pion);

    [Theory]
    [InlineData(1, 0, AllHits)]
    [InlineData(1, 1, AllHits)]
    [InlineData(20, 0.5, AllHits)]
    [InlineData(3, -0.8, 0x3feu)]
    [InlineData(3, 0.3, 0x3fcu)]
    [InlineData(3, 0.3, 0x1f5u)]
    public void The_filter_is_least_squares_with_the_covariance_of_scattering(double pt, double eta, uint hits)
    {
        var expected = new LeastSquares(BarrelDetector.Default, pt, eta, hits);
        var found = Errors.Of(pt, Math.Sinh(eta), hits, 0);

        // The filter begins with 100 mm and 1 rad, and not with nothing.
        Assert.Equal(expected.D0, found.D0, 1e-5 * expected.D0);
        Assert.Equal(expected.Z0, found.Z0, 1e-5 * expected.Z0);
        Assert.Equal(expected.Curvature, found.Curvature, 1e-4 * expected.Curvature);
        Assert.Equal(expected.WeightsD0[0], found.ShiftD0, 1e-4);
        Assert.Equal(expected.WeightsZ0[0], found.ShiftZ0, 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Impact_parameters_from_the_hits_of_the_toy_have_these_errors(double pt)
    {
        var toy = new TrackingToy(new TrackingToyOptions { Tracks = 4000, MinimumPt = pt, MaximumPt = pt, NoiseShare = 0, EnergyLoss = false });
        var made = toy.Make(seed: 11, number: 0);
        var places = made.ParticlePlaces();
        var byTrack = Enumerable.Range(0, made.Count).ToLookup(hit => places[hit]);
        var fits = new Dictionary<(uint Hits, int Eta), LeastSquares>();
        List<double> d0 = [], z0 = [];
        for (var i = 0; i < made.Particles.Count; i++)
        {
            var truth = made.Particles.HelixOf(i, 2);
            var hits = byTrack[i].Aggregate(0u, (mask, hit) => mask | (1u << made.Layers[hit]));
            if (uint.PopCount(hits) < 7)
                continue;

            // The weights of the hits hardly change with η.
            var bin = (int)Math.Round(20 * made.Particles.Eta[i]);
            if (!fits.TryGetValue((hits, bin), out var fit))
                fits.Add((hits, bin), fit = new LeastSquares(BarrelDetector.Default, pt, bin / 20.0, hits));
            var (across, along) = (0.0, 0.0);
            foreach (var (hit, place) in byTrack[i].Select((hit, place) => (hit, place)))
            {
                Assert.True(truth.TryCross(BarrelDetector.Default.Layers[made.Layers[hit]].Radius, out var point));
                across += fit.WeightsD0[place] * ((point.X * made.Y[hit]) - (point.Y * made.X[hit])) / point.Radius;
                along += fit.WeightsZ0[place] * (made.Z[hit] - point.Z);
            }

            var errors = Errors.Of(pt, Math.Sinh(made.Particles.Eta[i]), hits, 0);
            d0.Add(across / errors.D0);
            z0.Add(along / errors.Z0);
        }

        Assert.InRange(d0.Count, 3800, 4000);
        foreach (var pulls in new[] { d0, z0 })
        {
            Assert.Equal(0, pulls.Average(), 4 / Math.Sqrt(pulls.Count));
            Assert.Equal(1, Math.Sqrt(pulls.Average(pull => pull * pull)), 4 / Math.Sqrt(2.0 * pulls.Count));
        }
    }

    [Fact]
    public void Fits_of_helices_to_fast_particles_have_these_errors()
    {
        // At 200 GeV nothing scatters, and a fit by resolution alone is the best one.
        var toy = new TrackingToy(new TrackingToyOptions { Tracks = 3000, MinimumPt = 200, MaximumPt = 200, NoiseShare = 0, MaximumEta = 0.8 });
        var made = toy.Make(seed: 12, number: 0);
        var places = made.ParticlePlaces();
        var layers = BarrelDetector.Default.Layers;
        List<double> d0 = [], z0 = [];
        foreach (var track in Enumerable.Range(0, made.Count).GroupBy(hit => places[hit]).Where(track => track.Count() == 10))
        {
            int[] hits = [.. track.OrderBy(hit => made.Layers[hit])];
            double[] Take(Func<int, double> value) => [.. hits.Select(value)];
            Assert.True(HelixFit.TryFit(Take(hit => made.X[hit]), Take(hit => made.Y[hit]), Take(hit => made.Z[hit]), Take(hit => layers[made.Layers[hit]].ResolutionRPhi), Take(hit => layers[made.Layers[hit]].ResolutionZ), 2, out var fit));
            var truth = made.Particles.HelixOf(track.Key, 2);
            var errors = Errors.Of(200, truth.CotTheta, AllHits, 0);
            d0.Add((fit.Helix.D0 - truth.D0) / errors.D0);
            z0.Add((fit.Helix.Z0 - truth.Z0) / errors.Z0);
        }

        Assert.Equal(1, Math.Sqrt(d0.Average(pull => pull * pull)), 4 / Math.Sqrt(2.0 * d0.Count));
        Assert.Equal(1, Math.Sqrt(z0.Average(pull => pull * pull)), 4 / Math.Sqrt(2.0 * z0.Count));
    }

    [Fact]
    public void Material_inside_of_the_origin_does_not_count()
    {
        var inside = Errors.Of(1, 0, 0x3fc, 0);
        var outside = Errors.Of(1, 0, 0x3fc, 100);
        Assert.True(outside.D0 < 0.95 * inside.D0);
        Assert.True(Errors.Of(1, 0, 0x3fe, 0).D0 > 2 * Errors.Of(1, 0, AllHits, 0).D0);
    }

    /// <summary>(H' V^-1 H)^-1 with V of resolutions and of what each layer's deflection does to all hits outside of it, and the weights of the hits in d0 and z0.</summary>
    private sealed class LeastSquares
    {
        public LeastSquares(BarrelDetector detector, double pt, double eta, uint hits)
        {
            var layers = detector.Layers.ToArray();
            var sinTheta = 1 / Math.Cosh(eta);
            int[] own = [.. Enumerable.Range(0, layers.Length).Where(i => (hits & (1u << i)) != 0)];
            double[] radii = [.. own.Select(i => layers[i].Radius)];
            double[,] across = new double[own.Length, own.Length], along = new double[own.Length, own.Length];
            for (var a = 0; a < own.Length; a++)
            {
                across[a, a] += Math.Pow(layers[own[a]].ResolutionRPhi, 2);
                along[a, a] += Math.Pow(layers[own[a]].ResolutionZ, 2);
                for (var b = 0; b < own.Length; b++)
                {
                    foreach (var layer in layers.Where(layer => layer.Radius < Math.Min(radii[a], radii[b])))
                    {
                        var angle = MultipleScattering.Angle(pt / sinTheta, Pion, layer.Material / sinTheta) / sinTheta;
                        var arms = (radii[a] - layer.Radius) * (radii[b] - layer.Radius);
                        across[a, b] += arms * angle * angle;
                        along[a, b] += arms * angle * angle / (sinTheta * sinTheta);
                    }
                }
            }

            // In units of 100 mm, which keeps the matrices well-conditioned.
            (var covariance, WeightsD0) = Solve(across, [.. radii.Select(r => new[] { 1, r / 100, 0.5 * r * r / 1e4 })]);
            (D0, Curvature) = (Math.Sqrt(covariance[0, 0]), Math.Sqrt(covariance[2, 2]) / 1e4);
            (covariance, WeightsZ0) = Solve(along, [.. radii.Select(r => new[] { 1, r / 100 })]);
            Z0 = Math.Sqrt(covariance[0, 0]);
        }

        public double D0 { get; }

        public double Z0 { get; }

        public double Curvature { get; }

        public double[] WeightsD0 { get; }

        public double[] WeightsZ0 { get; }

        private static (double[,] Covariance, double[] Weights) Solve(double[,] measured, double[][] design)
        {
            var (inverse, n, p) = (Inverse(measured), design.Length, design[0].Length);
            var left = new double[p, n];
            for (var i = 0; i < p; i++)
            {
                for (var a = 0; a < n; a++)
                    left[i, a] = Enumerable.Range(0, n).Sum(b => design[b][i] * inverse[b, a]);
            }

            var normal = new double[p, p];
            for (var i = 0; i < p; i++)
            {
                for (var j = 0; j < p; j++)
                    normal[i, j] = Enumerable.Range(0, n).Sum(a => left[i, a] * design[a][j]);
            }

            var covariance = Inverse(normal);
            return (covariance, [.. Enumerable.Range(0, n).Select(a => Enumerable.Range(0, p).Sum(i => covariance[0, i] * left[i, a]))]);
        }

        // Gauss and Jordan.
        private static double[,] Inverse(double[,] matrix)
        {
            var n = matrix.GetLength(0);
            var (work, inverse) = ((double[,])matrix.Clone(), new double[n, n]);
            for (var i = 0; i < n; i++)
                inverse[i, i] = 1;
            for (var column = 0; column < n; column++)
            {
                var pivot = work[column, column];
                for (var j = 0; j < n; j++)
                    (work[column, j], inverse[column, j]) = (work[column, j] / pivot, inverse[column, j] / pivot);
                for (var row = 0; row < n; row++)
                {
                    var factor = work[row, column];
                    for (var j = 0; j < n && row != column; j++)
                        (work[row, j], inverse[row, j]) = (work[row, j] - (factor * work[column, j]), inverse[row, j] - (factor * inverse[column, j]));
                }
            }

            return inverse;
        }
    }
}
