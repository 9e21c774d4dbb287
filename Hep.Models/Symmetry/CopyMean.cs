using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>The mean over the copies of each event, [B K, 1] to [B, 1].</summary>
internal sealed class CopyMean(int copies) : Module<Tensor, Tensor>(nameof(CopyMean)), IGraphLayer
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.reshape(-1, copies).mean([1], keepdim: true).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input)
    {
        var weights = new float[copies];
        Array.Fill(weights, 1f / copies);
        return graph.Node("MatMul", graph.Node("Reshape", input, graph.Integers("by_event", [-1, copies])), graph.Constant("mean_of_copies", weights, copies, 1));
    }
}
