using Hep.Data;
using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>
/// Raw features to network inputs, [B, F] to [B, G], as a layer: derived columns, the steps of the preprocessing, 0 for a missing value. The fitted numbers are
/// buffers, so that they are saved and exported with the network: nobody has to write a scaler again. It computes in single precision whatever the input's type, so that no angle falls on
/// the other side of pi, and no event on the other side of a condition, when the network is evaluated in another precision.
/// </summary>
public sealed class Preprocessor : InputStage
{
    private readonly Preprocessing fitted;

    /// <summary>Takes a preprocessing and copies its numbers.</summary>
    /// <param name="preprocessing">Fitted on the training events, or with placeholders that a checkpoint replaces.</param>
    public Preprocessor(Preprocessing preprocessing)
        : base(nameof(Preprocessor))
    {
        fitted = preprocessing;
        for (var i = 0; i < preprocessing.Numbers.Count; i++)
            register_buffer(preprocessing.NumberNames[i], tensor(preprocessing.Numbers[i]).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>Raw features F.</summary>
    public override int Inputs => fitted.Inputs;

    /// <summary>Network inputs G.</summary>
    public override int Outputs => fitted.Outputs.Count;

    /// <summary>The names of the network's inputs, [G].</summary>
    public override IReadOnlyList<string> OutputNames => fitted.Outputs;

    /// <inheritdoc/>
    public override int EventsAtOnce => 1 << 14;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, F].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireColumns(input, Inputs, nameof(Preprocessor));
        using var scope = NewDisposeScope();
        var inputs = fitted.Apply(new TensorAlgebra(input.device), input.to(ScalarType.Float32), i => Buffer(i).to(ScalarType.Float32));
        return inputs.to(input.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string Emit(IGraph graph, string input) => fitted.Apply(new GraphAlgebra(graph), input, i => Constant(graph, i));

    private Tensor Buffer(int index) => get_buffer(fitted.NumberNames[index])!;

    private string Constant(IGraph graph, int index)
    {
        using var values = Buffer(index).to(ScalarType.Float32).cpu();
        var numbers = values.data<float>().ToArray();
        return graph.Constant(fitted.NumberNames[index], numbers, numbers.Length);
    }
}
