using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>
/// What a layer of ours needs to write itself as nodes of an inference graph (ONNX operators and their attributes). It is
/// implemented by the exporter, so that a layer can keep its graph next to its forward pass and still know no file format.
/// </summary>
public interface IGraph
{
    /// <summary>Adds a constant tensor of floats.</summary>
    /// <param name="name">The name wished for.</param>
    /// <param name="data">The elements in row-major order.</param>
    /// <param name="dims">The shape; none for a scalar.</param>
    /// <returns>The value's name.</returns>
    string Constant(string name, ReadOnlySpan<float> data, params ReadOnlySpan<int> dims);

    /// <summary>Adds a constant tensor of floats.</summary>
    /// <param name="name">The name wished for.</param>
    /// <param name="values">The elements, of any type and on any device; copied in single precision.</param>
    /// <returns>The value's name.</returns>
    string Constant(string name, Tensor values);

    /// <summary>Adds a constant list of whole numbers: a shape, axes or indices.</summary>
    /// <param name="name">The name wished for.</param>
    /// <param name="data">The elements.</param>
    /// <returns>The value's name.</returns>
    string Integers(string name, ReadOnlySpan<long> data);

    /// <summary>Adds a module that another one is made of, as the exporter adds it where it stands alone.</summary>
    /// <param name="module">The module.</param>
    /// <param name="input">The name of its input.</param>
    /// <returns>The name of its output.</returns>
    string Module(nn.Module<Tensor, Tensor> module, string input);

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">The ONNX operator, as in "Where".</param>
    /// <param name="inputs">The names of its inputs, in order.</param>
    /// <returns>The output's name.</returns>
    string Node(string operation, params ReadOnlySpan<string> inputs);

    /// <summary>Adds a node that works along one axis, such as Concat or Gather.</summary>
    /// <param name="operation">The ONNX operator, as in "Concat".</param>
    /// <param name="axis">The axis.</param>
    /// <param name="inputs">The names of its inputs, in order.</param>
    /// <returns>The output's name.</returns>
    string Along(string operation, int axis, params ReadOnlySpan<string> inputs);

    /// <summary>Adds a node that reduces one axis, which stays with length 1, such as ReduceMax.</summary>
    /// <param name="operation">The ONNX operator that takes its axes as an attribute.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="input">The name of its input.</param>
    /// <returns>The output's name.</returns>
    string Reduce(string operation, int axis, string input);

    /// <summary>Adds an exchange of axes.</summary>
    /// <param name="input">The name of the value.</param>
    /// <param name="axes">Which axis of the input each axis of the output is.</param>
    /// <returns>The output's name.</returns>
    string Transpose(string input, params ReadOnlySpan<int> axes);

    /// <summary>Adds the choice of the smallest values along the last axis.</summary>
    /// <param name="input">The name of the values.</param>
    /// <param name="count">The name of how many, at most the length of the axis: a list of one whole number.</param>
    /// <returns>The names of the chosen values, rising, and of their places on the axis.</returns>
    (string Values, string Places) Smallest(string input, string count);

    /// <summary>Adds a conversion to another type of numbers.</summary>
    /// <param name="input">The name of the value.</param>
    /// <param name="type">Float32, Float64, Int32 or Int64.</param>
    /// <returns>The output's name.</returns>
    string Cast(string input, ScalarType type);

    /// <summary>Adds a recurrent layer with all its layers and directions.</summary>
    /// <param name="layer">The layer, whose weights are copied.</param>
    /// <param name="input">The name of the values, [B, L, F].</param>
    /// <param name="lengths">The name of the real places of each sequence, 1 to L: whole numbers, [B]; null: every place is real.</param>
    /// <param name="hidden">The name of the hidden state before the first place, [layers x directions, B, H]; null: zero.</param>
    /// <param name="cell">The name of the cell state before the first place, which only an LSTM has; null: zero.</param>
    /// <returns>The names of the outputs, [B, L, O], and of the states behind the last real place (backwards: the first), of the shape of those before.</returns>
    (string Outputs, string Hidden, string? Cell) Recurrence(Recurrent layer, string input, string? lengths, string? hidden, string? cell);
}
