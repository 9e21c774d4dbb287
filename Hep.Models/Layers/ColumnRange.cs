using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>Some neighbouring columns of a row, [B, F] to [B, count].</summary>
internal sealed class ColumnRange(long first, long count) : Module<Tensor, Tensor>(nameof(ColumnRange)), IGraphLayer
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.narrow(1, first, count);

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) =>
        graph.Node("Slice", input, graph.Integers("first", [first]), graph.Integers("end", [first + count]), graph.Integers("axis", [1]));
}
