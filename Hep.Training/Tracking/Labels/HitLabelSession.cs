using Hep.Models;
using Microsoft.ML.OnnxRuntime;

namespace Hep.Training.Tracking;

/// <summary>An exported hit classifier, as an application would run it.</summary>
internal sealed class HitLabelSession : IDisposable
{
    private readonly RunOptions options = new();
    private readonly SessionOptions settings = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly InferenceSession session;

    /// <summary>Loads a file.</summary>
    /// <param name="path">The file.</param>
    public HitLabelSession(string path) => session = new InferenceSession(path, settings);

    /// <summary>The probabilities of the hits of some events.</summary>
    /// <param name="hits">r, phi and z, [B, L, 3].</param>
    /// <param name="seeds">[B, T, 9].</param>
    /// <param name="lengths">[B].</param>
    /// <returns>[B, L, T + 1], row-major.</returns>
    public float[] Classify(float[] hits, float[] seeds, long[] lengths)
    {
        var events = lengths.Length;
        using var first = OrtValue.CreateTensorValueFromMemory(hits, [events, hits.Length / (3 * events), 3]);
        using var second = OrtValue.CreateTensorValueFromMemory(seeds, [events, seeds.Length / (SeedStage.SeedWidth * events), SeedStage.SeedWidth]);
        using var third = OrtValue.CreateTensorValueFromMemory(lengths, [events]);
        using var found = session.Run(options, [HitClassifierExport.Hits, HitClassifierExport.Seeds, HitClassifierExport.Lengths], [first, second, third], [HitClassifierExport.Probabilities]);
        return found[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        settings.Dispose();
        options.Dispose();
    }
}
