using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hep.Data;

/// <summary>Numbers of a file's type as numbers of memory's. A number that does not fit is refused.</summary>
internal static class NumberConversion
{
    /// <summary>Converts numbers that lie one behind the other. The source is put into the machine's byte order on the way.</summary>
    /// <returns>Null, or what does not fit.</returns>
    public static string? Convert<T>(ElementType type, Span<byte> source, Span<T> into)
        where T : unmanaged, INumber<T>
    {
        if (type.IsBigEndian)
            Reverse(source, type.Bytes);
        return (type.Kind, type.Bytes) switch
        {
            (ElementKind.Float, 2) => From<Half, T>(source, into),
            (ElementKind.Float, 4) => From<float, T>(source, into),
            (ElementKind.Float, 8) => From<double, T>(source, into),
            (ElementKind.Signed, 1) => From<sbyte, T>(source, into),
            (ElementKind.Signed, 2) => From<short, T>(source, into),
            (ElementKind.Signed, 4) => From<int, T>(source, into),
            (ElementKind.Signed, 8) => From<long, T>(source, into),
            (ElementKind.Unsigned, 2) => From<ushort, T>(source, into),
            (ElementKind.Unsigned, 4) => From<uint, T>(source, into),
            (ElementKind.Unsigned, 8) => From<ulong, T>(source, into),
            _ => From<byte, T>(source, into),
        };
    }

    /// <summary>Whether the file's bytes are the numbers as memory has them.</summary>
    public static bool IsSame<T>(ElementType type) => !type.IsBigEndian && BitConverter.IsLittleEndian && (type.Kind, type.Bytes) switch
    {
        (ElementKind.Float, 4) => typeof(T) == typeof(float),
        (ElementKind.Float, 8) => typeof(T) == typeof(double),
        (ElementKind.Signed, 4) => typeof(T) == typeof(int),
        (ElementKind.Signed, 8) => typeof(T) == typeof(long),
        (ElementKind.Unsigned, 8) => typeof(T) == typeof(ulong),
        _ => false,
    };

    private static void Reverse(Span<byte> bytes, int size)
    {
        if (size == 2)
            Reverse(MemoryMarshal.Cast<byte, ushort>(bytes));
        else if (size == 4)
            Reverse(MemoryMarshal.Cast<byte, uint>(bytes));
        else if (size == 8)
            Reverse(MemoryMarshal.Cast<byte, ulong>(bytes));
    }

    private static void Reverse(Span<ushort> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<uint> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static void Reverse(Span<ulong> values) => BinaryPrimitives.ReverseEndianness(values, values);

    private static string? From<TSource, T>(ReadOnlySpan<byte> source, Span<T> into)
        where TSource : unmanaged, INumber<TSource>
        where T : unmanaged, INumber<T>
    {
        var values = MemoryMarshal.Cast<byte, TSource>(source);
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            for (var i = 0; i < into.Length; i++)
            {
                into[i] = T.CreateTruncating(values[i]);
                if (typeof(T) == typeof(float) && T.IsInfinity(into[i]) && !TSource.IsInfinity(values[i]))
                    return TooFar(values[i]);
            }

            return null;
        }

        var place = 0;
        try
        {
            for (; place < into.Length; place++)
            {
                if (!TSource.IsInteger(values[place]))
                    return TSource.IsNaN(values[place]) ? "has NaN" : TSource.IsInfinity(values[place]) ? TooFar(values[place]) : "has a number that is not whole";
                into[place] = T.CreateChecked(values[place]);
            }

            return null;
        }
        catch (OverflowException)
        {
            return TooFar(values[place]);
        }
    }

    private static string TooFar<TSource>(TSource value)
        where TSource : INumber<TSource> => value > TSource.Zero ? "has a number that is too large" : "has a number that is too small";
}
