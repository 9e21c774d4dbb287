using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>The layers with weights of a sequence of modules, see <see cref="ILayered"/>.</summary>
internal static class SequenceLayers
{
    /// <summary>Divides a sequence before each module with weights that is no normalisation; what comes before the first belongs to none.</summary>
    public static IReadOnlyList<IReadOnlyList<nn.Module>> Of(Sequential sequence)
    {
        var layers = new List<List<nn.Module>>();
        foreach (var module in sequence.children())
        {
            if (module is not (NormBase or LayerNorm) && module.parameters().Any())
                layers.Add([module]);
            else if (layers.Count > 0)
                layers[^1].Add(module);
        }

        return layers;
    }
}
