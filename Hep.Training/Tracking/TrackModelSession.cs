using Hep.Data.Tracking.Finding;
using Hep.Models;
using Microsoft.ML.OnnxRuntime;

namespace Hep.Training.Tracking;

/// <summary>An exported hit predictor, whole tracks or step by step, as an application would run it.</summary>
internal sealed class TrackModelSession : IDisposable
{
    private readonly RunOptions options = new();
    private readonly SessionOptions settings = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly InferenceSession session;

    public TrackModelSession(string path) => session = new InferenceSession(path, settings);

    /// <summary>Predictions for tracks of one length.</summary>
    /// <param name="hits">r, phi and z of the hits, [B, N, 3].</param>
    /// <param name="targets">The radii, [B, N - 2].</param>
    /// <param name="tracks">B.</param>
    /// <param name="length">N.</param>
    /// <returns>Azimuth, z and the three numbers of the covariance, [B, N - 2, 5].</returns>
    public float[] Predict(float[] hits, float[] targets, int tracks, int length)
    {
        using var first = OrtValue.CreateTensorValueFromMemory(hits, [tracks, length, 3]);
        using var second = OrtValue.CreateTensorValueFromMemory(targets, [tracks, length - 2]);
        using var found = session.Run(options, [HitPredictorExport.Hits, HitPredictorExport.Targets], [first, second], [HitPredictorExport.Position, HitPredictorExport.Covariance]);
        return Join(found[0].GetTensorDataAsSpan<float>(), found[1].GetTensorDataAsSpan<float>());
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
        var inputs = new List<OrtValue> { OrtValue.CreateTensorValueFromMemory(hits, [tracks, TrackSteps.WindowHits, 3]), OrtValue.CreateTensorValueFromMemory(targets, [tracks, 1]) };
        inputs.AddRange(states.Values.Select(state => OrtValue.CreateTensorValueFromMemory(state, [layers, tracks, state.Length / (layers * tracks)])));
        try
        {
            string[] names = [.. states.Keys];
            using var found = session.Run(options, [HitPredictorExport.Hits, HitPredictorExport.Target, .. names], inputs, [HitPredictorExport.Position, HitPredictorExport.Covariance, .. names.Select(name => name + HitPredictorExport.After)]);
            for (var i = 0; i < names.Length; i++)
                states[names[i]] = found[2 + i].GetTensorDataAsSpan<float>().ToArray();
            return Join(found[0].GetTensorDataAsSpan<float>(), found[1].GetTensorDataAsSpan<float>());
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }

    public void Dispose()
    {
        session.Dispose();
        settings.Dispose();
        options.Dispose();
    }

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
