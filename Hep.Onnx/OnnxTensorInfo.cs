namespace Hep.Onnx;

/// <summary>An input or an output of an ONNX model.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="ElementType">"float", "int64", ...; "not a tensor" for maps and sequences.</param>
/// <param name="Shape">One entry an axis: its size, or its name where it is dynamic ("?" without a name). Empty for a scalar, and where the file does not say.</param>
public sealed record OnnxTensorInfo(string Name, string ElementType, IReadOnlyList<string> Shape)
{
    /// <summary>As in "features: float[batch, 30]".</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Name}: {ElementType}[{string.Join(", ", Shape)}]";
}
