using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Vector scaling of the logits of several classes, [B, C] to [B, C], z_k to a_k z_k + b_k (Guo et al., arXiv:1706.04599, section 4.2); a and b are buffers,
/// saved and exported with the network.
/// </summary>
public sealed class VectorScale : Module<Tensor, Tensor>, IGraphLayer
{
    private readonly int classes;

    /// <summary>Takes the numbers.</summary>
    /// <param name="factors">a, shape [C].</param>
    /// <param name="offsets">b, shape [C].</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public VectorScale(float[] factors, float[] offsets)
        : base(nameof(VectorScale))
    {
        if (factors.Length != offsets.Length)
            throw new ArgumentException(FormattableString.Invariant($"{factors.Length} factors but {offsets.Length} offsets"), nameof(offsets));
        if (factors.Concat(offsets).Any(value => !float.IsFinite(value)))
            throw new ArgumentException("factors and offsets are finite numbers", nameof(factors));
        classes = factors.Length;
        register_buffer("factors", Buffers.Of(factors));
        register_buffer("offsets", Buffers.Of(offsets));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, C].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireColumns(input, classes, nameof(VectorScale));
        using var scope = NewDisposeScope();
        return ((input * get_buffer("factors")!) + get_buffer("offsets")!).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) =>
        graph.Node("Add", graph.Node("Mul", input, Buffers.Emit(this, graph, "factors")), Buffers.Emit(this, graph, "offsets"));
}
