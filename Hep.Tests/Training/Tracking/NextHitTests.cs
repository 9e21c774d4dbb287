using Hep.Data;
using Hep.Data.Tracking;
using Hep.Data.Tracking.Finding;
using Hep.Tests.Support;
using Hep.Training.Tracking;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Tracking;

/// <summary>What the hit predictor is trained on: its likelihood, the scales of its helix, and the steps of true tracks.</summary>
[Collection(nameof(LibTorchState))]
public sealed class NextHitTests
{
    [Fact]
    public void The_loss_is_minus_the_log_density_of_the_Gaussian()
    {
        double[] said = [0.3, -0.7, 0.2, -0.5, 0.9], measured = [1.1, 0.4];
        var (l11, l22, l21) = (Math.Exp(said[2]), Math.Exp(said[3]), said[4]);
        double a = l11 * l11, b = l11 * l21, c = (l21 * l21) + (l22 * l22), determinant = (a * c) - (b * b);
        double x = measured[0] - said[0], y = measured[1] - said[1];
        var expected = (0.5 * ((c * x * x) - (2 * b * x * y) + (a * y * y)) / determinant) + (0.5 * Math.Log(determinant)) + Math.Log(2 * Math.PI);
        using var loss = GaussianLoss.Of(tensor(said, [1, 5]), tensor(measured, [1, 2]));
        Assert.Equal(expected, loss.ToDouble(), 12);
    }

    [Fact]
    public void Single_precision_is_enough_where_errors_are_a_thousandth_and_a_thousandfold()
    {
        float[] said = [0.5f, 2, -7, 7, 40, -3, 100, 7, -7, 0], measured = [0.501f, 1.5f, -2.5f, 100.0005f];
        using var narrow = GaussianLoss.Of(tensor(said, [2, 5]), tensor(measured, [2, 2]));
        using var wide = GaussianLoss.Of(tensor(said, [2, 5]).to(ScalarType.Float64), tensor(measured, [2, 2]).to(ScalarType.Float64));
        Assert.True(narrow.to(ScalarType.Float64).allclose(wide, 1e-5, 1e-4));
    }

    [Fact]
    public void Scales_of_resolution_and_scattering_are_found_in_spite_of_strangers()
    {
        var random = new SplitMix64(7);
        const int Count = 20_000;
        var (residuals, resolution, scattering) = (new double[Count], new double[Count], new double[Count]);
        for (var i = 0; i < Count; i++)
        {
            (resolution[i], scattering[i]) = (random.Uniform(1, 5), random.Uniform(0.1, 20));
            residuals[i] = random.Normal() * Math.Sqrt(Math.Pow(0.05 * resolution[i], 2) + Math.Pow(0.02 * scattering[i], 2));

            // One in fifty was left by another particle.
            if (i % 50 == 0)
                residuals[i] = random.Uniform(-100, 100);
        }

        var scales = ScaleFit.Fit(residuals, resolution, scattering);
        Assert.InRange(scales[0], 0.95 * 0.05, 1.1 * 0.05);
        Assert.InRange(scales[1], 0.95 * 0.02, 1.1 * 0.02);
    }

    [Fact]
    public void A_track_is_a_step_for_every_hit_after_its_third()
    {
        var one = Assert.Single(new TrackingToy(new TrackingToyOptions { Tracks = 3, NoiseShare = 0 }).Generate(1, seed: 2));
        var (steps, tooShort, leftOut) = TrackSteps.Of(BarrelDetector.Default, [one]);
        Assert.Equal((0, 0), (tooShort, leftOut));
        int[] lengths = [.. one.Particles.Ids.Select(id => one.ParticleIds.Count(hit => hit == id) - 3)];
        Assert.Equal(lengths, Enumerable.Range(0, steps.Count).Select(steps.Length));

        // The hit that comes is the last of the window after it, and its radius the target.
        var track = steps.Of(0);
        Assert.Equal([0, 0, 0], track[..3].ToArray());
        for (var step = 0; step + 1 < lengths[0]; step++)
        {
            var now = track.Slice(step * TrackSteps.Width, TrackSteps.Width);
            var next = track.Slice((step + 1) * TrackSteps.Width, TrackSteps.Width);
            Assert.Equal(now[3..12].ToArray(), next[..9].ToArray());
            Assert.Equal(now[12..].ToArray(), next[9..12].ToArray());
        }

        Assert.Equal(lengths.Sum(length => Math.Max(0, length - 2)), TrackSteps.Of(BarrelDetector.Default, [one], longest: 5).LeftOut);
    }

    [Fact]
    public void Training_steps_have_unit_width_in_the_scales_of_the_helix()
    {
        var steps = TrackSteps.Of(BarrelDetector.Default, new TrackingToy(new TrackingToyOptions()).Generate(200, seed: 3)).Steps;
        var scales = TrackTraining.FitScales(steps);
        using var helix = new Hep.Models.HelixStage(scales);
        var prepared = TrackTraining.Prepare(steps, helix);
        foreach (var column in new[] { Hep.Models.HelixStage.Features, Hep.Models.HelixStage.Features + 1 })
        {
            double[] values = [.. Enumerable.Range(0, prepared.Places).Select(place => (double)Math.Abs(prepared.Values[(place * prepared.Width) + column])).Order()];

            // Half of a unit Gaussian lies within 0.674.
            Assert.InRange(values[values.Length / 2], 0.674 * 0.85, 0.674 * 1.15);
        }
    }
}
