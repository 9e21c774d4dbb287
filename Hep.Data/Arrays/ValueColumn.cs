using System.Globalization;

namespace Hep.Data;

/// <summary>A column of numbers, or of false and true, of any size, for tables in HDF5 and NumPy files.</summary>
/// <typeparam name="T">A number of .NET, or <see cref="bool"/>.</typeparam>
/// <param name="Name">The name of the field.</param>
/// <param name="Values">The values; where the table's rows have axes of their own, all of them in row-major order.</param>
public sealed record ValueColumn<T>(string Name, T[] Values) : Column(Name)
    where T : unmanaged
{
    /// <inheritdoc/>
    public override int Count => Values.Length;

    internal override int Format(int row, Span<byte> target) => Values[row] switch
    {
        bool isTrue => target.Length == 0 ? -1 : Digit(target, isTrue),
        IUtf8SpanFormattable number => number.TryFormat(target, out var written, default, CultureInfo.InvariantCulture) ? written : -1,
        _ => throw new NotSupportedException($"column '{Name}': {typeof(T).Name} has no text"),
    };

    internal override ValueColumn<T> Pick(ReadOnlySpan<int> rows) => this with { Values = Gather(Values, rows) };

    private static int Digit(Span<byte> target, bool isTrue)
    {
        target[0] = isTrue ? (byte)'1' : (byte)'0';
        return 1;
    }
}
