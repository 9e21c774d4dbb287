using Hep.Data.Sequences;
using Hep.Data.Tracking.Finding;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>True tracks of one length, as whole tracks and as steps.</summary>
internal sealed class TrackBatch
{
    private readonly float[] windows;

    /// <summary>Takes tracks of a set.</summary>
    /// <param name="set">The steps, see <see cref="TrackSteps"/>.</param>
    /// <param name="tracks">Which; all of one length.</param>
    public TrackBatch(SequenceSet set, int[] tracks)
    {
        (Tracks, Steps) = (tracks.Length, set.Length(tracks[0]));
        windows = new float[Tracks * Steps * TrackSteps.Window];
        (Hits, Targets) = (new float[Tracks * (Steps + 2) * 3], new float[Tracks * Steps]);
        for (var track = 0; track < Tracks; track++)
        {
            var own = set.Of(tracks[track]);
            for (var step = 0; step < Steps; step++)
            {
                var window = own.Slice(step * TrackSteps.Width, TrackSteps.Window);
                window.CopyTo(windows.AsSpan(((track * Steps) + step) * TrackSteps.Window));
                Targets[(track * Steps) + step] = window[TrackSteps.Window - 1];

                // The first window has three hits, each further one brings its last.
                var (from, count) = step == 0 ? (1, 3) : (3, 1);
                window.Slice(3 * from, 3 * count).CopyTo(Hits.AsSpan(3 * ((track * (Steps + 2)) + (step == 0 ? 0 : step + 2))));
            }
        }
    }

    /// <summary>Tracks B.</summary>
    public int Tracks { get; }

    /// <summary>Steps S of each.</summary>
    public int Steps { get; }

    /// <summary>r, phi and z of the hits that steps begin with, [B, S + 2, 3].</summary>
    public float[] Hits { get; }

    /// <summary>The radii, [B, S].</summary>
    public float[] Targets { get; }

    /// <summary>Last hits, [B, 4, 3], and radii, [B], of one step.</summary>
    public (float[] Hits, float[] Targets) Windows(int step)
    {
        var (hits, targets) = (new float[Tracks * (TrackSteps.Window - 1)], new float[Tracks]);
        for (var track = 0; track < Tracks; track++)
        {
            var window = windows.AsSpan(((track * Steps) + step) * TrackSteps.Window, TrackSteps.Window);
            window[..^1].CopyTo(hits.AsSpan(track * (TrackSteps.Window - 1)));
            targets[track] = window[^1];
        }

        return (hits, targets);
    }

    /// <summary>The predictions of a model of double precision, [B, S, 5].</summary>
    public double[] Exactly(HitPredictor model) => Through(model, ScalarType.Float64).data<double>().ToArray();

    /// <summary>The predictions of a model of single precision, [B, S, 5].</summary>
    public float[] Singly(HitPredictor model) => Through(model, ScalarType.Float32).data<float>().ToArray();

    private Tensor Through(HitPredictor model, ScalarType type)
    {
        using var untracked = no_grad();
        return model.call(tensor(windows, [Tracks, Steps, TrackSteps.Window]).to(type)).contiguous();
    }
}
