using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// The largest of several linear maps, [B, U] to [B, V]: h_v = max_k (x W_kv + b_kv) (arXiv:1302.4389, section 3). The maps are one PyTorch <c>nn.Linear</c> called <c>linear</c>
/// with the units of the first map first.
/// </summary>
internal sealed class Maxout : Module<Tensor, Tensor>, IGraphLayer
{
    private readonly Linear linear;
    private readonly long units;
    private readonly int pieces;

    public Maxout(long inputs, long units, int pieces)
        : base(nameof(Maxout))
    {
        (this.units, this.pieces) = (units, pieces);
        linear = Linear(inputs, units * pieces);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return linear.call(input).view(-1, pieces, units).amax(1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input)
    {
        var maps = new string[pieces];
        for (var piece = 0; piece < pieces; piece++)
        {
            var weight = graph.Constant("weight", linear.weight.narrow(0, piece * units, units).t());
            maps[piece] = graph.Node("Add", graph.Node("MatMul", input, weight), graph.Constant("bias", linear.bias!.narrow(0, piece * units, units)));
        }

        return graph.Node("Max", maps);
    }
}
