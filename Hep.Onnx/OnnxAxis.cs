using Hep.Onnx.Protobuf;

namespace Hep.Onnx;

/// <summary>An axis of an input or an output: its size, or its name where the size is found out when the model runs. Made from either, as in <c>"length"</c> and <c>3</c>.</summary>
public readonly record struct OnnxAxis
{
    private readonly string? name;
    private readonly int size;

    private OnnxAxis(string? name, int size) => (this.name, this.size) = (name, size);

    /// <exception cref="ArgumentException">It is the axis that <c>default</c> makes, without name and size.</exception>
    internal TensorShapeProto.Types.Dimension Proto
    {
        get
        {
            if (name is not null)
                return new TensorShapeProto.Types.Dimension { DimParam = name };
            return size > 0 ? new TensorShapeProto.Types.Dimension { DimValue = size } : throw new ArgumentException("found an axis without name and size, expected one of the two");
        }
    }

    /// <summary>A dynamic axis.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static implicit operator OnnxAxis(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new OnnxAxis(name, 0);
    }

    /// <summary>An axis of a fixed size.</summary>
    /// <param name="size">The size.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not positive.</exception>
    public static implicit operator OnnxAxis(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return new OnnxAxis(null, size);
    }
}
