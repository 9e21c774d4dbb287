using static TorchSharp.torch;

namespace Hep.Training.Checkpoints;

/// <summary>Between tensors and the entries of a safetensors file.</summary>
internal static class TensorBytes
{
    private static readonly (string Name, ScalarType Type)[] Types =
    [
        ("F64", ScalarType.Float64), ("F32", ScalarType.Float32), ("F16", ScalarType.Float16), ("BF16", ScalarType.BFloat16),
        ("I64", ScalarType.Int64), ("I32", ScalarType.Int32), ("I16", ScalarType.Int16), ("I8", ScalarType.Int8),
        ("U8", ScalarType.Byte), ("BOOL", ScalarType.Bool),
    ];

    /// <summary>A copy of a tensor's elements.</summary>
    /// <exception cref="NotSupportedException">The format has no such type.</exception>
    public static SafeTensor Pack(string name, Tensor value)
    {
        if (value.device_type == TorchSharp.DeviceType.CPU && value.is_contiguous())
            return new SafeTensor(name, NameOf(value.dtype), value.shape, value.bytes.ToArray());
        using var scope = NewDisposeScope();
        var local = value.detach().cpu().contiguous();
        return new SafeTensor(name, NameOf(local.dtype), local.shape, local.bytes.ToArray());
    }

    /// <summary>A tensor on the CPU with a copy of an entry's elements.</summary>
    public static Tensor Unpack(SafeTensor saved)
    {
        var value = empty([.. saved.Shape], Array.Find(Types, type => type.Name == saved.Type).Type);
        saved.Data.Span.CopyTo(value.bytes);
        return value;
    }

    /// <summary>The format's word for a type.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static string NameOf(ScalarType type) =>
        Array.Find(Types, known => known.Type == type).Name ?? throw new NotSupportedException($"a tensor of {type} cannot be saved");
}
