using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number of any kind, as operators take it.</summary>
public sealed class Scalar : IDisposable
{
    internal Scalar(TagKind kind, long bits)
    {
        Kind = kind;
        Bits = bits;
    }

    public torch.ScalarType Type => Kind switch
    {
        TagKind.Double => torch.ScalarType.Float64,
        TagKind.Bool => torch.ScalarType.Bool,
        _ => torch.ScalarType.Int64,
    };

    internal TagKind Kind { get; }

    internal long Bits { get; }

    internal double Value => Kind == TagKind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static implicit operator Scalar(double value) => new(TagKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Scalar(float value) => (double)value;

    public static implicit operator Scalar(long value) => new(TagKind.Int, value);

    public static implicit operator Scalar(int value) => new(TagKind.Int, value);

    public static implicit operator Scalar(short value) => new(TagKind.Int, value);

    public static implicit operator Scalar(byte value) => new(TagKind.Int, value);

    public static implicit operator Scalar(sbyte value) => new(TagKind.Int, value);

    public static implicit operator Scalar(bool value) => new(TagKind.Bool, value ? 1 : 0);

    /// <summary>Nothing is held; there because the package has it.</summary>
    public void Dispose()
    {
    }
}
