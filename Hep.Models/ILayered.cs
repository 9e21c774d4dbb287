using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>
/// A network whose layers with weights can be told apart, so that the first ones can be held as they are, or the last one be trained in another way. A layer is a module with
/// weights (a linear map, a convolution, a residual block, an inception module, a maxout) with all that follows it up to the next one: normalisation, activation, pooling, dropout.
/// </summary>
public interface ILayered
{
    /// <summary>The layers, first to last, each with its modules; the last one is the head, one linear map to the outputs. There are <see cref="ModelOptions.Layers"/>.</summary>
    IReadOnlyList<IReadOnlyList<nn.Module>> Layers { get; }
}
