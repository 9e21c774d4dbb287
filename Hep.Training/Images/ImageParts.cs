using Hep.Data;
using Hep.Models;
using static TorchSharp.torch;

namespace Hep.Training.Images;

/// <summary>Images as a network sees them, in parts that one pass takes.</summary>
internal static class ImageParts
{
    /// <summary>Goes through events.</summary>
    /// <param name="stage">Raw images to those that the network sees.</param>
    /// <param name="events">The events, with features and images.</param>
    /// <param name="device">Where the stage lives.</param>
    /// <param name="take">Takes cells [B, I], labels and weights [B, 1] of each part, in the order of the events; no gradients are kept.</param>
    public static void Through(InputStage stage, EventTable events, Device device, Action<Tensor, Tensor, Tensor> take)
    {
        using var untracked = no_grad();
        for (var start = 0; start < events.Count; start += stage.EventsAtOnce)
        {
            using var scope = NewDisposeScope();
            var part = events.Select([.. Enumerable.Range(start, Math.Min(stage.EventsAtOnce, events.Count - start))]);
            take(
                stage.call(tensor(part.ToRowMajor(), [part.Count, part.Width]).to(device)),
                tensor(Array.ConvertAll(part.Labels, label => (float)label), [part.Count, 1]).to(device),
                tensor(Array.ConvertAll(part.Weights, weight => (float)weight), [part.Count, 1]).to(device));
        }
    }
}
