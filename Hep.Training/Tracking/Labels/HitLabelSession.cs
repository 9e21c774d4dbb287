using Hep.Models;
using Hep.Onnx;

namespace Hep.Training.Tracking;

/// <summary>An exported hit classifier, as an application would run it.</summary>
internal sealed class HitLabelSession : IDisposable
{
    private readonly OnnxTensors model;

    /// <summary>Loads a file.</summary>
    /// <param name="path">The file.</param>
    public HitLabelSession(string path) => model = new OnnxTensors(path);

    /// <summary>The probabilities of the hits of some events.</summary>
    /// <param name="hits">r, phi and z, [B, L, 3].</param>
    /// <param name="seeds">[B, T, 9].</param>
    /// <param name="lengths">[B].</param>
    /// <returns>[B, L, T + 1], row-major.</returns>
    public float[] Classify(float[] hits, float[] seeds, long[] lengths)
    {
        var events = lengths.Length;
        return model.Run(
            [
                new OnnxTensor(HitClassifierExport.Hits, hits, events, hits.Length / (3 * events), 3),
                new OnnxTensor(HitClassifierExport.Seeds, seeds, events, seeds.Length / (SeedStage.SeedWidth * events), SeedStage.SeedWidth),
                new OnnxTensor(HitClassifierExport.Lengths, lengths, events),
            ],
            HitClassifierExport.Probabilities)[0];
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();
}
