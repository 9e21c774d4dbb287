using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Isotonic calibration of logits: a line through K corners, z to v_0 + sum_k (v_k - v_(k-1)) clip((z - x_(k-1)) / (x_k - x_(k-1)), 0, 1), constant
/// beyond the first and the last. The corners are buffers, saved and exported with the network.
/// </summary>
public sealed class Isotonic : Module<Tensor, Tensor>, IGraphLayer
{
    /// <summary>Takes the corners.</summary>
    /// <param name="positions">x, logits, shape [K], rising; two or more.</param>
    /// <param name="values">v, calibrated logits, shape [K], not falling.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public Isotonic(float[] positions, float[] values)
        : base(nameof(Isotonic))
    {
        if (positions.Length < 2 || positions.Length != values.Length)
            throw new ArgumentException(FormattableString.Invariant($"{positions.Length} positions and {values.Length} values; expected as many of each, two or more"), nameof(values));
        for (var k = 0; k < positions.Length; k++)
        {
            if (!float.IsFinite(positions[k]) || !float.IsFinite(values[k]) || (k > 0 && !(positions[k] > positions[k - 1] && values[k] >= values[k - 1])))
                throw new ArgumentException(FormattableString.Invariant($"corner {k} is ({positions[k]}, {values[k]}); positions rise, values do not fall, and both are finite"), nameof(values));
        }

        register_buffer("positions", Buffers.Of(positions));
        register_buffer("values", Buffers.Of(values));
        RegisterComponents();
    }

    /// <summary>A line whose corners are to be loaded from a saved state.</summary>
    /// <param name="corners">How many, two or more.</param>
    public static Isotonic WithCorners(int corners)
    {
        var line = new float[corners];
        for (var k = 0; k < corners; k++)
            line[k] = k;
        return new Isotonic(line, line);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (x, v) = (get_buffer("positions")!, get_buffer("values")!);
        var last = x.shape[0] - 1;
        var (start, first) = (x.narrow(0, 0, last), v.narrow(0, 0, last));
        var share = ((input - start) / (x.narrow(0, 1, last) - start)).clamp(0, 1);
        return (share.matmul((v.narrow(0, 1, last) - first).unsqueeze(1)) + v[0]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input)
    {
        var (x, v) = (Buffers.Values(this, "positions"), Buffers.Values(this, "values"));
        var steps = x.Length - 1;
        var (widths, rises) = (new float[steps], new float[steps]);
        for (var k = 0; k < steps; k++)
            (widths[k], rises[k]) = (x[k + 1] - x[k], v[k + 1] - v[k]);
        var share = graph.Node("Div", graph.Node("Sub", input, graph.Constant("positions", x.AsSpan(0, steps), steps)), graph.Constant("widths", widths, steps));
        var inside = graph.Node("Clip", share, graph.Constant("zero", [0f]), graph.Constant("one", [1f]));
        return graph.Node("Add", graph.Node("MatMul", inside, graph.Constant("rises", rises, steps, 1)), graph.Constant("first_value", [v[0]], 1));
    }
}
