using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

public class NamedOnnxValue
{
    protected NamedOnnxValue(string name, object value)
    {
        Name = name;
        Value = value;
    }

    public string Name { get; set; }

    public object Value { get; set; }

    public OnnxValueType ValueType => Value is TensorBase ? OnnxValueType.ONNX_TYPE_TENSOR : OnnxValueType.ONNX_TYPE_UNKNOWN;

    public static NamedOnnxValue CreateFromTensor<T>(string name, Tensor<T> value) => new(name, value);

    public Tensor<T> AsTensor<T>() => Value as Tensor<T>;

    public IEnumerable<T> AsEnumerable<T>() => Value as IEnumerable<T>;

    internal OrtValue ToOrtValue(NodeMetadata expected, bool isOutput)
    {
        if (Value is not TensorBase tensor)
            throw new NotSupportedException($"'{Name}' is a {Value?.GetType().Name ?? "null"}; only tensors can be passed to a model here.");
        var found = tensor.ElementDataType;
        if (found != expected.ElementDataType)
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Tensor element data type discovered: {found} metadata expected: {expected.ElementDataType}");
        return tensor.ToOrtValue(isOutput);
    }
}
