using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// The copies of each event one after the other, [B, F] to [B K, F]: sign x + shift, azimuths brought back into (-pi, pi], missing values as
/// they are. Computed in single precision whatever the input's type, so that no azimuth falls on the other side of pi in another precision.
/// </summary>
internal sealed class SymmetryCopies(int features, int copies, float[] sign, float[] shift, float[] limit, float? missing)
    : Module<Tensor, Tensor>(nameof(SymmetryCopies)), IGraphLayer
{
    private const float Turn = (float)(2 * Math.PI);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, F].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireColumns(input, features, nameof(SymmetryCopies));
        using var scope = NewDisposeScope();
        var (type, device) = (input.dtype, input.device);
        var single = input.to(ScalarType.Float32).unsqueeze(1);
        var moved = (single * tensor(sign, [copies, features]).to(device)) + tensor(shift, [copies, features]).to(device);
        moved = where(moved.gt(tensor(limit, [features]).to(device)), moved - Turn, moved);
        if (missing is { } sentinel)
            moved = where(single.eq(sentinel), single, moved);
        return moved.reshape(-1, features).to(type).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input)
    {
        var events = graph.Node("Reshape", input, graph.Integers("one_by_one", [-1, 1, features]));
        var moved = graph.Node("Mul", events, graph.Constant("sign", sign, copies, features));
        moved = graph.Node("Add", moved, graph.Constant("shift", shift, copies, features));
        var beyond = graph.Node("Greater", moved, graph.Constant("limit", limit, features));
        moved = graph.Node("Where", beyond, graph.Node("Sub", moved, graph.Constant("turn", [Turn])), moved);
        if (missing is { } sentinel)
            moved = graph.Node("Where", graph.Node("Equal", events, graph.Constant("missing", [sentinel])), events, moved);
        return graph.Node("Reshape", moved, graph.Integers("rows", [-1, features]));
    }
}
