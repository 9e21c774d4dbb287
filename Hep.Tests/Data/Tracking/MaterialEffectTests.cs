using Hep.Data.Tracking;
using Xunit;

namespace Hep.Tests.Data.Tracking;

/// <summary>What material does to particles, and how that shows in the hits of the toy.</summary>
public sealed class MaterialEffectTests
{
    private const double Pion = 0.13957;

    [Fact]
    public void The_energy_loss_in_silicon_has_the_published_minimum()
    {
        // Groom, Mokhov, Striganov, At. Data Nucl. Data Tables 78 (2001) 183, muons in silicon: 1.664 MeV cm²/g.
        var losses = Enumerable.Range(100, 900).Select(i => IonisationLoss.StoppingPower(1e-3 * i, 0.1056584)).ToArray();
        Assert.Equal(1.664, losses.Min(), 0.001);
        Assert.InRange(0.1 + (1e-3 * Array.IndexOf(losses, losses.Min())), 0.3, 0.45);
    }

    [Fact]
    public void The_loss_goes_with_the_thickness_and_never_beyond_the_kinetic_energy()
    {
        Assert.Equal(2 * IonisationLoss.Mean(1, Pion, 0.01), IonisationLoss.Mean(1, Pion, 0.02), 1e-15);
        Assert.Equal(1e-3 * IonisationLoss.StoppingPower(1, Pion) * 0.2182, IonisationLoss.Mean(1, Pion, 0.01), 1e-15);
        Assert.Equal(Math.Sqrt(0.0025 + (Pion * Pion)) - Pion, IonisationLoss.Mean(0.05, Pion, 0.9), 1e-15);
    }

    [Theory]
    [InlineData(1, Pion, 0.01, 0.001133887)]
    [InlineData(0.5, Pion, 0.02, 0.003411408)]
    [InlineData(10, 0.105658, 1, 0.001360082)]
    public void The_scattering_angle_is_that_of_Highland(double momentum, double mass, double thickness, double expected) =>
        Assert.Equal(expected, MultipleScattering.Angle(momentum, mass, thickness), 1e-9);

    [Fact]
    public void A_particle_has_behind_a_layer_what_the_formula_leaves_it()
    {
        const double Thickness = 0.2;
        var layers = new[] { 30.0, 100, 200, 400, 700, 1000 }.Select((radius, i) => Ideal(radius, i == 0 ? Thickness : 0));
        var detector = new BarrelDetector(layers, field: 2);
        var toy = new TrackingToy(new TrackingToyOptions { Detector = detector, NoiseShare = 0, MultipleScattering = false, Tracks = 200 });
        var made = toy.Make(seed: 3, number: 0);
        for (var i = 0; i < made.Particles.Count; i++)
        {
            var before = made.Particles.HelixOf(i, detector.Field);
            Assert.True(before.TryCross(30, out var crossing));
            var sinTheta = 1 / Math.Cosh(made.Particles.Eta[i]);
            var momentum = made.Particles.Pt[i] / sinTheta;
            var energy = Math.Sqrt((momentum * momentum) + (Pion * Pion)) - IonisationLoss.Mean(momentum, Pion, Thickness / (sinTheta * Math.Cos(crossing.Direction - crossing.Azimuth)));
            var hits = Enumerable.Range(0, made.Count).Where(hit => made.ParticleIds[hit] == made.Particles.Ids[i] && made.Layers[hit] > 0).ToArray();
            var ones = Enumerable.Repeat(1.0, hits.Length).ToArray();
            Assert.True(HelixFit.TryFit(Take(made.X, hits), Take(made.Y, hits), Take(made.Z, hits), ones, ones, detector.Field, out var fit));
            var left = sinTheta * Math.Sqrt((energy * energy) - (Pion * Pion));
            Assert.Equal(left, 1 / Math.Abs(fit.Helix.QOverPt), 1e-9);
            Assert.True(left < made.Particles.Pt[i] - 0.001);
        }
    }

    [Fact]
    public void The_impact_parameter_is_resolved_as_measurement_and_first_layer_allow()
    {
        // Two layers and a known curvature: σ² = (σ1² r2² + σ2² r1²) / (r2 - r1)² + (r1 θ0 / sin θ)², a ⊕ b / (p sin^{3/2} θ) with θ0 = 13.6 MeV / (β p) sqrt(x / sin θ) (1 + ...).
        const double X = 0.01, Sigma = 0.01, R1 = 30, R2 = 70;
        var detector = new BarrelDetector([Layer(R1), Layer(R2)], field: 2);
        var a = Sigma * Math.Sqrt((R1 * R1) + (R2 * R2)) / (R2 - R1);
        var (points, pulls) = (new List<(double U, double Square)>(), new List<(double Eta, double P, double Pull)>());
        foreach (var pt in new[] { 0.5, 0.7, 1, 1.5, 3, 10 })
        {
            var made = new TrackingToy(new TrackingToyOptions { Detector = detector, NoiseShare = 0, Tracks = 10_000, MinimumPt = pt, MaximumPt = pt, EnergyLoss = false }).Make(seed: 5, number: 0);
            var inner = Enumerable.Range(0, made.Count).Where(hit => made.Layers[hit] == 0).ToDictionary(hit => made.ParticleIds[hit]);
            foreach (var outer in Enumerable.Range(0, made.Count).Where(hit => made.Layers[hit] == 1))
            {
                var i = (int)made.ParticleIds[outer] - 1;
                var truth = made.Particles.HelixOf(i, detector.Field);
                var difference = ImpactParameter(made, inner[made.ParticleIds[outer]], outer, truth) - truth.D0;
                var sinTheta = 1 / Math.Cosh(made.Particles.Eta[i]);
                var p = pt / sinTheta;
                var scattering = R1 * MultipleScattering.Angle(p, Pion, X / sinTheta) / sinTheta;
                pulls.Add((made.Particles.Eta[i], pt, difference / Math.Sqrt((a * a) + (scattering * scattering))));
                points.Add((1 / Math.Pow(p * Math.Pow(sinTheta, 1.5), 2), difference * difference));
            }
        }

        foreach (var bin in pulls.GroupBy(pull => (pull.P, (int)(4 * Math.Abs(pull.Eta)))))
            Assert.Equal(1, Math.Sqrt(bin.Average(pull => pull.Pull * pull.Pull)), 4 / Math.Sqrt(2.0 * bin.Count()));
        var (fitted, slope) = Line(points, a * a);
        Assert.Equal(a, Math.Sqrt(fitted), 0.02 * a);

        // The logarithm varies by 2% with θ and with the velocity.
        Assert.Equal(R1 * 0.0136 * Math.Sqrt(X) * (1 + (0.038 * Math.Log(X))), Math.Sqrt(slope), 0.03 * Math.Sqrt(slope));

        static BarrelLayer Layer(double radius) => Ideal(radius, X) with { ResolutionRPhi = Sigma };
    }

    // Least squares of d² = a² + b² u, weighted by what b would be without much care: the variance of a square goes with the square.
    private static (double Intercept, double Slope) Line(List<(double U, double Square)> points, double floor)
    {
        double s = 0, su = 0, suu = 0, sy = 0, suy = 0;
        foreach (var (u, y) in points)
        {
            var weight = 1 / Math.Pow(floor + (0.001 * u), 2);
            (s, su, suu, sy, suy) = (s + weight, su + (weight * u), suu + (weight * u * u), sy + (weight * y), suy + (weight * u * y));
        }

        var determinant = (s * suu) - (su * su);
        return (((suu * sy) - (su * suy)) / determinant, ((s * suy) - (su * sy)) / determinant);
    }

    // Of the circle through two hits with the true curvature.
    private static double ImpactParameter(HitEvent made, int inner, int outer, Helix truth)
    {
        var (dx, dy) = (made.X[outer] - made.X[inner], made.Y[outer] - made.Y[inner]);
        var direction = Math.Atan2(dy, dx) - Math.Asin(0.5 * truth.Curvature * Math.Sqrt((dx * dx) + (dy * dy)));
        return Helix.Through(made.X[inner], made.Y[inner], 0, direction, 0, truth.QOverPt, truth.Field).D0;
    }

    private static BarrelLayer Ideal(double radius, double material) => new() { Radius = radius, HalfLength = 1e5, ResolutionRPhi = 0, ResolutionZ = 0, Material = material };

    private static double[] Take(double[] values, int[] places) => [.. places.Select(place => values[place])];
}
