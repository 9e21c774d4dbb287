using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>An output, whose tensor looks at memory of ONNX Runtime. After Dispose every access to that memory throws.</summary>
public class DisposableNamedOnnxValue : NamedOnnxValue, IDisposable
{
    private readonly OrtValue _value;

    internal DisposableNamedOnnxValue(string name, OrtValue value)
        : base(name, ToTensor(name, value))
    {
        _value = value;
        ElementType = value.GetTensorTypeAndShape().ElementDataType;
    }

    public TensorElementType ElementType { get; }

    public void Dispose()
    {
        _value.Dispose();
        GC.SuppressFinalize(this);
    }

    private static TensorBase ToTensor(string name, OrtValue value)
    {
        if (!value.IsTensor)
            throw new NotSupportedException($"The output '{name}' is of kind {value.OnnxType}; only tensors are supported here.");
        return value.GetTensorTypeAndShape().ElementDataType switch
        {
            TensorElementType.Float => Over<float>(value),
            TensorElementType.Double => Over<double>(value),
            TensorElementType.Int64 => Over<long>(value),
            TensorElementType.Int32 => Over<int>(value),
            TensorElementType.Bool => Over<bool>(value),
            TensorElementType.UInt8 => Over<byte>(value),
            TensorElementType.Int8 => Over<sbyte>(value),
            TensorElementType.Int16 => Over<short>(value),
            TensorElementType.UInt16 => Over<ushort>(value),
            TensorElementType.UInt32 => Over<uint>(value),
            TensorElementType.UInt64 => Over<ulong>(value),
            var other => throw new NotSupportedException($"The output '{name}' holds elements of type {other}, which are not supported here."),
        };
    }

    private static DenseTensor<T> Over<T>(OrtValue value)
        where T : unmanaged
    {
        var memory = new ValueMemory<T>(value);
        return new DenseTensor<T>(memory.Memory, Array.ConvertAll(value.GetTensorTypeAndShape().Shape, size => checked((int)size)));
    }
}
