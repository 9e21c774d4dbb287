using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>The first lines and cells of an image that has grown too large by doubling, [B, C, H', W'] to [B, C, H, W].</summary>
internal sealed class CornerOfImage(long height, long width) : Module<Tensor, Tensor>(nameof(CornerOfImage)), IGraphLayer
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.narrow(2, 0, height).narrow(3, 0, width).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) =>
        graph.Node("Slice", input, graph.Integers("first", [0, 0]), graph.Integers("end", [height, width]), graph.Integers("axes", [2, 3]));
}
