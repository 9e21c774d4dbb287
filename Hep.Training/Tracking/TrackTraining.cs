using Hep.Data.Sequences;
using Hep.Data.Tracking.Finding;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>Steps of true tracks as the network sees them: the features of each step, what it should say, and whether that counts.</summary>
internal static class TrackTraining
{
    /// <summary>Numbers of a step: features, the two residuals of the helix in units of its scales, and 1 where the step counts.</summary>
    public const int Width = HelixStage.Features + 3;

    // In scales of the helix: no Gaussian gets there.
    private const double Strange = 20;

    // Enough for four numbers to three digits.
    private const int StepsOfFit = 20_000;
    private const int StepsAtOnce = 1 << 16;

    /// <summary>Fits the scales of the helix: what it misses by for its resolutions, and for scattering.</summary>
    /// <param name="steps">Steps of training tracks.</param>
    /// <returns>s_0 and s_1 of r phi, then of z.</returns>
    public static double[] FitScales(SequenceSet steps)
    {
        var rows = Math.Min(StepsOfFit, steps.Places);
        var stride = Math.Max(1, steps.Places / Math.Max(1, rows));
        var windows = new float[rows * TrackSteps.Window];
        var found = new float[rows * 2];
        for (var row = 0; row < rows; row++)
        {
            var step = steps.Values.Slice(row * stride * TrackSteps.Width, TrackSteps.Width);
            step[..TrackSteps.Window].CopyTo(windows.AsSpan(row * TrackSteps.Window));
            step[TrackSteps.Window..].CopyTo(found.AsSpan(row * 2));
        }

        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var input = tensor(windows, [rows, TrackSteps.Window]);
        var amplitudes = HelixStage.Amplitudes(input).data<double>().ToArray();
        var (rPhi, z) = Residuals(new HelixStage([1, 1, 1, 1]).call(input), input, tensor(found, [rows, 2]));
        var (missedRPhi, missedZ) = (rPhi.data<double>().ToArray(), z.data<double>().ToArray());
        return
        [
            .. ScaleFit.Fit(missedRPhi, Column(0), Column(1)),
            .. ScaleFit.Fit(missedZ, Column(2), Column(3)),
        ];

        double[] Column(int i) => [.. Enumerable.Range(0, rows).Select(row => amplitudes[(4 * row) + i])];
    }

    /// <summary>What the network sees, and should say, of the steps.</summary>
    /// <param name="steps">Steps of true tracks.</param>
    /// <param name="helix">The fitted stage.</param>
    public static SequenceSet Prepare(SequenceSet steps, HelixStage helix)
    {
        var prepared = new float[(long)steps.Places * Width];
        for (var start = 0; start < steps.Places; start += StepsAtOnce)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var rows = Math.Min(StepsAtOnce, steps.Places - start);
            var all = tensor(steps.Values.Slice(start * TrackSteps.Width, rows * TrackSteps.Width).ToArray(), [rows, TrackSteps.Width]).to(helix.get_buffer("scales")!.device);
            var windows = all.narrow(1, 0, TrackSteps.Window);
            var values = helix.call(windows);
            var (rPhi, z) = Residuals(values, windows, all.narrow(1, TrackSteps.Window, 2));
            var geometry = values.narrow(1, HelixStage.Features, HelixStage.Width - HelixStage.Features);

            // A track that turns around before its next hit has no helix to correct. A hit that is very far off was left after a decay or an interaction, or by another particle: a Gaussian would be drawn out to it.
            var (first, second) = (rPhi / geometry.narrow(1, 2, 1), z / geometry.narrow(1, 3, 1));
            var counts = geometry.narrow(1, 6, 1).gt(0).logical_and(first.abs().lt(Strange)).logical_and(second.abs().lt(Strange)).to(ScalarType.Float64);
            var row = cat([values.narrow(1, 0, HelixStage.Features), first, second, counts], 1);

            // Hits at one radius have no helix: what is no number there must not meet the others in a sum.
            row = row.masked_fill(counts.eq(0).logical_or(row.isfinite().all(1, keepdim: true).logical_not()), 0);
            row.to(ScalarType.Float32).cpu().contiguous().data<float>().CopyTo(prepared.AsSpan(start * Width));
        }

        return steps.With(Width, prepared);
    }

    /// <summary>The share of prepared steps that do not count.</summary>
    public static double ShareOfStrange(SequenceSet prepared)
    {
        var strange = 0;
        for (var last = Width - 1; last < prepared.Values.Length; last += Width)
            strange += prepared.Values[last] == 0 ? 1 : 0;
        return (double)strange / Math.Max(1, prepared.Places);
    }

    private static (Tensor RPhi, Tensor Z) Residuals(Tensor values, Tensor windows, Tensor found)
    {
        var targets = windows.narrow(1, TrackSteps.Window - 1, 1).to(ScalarType.Float64);
        var (phi, z) = (values.narrow(1, HelixStage.Features, 1), values.narrow(1, HelixStage.Features + 1, 1));
        var turn = found.narrow(1, 0, 1).to(ScalarType.Float64) - phi;
        turn -= (turn * (0.5 / Math.PI)).round() * (2 * Math.PI);
        return (turn * targets, found.narrow(1, 1, 1).to(ScalarType.Float64) - z);
    }
}
