using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Hep.Models;

/// <summary>
/// Beta calibration of logits, z to a ln p - b ln(1 - p) + c with p = 1 / (1 + exp(-z)) (Kull, Silva Filho and Flach, AISTATS 2017, eq. 3); a, b
/// and c are buffers, saved and exported with the network.
/// </summary>
public sealed class Beta : Module<Tensor, Tensor>, IGraphLayer
{
    /// <summary>Takes the numbers.</summary>
    /// <param name="a">How much ln p counts; not negative.</param>
    /// <param name="b">How much -ln(1 - p) counts; not negative.</param>
    /// <param name="c">The offset.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or a or b is negative.</exception>
    public Beta(float a = 1, float b = 1, float c = 0)
        : base(nameof(Beta))
    {
        Buffers.RequireNotNegative(a, nameof(a));
        Buffers.RequireNotNegative(b, nameof(b));
        Buffers.RequireFinite(c, nameof(c));
        register_buffer("a", Buffers.Of(a));
        register_buffer("b", Buffers.Of(b));
        register_buffer("c", Buffers.Of(c));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        // ln p = -softplus(-z) and -ln(1 - p) = softplus(z), with softplus(z) = max(z, 0) + softplus(-|z|): no digit is lost at either end.
        using var scope = NewDisposeScope();
        var tail = log1p(exp(-input.abs()));
        var value = (get_buffer("b")! * (F.relu(input) + tail)) - (get_buffer("a")! * (F.relu(-input) + tail)) + get_buffer("c")!;
        return value.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input)
    {
        var negative = graph.Node("Neg", input);
        var one = graph.Constant("one", [1f]);
        var tail = graph.Node("Log", graph.Node("Add", graph.Node("Exp", graph.Node("Neg", graph.Node("Abs", input))), one));
        var ofSignal = graph.Node("Mul", graph.Node("Add", graph.Node("Relu", negative), tail), Buffers.Emit(this, graph, "a"));
        var ofBackground = graph.Node("Mul", graph.Node("Add", graph.Node("Relu", input), tail), Buffers.Emit(this, graph, "b"));
        return graph.Node("Add", graph.Node("Sub", ofBackground, ofSignal), Buffers.Emit(this, graph, "c"));
    }
}
