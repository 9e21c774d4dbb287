using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>One argument of an operator, made by implicit conversion from what the caller has.</summary>
internal readonly struct Arg
{
    public readonly TagKind Kind;
    public readonly object? Reference;
    public readonly long Bits;

    private Arg(TagKind kind, object? reference, long bits = 0)
    {
        Kind = kind;
        Reference = reference;
        Bits = bits;
    }

    /// <summary>The default of the operator's schema.</summary>
    public static Arg Default => default;

    public static Arg None => new(TagKind.None, null);

    /// <summary>A list in which null means 'all of this dimension' (only aten::index and its kin take one).</summary>
    public static Arg OptionalTensors(Tensor?[] list) => new(TagKind.OptionalTensorList, list);

    /// <summary>The list, or the default of the operator's schema where there is none.</summary>
    public static Arg OrDefault(long[]? list) => list is null ? Default : list;

    /// <summary>The number as a list of one, or the default of the operator's schema where there is none.</summary>
    public static Arg OrDefault(long? number) => number is { } n ? (long[])[n] : Default;

    public static implicit operator Arg(Tensor? value) => value is null ? None : new(TagKind.Tensor, value);

    public static implicit operator Arg(Tensor[] value) => new(TagKind.TensorList, value);

    public static implicit operator Arg(long value) => new(TagKind.Int, null, value);

    public static implicit operator Arg(long? value) => value is { } v ? v : None;

    public static implicit operator Arg(int value) => new(TagKind.Int, null, value);

    public static implicit operator Arg(bool value) => new(TagKind.Bool, null, value ? 1 : 0);

    public static implicit operator Arg(bool? value) => value is { } v ? v : None;

    public static implicit operator Arg(double value) => new(TagKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Arg(double? value) => value is { } v ? v : None;

    public static implicit operator Arg(Scalar? value) => value is null ? None : new(value.Kind, null, value.Bits);

    public static implicit operator Arg(long[]? value) => value is null ? None : new(TagKind.IntList, value);

    public static implicit operator Arg(double[]? value) => value is null ? None : new(TagKind.DoubleList, value);

    public static implicit operator Arg(bool[] value) => new(TagKind.BoolList, value);

    public static implicit operator Arg(string? value) => value is null ? None : new(TagKind.String, value);

    public static implicit operator Arg(ScalarType value) => (long)value;

    public static implicit operator Arg(ScalarType? value) => value is { } v ? (long)v : None;

    public static implicit operator Arg(Device? value) => value is null ? None : new(TagKind.Device, value);

    public static implicit operator Arg(Generator? value) => value is null ? None : new(TagKind.Generator, value);
}
