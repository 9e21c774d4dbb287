using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Models;
using Hep.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models.Tracking;

/// <summary>The helix of the last three hits, carried to the next radius: beside true helices, in three ways of computing it.</summary>
[Collection(nameof(LibTorchState))]
public sealed class HelixStageTests
{
    private static readonly double[] Radii = [30, 70, 120, 170, 260];
    private static readonly double[] Scales = [0.02, 0.5, 0.3, 0.7];

    [Theory]
    [InlineData(0.4, 0.3)]
    [InlineData(-0.5, -1.1)]
    [InlineData(3, 0.9)]
    [InlineData(-1e6, 0)]
    public void Hits_on_a_helix_predict_its_next_crossing(double signedPt, double cotTheta)
    {
        var helix = Helix.Through(0.02, -0.01, 12, 2.9, cotTheta, 1 / signedPt, 2);
        var window = Window(helix, out var target);
        var values = HelixStage.Apply(window, Scales).AsSpan(HelixStage.Features);

        // The window holds single precision: 1e-7 of the radius, which the extrapolation makes several times as much.
        Assert.Equal(0, Math.IEEERemainder(values[0] - target.Azimuth, 2 * Math.PI) * 260, 3e-3);
        Assert.Equal(target.Z, values[1], 3e-3);
        Assert.True(values[6] > 0);

        // Every hit lies on the helix of those before it.
        Assert.Equal(0, HelixStage.Apply(window, Scales)[8], 0.02);
        Assert.Equal(0, HelixStage.Apply(window, Scales)[9], 0.02);
    }

    [Fact]
    public void A_track_that_turns_around_before_is_told()
    {
        // 2 T bend 60 MeV to a circle of 100 mm: it comes as far as 200 mm.
        var helix = Helix.Through(0, 0, 0, 0.5, 0.1, 1 / 0.06, 2);
        var values = HelixStage.Apply(Window(helix, out _, last: 170), Scales);
        Assert.True(values[HelixStage.Features + 6] < 0);
        Assert.All(values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Tensors_and_memory_agree_to_rounding()
    {
        float[] windows = [.. Windows()];
        var rows = windows.Length / HelixStage.Window;
        using var stage = new HelixStage(Scales);
        using var found = stage.call(tensor(windows, [1, rows, HelixStage.Window]));
        var tensors = found.data<double>().ToArray();
        var memory = HelixStage.Apply(windows, stage.Scales);
        Assert.Equal(tensors.Length, memory.Length);
        for (var i = 0; i < memory.Length; i++)
            Assert.Equal(tensors[i], memory[i], 1e-9 * Math.Max(1, Math.Abs(tensors[i])));
    }

    [Fact]
    public void Turning_the_event_turns_the_prediction_and_nothing_else()
    {
        float[] windows = [.. Windows()];
        float[] turned = [.. windows.Select((value, i) => i % HelixStage.Window is 1 or 4 or 7 or 10 ? value + 1 : value)];
        var (before, after) = (HelixStage.Apply(windows, Scales), HelixStage.Apply(turned, Scales));
        for (var i = 0; i < before.Length; i++)
        {
            // Azimuths near 4 are rounded to 2e-7, 2 um at 1 m where scales are tens of um and more.
            var (expected, tolerance) = i % HelixStage.Width == HelixStage.Features
                ? (Math.IEEERemainder(before[i] + 1, 2 * Math.PI), 1e-5)
                : (before[i], 0.05 * Math.Max(1, Math.Abs(before[i])));
            var actual = i % HelixStage.Width == HelixStage.Features ? Math.IEEERemainder(after[i], 2 * Math.PI) : after[i];
            Assert.Equal(expected, actual, tolerance);
        }
    }

    [Fact]
    public void Scales_grow_with_the_extrapolation_and_with_scattering()
    {
        var (straight, bent) = (Helix.Through(0, 0, 0, 1, 0.2, 1 / 10.0, 2), Helix.Through(0, 0, 0, 1, 0.2, 1 / 0.5, 2));
        var (near, far) = (Scale(straight, 120), Scale(straight, 260));
        Assert.True(far > 2 * near);
        Assert.True(Scale(bent, 260) > 5 * far);

        static double Scale(Helix helix, double radius)
        {
            var window = Window(helix, out _);
            window[^1] = (float)radius;

            // From the inner three hits, by scattering alone.
            float[] inner = [0, 0, 0, .. window.AsSpan(0, 9), (float)radius];
            return HelixStage.Apply(inner, [1e-9, 1, 1e-9, 1])[HelixStage.Features + 2];
        }
    }

    [Fact]
    public void Other_shapes_and_scales_are_refused()
    {
        Assert.StartsWith("found the scales [1, 0, 1, 1], expected four numbers above 0", Assert.Throws<ArgumentException>(() => new HelixStage([1, 0, 1, 1])).Message, StringComparison.Ordinal);
        using var stage = new HelixStage(Scales);
        Assert.StartsWith("HelixStage takes windows of 13 numbers, found the shape [2, 12]", Assert.Throws<ArgumentException>(() => stage.call(zeros(2, 12))).Message, StringComparison.Ordinal);
    }

    // Steps of simulated tracks, the first ones of each included, whose fourth hit is not there.
    private static IEnumerable<float> Windows()
    {
        var steps = TrackSteps.Of(BarrelDetector.Default, new TrackingToy(new TrackingToyOptions()).Generate(3, seed: 5)).Steps;
        for (var place = 0; place < steps.Places; place++)
        {
            for (var i = 0; i < HelixStage.Window; i++)
                yield return steps.Values[(place * TrackSteps.Width) + i];
        }
    }

    private static float[] Window(Helix helix, out (double Azimuth, double Z) target, double last = 260)
    {
        double[] radii = [.. Radii.Take(4), last];
        if (last < 260)
            radii = [30, 70, 120, last, 260];
        var window = new float[HelixStage.Window];
        for (var i = 0; i < 4; i++)
        {
            Assert.True(helix.TryCross(radii[i], out var point));
            (window[3 * i], window[(3 * i) + 1], window[(3 * i) + 2]) = ((float)radii[i], (float)Math.Atan2(point.Y, point.X), (float)point.Z);
        }

        window[^1] = (float)radii[4];
        target = helix.TryCross(radii[4], out var next) ? (Math.Atan2(next.Y, next.X), next.Z) : (double.NaN, double.NaN);
        return window;
    }
}
