using Hep.Data.Tracking.Finding;
using Hep.Models;
using Hep.Onnx;

namespace Hep.Training.Tracking;

/// <summary>An exported hit predictor, whole tracks or step by step, as an application would run it.</summary>
internal sealed class TrackModelSession : IDisposable
{
    private readonly OnnxTensors model;

    public TrackModelSession(string path) => model = new OnnxTensors(path);

    /// <summary>Predictions for tracks of one length.</summary>
    /// <param name="hits">r, phi and z of the hits, [B, N, 3].</param>
    /// <param name="targets">The radii, [B, N - 2].</param>
    /// <param name="tracks">B.</param>
    /// <param name="length">N.</param>
    /// <returns>Azimuth, z and the three numbers of the covariance, [B, N - 2, 5].</returns>
    public float[] Predict(float[] hits, float[] targets, int tracks, int length)
    {
        var found = model.Run(
            [new OnnxTensor(HitPredictorExport.Hits, hits, tracks, length, 3), new OnnxTensor(HitPredictorExport.Targets, targets, tracks, length - 2)],
            HitPredictorExport.Position,
            HitPredictorExport.Covariance);
        return Join(found[0], found[1]);
    }

    /// <summary>One step of tracks.</summary>
    /// <param name="hits">Their last four hits, [B, 4, 3].</param>
    /// <param name="targets">The radii, [B].</param>
    /// <param name="states">What is remembered of each, by name, [layers, B, H]; replaced by what is remembered afterwards.</param>
    /// <param name="layers">Layers of the network.</param>
    /// <returns>[B, 5].</returns>
    public float[] Step(float[] hits, float[] targets, SortedDictionary<string, float[]> states, int layers)
    {
        var tracks = targets.Length;
        string[] names = [.. states.Keys];
        var found = model.Run(
            [
                new OnnxTensor(HitPredictorExport.Hits, hits, tracks, TrackSteps.WindowHits, 3),
                new OnnxTensor(HitPredictorExport.Target, targets, tracks, 1),
                .. names.Select(name => new OnnxTensor(name, states[name], layers, tracks, states[name].Length / (layers * tracks))),
            ],
            [HitPredictorExport.Position, HitPredictorExport.Covariance, .. names.Select(name => name + HitPredictorExport.After)]);
        for (var i = 0; i < names.Length; i++)
            states[names[i]] = found[2 + i];
        return Join(found[0], found[1]);
    }

    public void Dispose() => model.Dispose();

    private static float[] Join(ReadOnlySpan<float> positions, ReadOnlySpan<float> covariances)
    {
        var joined = new float[positions.Length / 2 * HitPredictor.Outputs];
        for (var row = 0; row < positions.Length / 2; row++)
        {
            positions.Slice(2 * row, 2).CopyTo(joined.AsSpan(row * HitPredictor.Outputs));
            covariances.Slice(3 * row, 3).CopyTo(joined.AsSpan((row * HitPredictor.Outputs) + 2));
        }

        return joined;
    }
}
