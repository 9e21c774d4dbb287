using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>Platt scaling of logits, z to a z + b; a and b are buffers, saved and exported with the network.</summary>
public sealed class Platt : Module<Tensor, Tensor>, IGraphLayer
{
    /// <summary>Takes the numbers.</summary>
    /// <param name="slope">a; not negative, so that the order of events stays.</param>
    /// <param name="offset">b.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the slope is negative.</exception>
    public Platt(float slope = 1, float offset = 0)
        : base(nameof(Platt))
    {
        Buffers.RequireNotNegative(slope, nameof(slope));
        Buffers.RequireFinite(offset, nameof(offset));
        register_buffer("slope", Buffers.Of(slope));
        register_buffer("offset", Buffers.Of(offset));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return ((input * get_buffer("slope")!) + get_buffer("offset")!).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) =>
        graph.Node("Add", graph.Node("Mul", input, Buffers.Emit(this, graph, "slope")), Buffers.Emit(this, graph, "offset"));
}
