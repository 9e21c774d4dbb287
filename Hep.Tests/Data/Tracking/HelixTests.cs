using Hep.Data;
using Hep.Data.Tracking;
using Xunit;

namespace Hep.Tests.Data.Tracking;

/// <summary>The closed forms of a helix.</summary>
public sealed class HelixTests
{
    private static readonly Helix[] Helices =
    [
        new Helix(0.02, 30, 0.4, 0.7, 2, 2),
        new Helix(-0.3, -80, -3, -1.1, -0.1, 3.8),
        new Helix(12, 5, 2.5, 0.2, 1.5, 2),
        new Helix(-7, 0, 1, 3, -1.9, -2),
        new Helix(4, 1, -1.5, 0.5, 0.7, 0),
        new Helix(0.5, 1, 3.1, 0.5, 1e-9, 2),
    ];

    [Fact]
    public void A_helix_solves_the_Lorentz_force() => Assert.All(Helices, helix =>
    {
        // Runge and Kutta in the transverse length s: dφ/ds = -c B q/pT, dx/ds = cos φ, dy/ds = sin φ.
        const int Steps = 2000;
        const double Length = 600;
        var turn = -2.99792458e-4 * helix.Field * helix.QOverPt;
        var (x, y, phi, h) = (-helix.D0 * Math.Sin(helix.Phi0), helix.D0 * Math.Cos(helix.Phi0), helix.Phi0, Length / Steps);
        for (var i = 0; i < Steps; i++)
        {
            var (middle, end) = (phi + (0.5 * h * turn), phi + (h * turn));
            x += h / 6 * (Math.Cos(phi) + (4 * Math.Cos(middle)) + Math.Cos(end));
            y += h / 6 * (Math.Sin(phi) + (4 * Math.Sin(middle)) + Math.Sin(end));
            phi = end;
        }

        var point = helix.PointAt(Length);
        Assert.Equal(x, point.X, 1e-9);
        Assert.Equal(y, point.Y, 1e-9);
        Assert.Equal(helix.Z0 + (Length * helix.CotTheta), point.Z, 1e-9);
        Assert.Equal(0, Math.IEEERemainder(phi - point.Direction, 2 * Math.PI), 1e-12);
        Assert.InRange(point.Direction, -Math.PI, Math.PI);
    });

    [Fact]
    public void A_crossing_lies_on_cylinder_and_helix_and_is_the_first_one() => Assert.All(Helices, helix =>
    {
        foreach (var radius in new[] { 12.5, 30, 170, 500, 780 })
        {
            Assert.True(helix.TryCross(radius, out var point));
            Assert.Equal(radius, point.Radius, 1e-9);
            var same = helix.PointAt(point.Path);
            Assert.Equal((point.X, point.Y, point.Z), (same.X, same.Y, same.Z));
            for (var tenth = 1; tenth < 10; tenth++)
                Assert.InRange(helix.PointAt(0.1 * tenth * point.Path).Radius, 0, radius - 1e-6);
        }
    });

    [Fact]
    public void The_helix_through_a_point_of_a_helix_is_that_helix() => Assert.All(Helices, helix =>
    {
        foreach (var length in new[] { -400.0, -3, 0, 0.5, 700 })
        {
            var point = helix.PointAt(length);
            var again = Helix.Through(point.X, point.Y, point.Z, point.Direction, helix.CotTheta, helix.QOverPt, helix.Field, out var path);
            Assert.Equal(helix.D0, again.D0, 1e-10);
            Assert.Equal(helix.Z0, again.Z0, 1e-9);
            Assert.Equal(0, Math.IEEERemainder(helix.Phi0 - again.Phi0, 2 * Math.PI), 1e-12);
            Assert.Equal(length, path, 1e-9);
        }
    });

    [Fact]
    public void A_positive_charge_turns_clockwise_on_the_radius_of_its_momentum()
    {
        // R = pT / (0.3 B): 1 GeV in 2 T.
        var radius = 1 / (2.99792458e-4 * 2);
        var helix = new Helix(0, 0, 0, 0, 1, 2);
        var point = helix.PointAt(radius * Math.PI / 2);
        Assert.Equal(radius, point.X, 1e-9);
        Assert.Equal(-radius, point.Y, 1e-9);
        Assert.True(helix.TryCross((2 * radius) - 1e-6, out _));
        Assert.False(helix.TryCross((2 * radius) + 1e-6, out _));
        Assert.False(new Helix(40, 0, 0, 0, 1, 2).TryCross(30, out _));
    }

    [Fact]
    public void The_impact_parameter_is_positive_where_the_axis_is_to_the_right()
    {
        var helix = Helix.Through(0, 3, 0, direction: 0, cotTheta: 0, qOverPt: 0.5, field: 2);
        Assert.Equal(3, helix.D0, 1e-12);
        Assert.Equal(-3, Helix.Through(0, -3, 0, 0, 0, 0.5, 2).D0, 1e-12);
    }

    [Fact]
    public void A_helix_is_fitted_back_from_its_hits_to_numerical_precision()
    {
        var random = new SplitMix64(1);
        var worst = new double[5];
        for (var track = 0; track < 500; track++)
        {
            var sign = track % 2 == 0 ? 1 : -1;
            var truth = new Helix(random.Normal(), 50 * random.Normal(), random.Uniform(-Math.PI, Math.PI), Math.Sinh(random.Uniform(-1, 1)), sign / random.Uniform(0.5, 10), 2);
            var fit = Fit(BarrelDetector.Default, truth);
            Assert.Equal(0, fit.ChiSquared, 1e-12);
            var found = fit.Helix;
            double[] difference =
            [
                found.D0 - truth.D0, found.Z0 - truth.Z0, Math.IEEERemainder(found.Phi0 - truth.Phi0, 2 * Math.PI), found.CotTheta - truth.CotTheta, found.QOverPt - truth.QOverPt,
            ];
            for (var p = 0; p < worst.Length; p++)
                worst[p] = Math.Max(worst[p], Math.Abs(difference[p]));
        }

        // mm, mm, rad, a pure number, e / GeV.
        Assert.All(worst.Zip([1e-10, 1e-10, 1e-12, 1e-12, 1e-11]), pair => Assert.InRange(pair.First, 0, pair.Second));
    }

    [Fact]
    public void A_fit_to_what_is_no_helix_is_refused()
    {
        double[] one = [1, 1, 1];
        Assert.False(HelixFit.TryFit([30, 30, 30], [0, 0, 0], [0, 0, 0], one, one, 2, out _));
        Assert.Contains("at least 3", Assert.Throws<ArgumentException>(() => HelixFit.TryFit([1, 2], [1, 2], [1, 2], [1, 1], [1, 1], 2, out _)).Message, StringComparison.Ordinal);
        Assert.Contains("the field is 0", Assert.Throws<ArgumentException>(() => HelixFit.TryFit(one, one, one, one, one, 0, out _)).Message, StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => HelixFit.TryFit(one, one, one, [1, 0, 1], one, 2, out _)).Message, StringComparison.Ordinal);
    }

    internal static HelixFit Fit(BarrelDetector detector, Helix truth)
    {
        var points = detector.Layers.Select(layer => truth.TryCross(layer.Radius, out var point) ? point : throw new InvalidOperationException("no crossing")).ToArray();
        double[] x = [.. points.Select(point => point.X)], y = [.. points.Select(point => point.Y)], z = [.. points.Select(point => point.Z)];
        double[] along = [.. detector.Layers.Select(layer => layer.ResolutionRPhi)], beam = [.. detector.Layers.Select(layer => layer.ResolutionZ)];
        Assert.True(HelixFit.TryFit(x, y, z, along, beam, detector.Field, out var fit));
        return fit;
    }
}
