using System.Globalization;
using System.Runtime.InteropServices;

using Hep.Common;

namespace Hep.Data;

/// <summary>Writes NumPy <c>.npy</c> files: one array, in row-major order. A file appears under its name only when it is complete.</summary>
public static class NpyWriter
{
    // Room for the largest number of rows.
    private const int GrowingHeader = 192;

    /// <summary>Writes an array that is in memory.</summary>
    /// <typeparam name="T">A number of .NET, or <see cref="bool"/>.</typeparam>
    /// <param name="path">The file; what was there is replaced. Its folder is made if it is missing.</param>
    /// <param name="values">All elements, in row-major order.</param>
    /// <param name="shape">The sides; none for a single number.</param>
    /// <exception cref="ArgumentException">The shape does not hold that many elements.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write<T>(string path, ReadOnlyMemory<T> values, params IReadOnlyList<long> shape)
        where T : unmanaged
    {
        CheckShape(values.Length, shape);
        AtomicFile.Write(path, stream => WriteArray(stream, values.Span, shape));
    }

    /// <summary>Writes an array [N, ...] that comes part by part, and need not fit into memory.</summary>
    /// <typeparam name="T">A number of .NET, or <see cref="bool"/>.</typeparam>
    /// <param name="path">The file; what was there is replaced when the last part is written. Its folder is made if it is missing.</param>
    /// <param name="parts">Whole rows, in row-major order.</param>
    /// <param name="rowShape">The sides of one row; none for one number a row.</param>
    /// <exception cref="ArgumentException">A part has no whole rows.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void WriteParts<T>(string path, IEnumerable<ReadOnlyMemory<T>> parts, params IReadOnlyList<long> rowShape)
        where T : unmanaged
    {
        var rowLength = rowShape.Aggregate(1L, (product, side) => side > 0 ? checked(product * side) : throw new ArgumentException("the sides of a row are 1 or more", nameof(rowShape)));
        AtomicFile.Write(path, stream =>
        {
            var descr = $"'{NpyType.Code(typeof(T))}'";
            stream.Write(NpyHeader.Write(descr, [0, .. rowShape], GrowingHeader + (32 * rowShape.Count)));
            long rows = 0;
            foreach (var part in parts)
            {
                if (part.Length % rowLength != 0)
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{path}: {part.Length} elements are no whole rows of {rowLength}"), nameof(parts));
                WriteElements(stream, part.Span);
                rows += part.Length / rowLength;
            }

            stream.Position = 0;
            stream.Write(NpyHeader.Write(descr, [rows, .. rowShape], GrowingHeader + (32 * rowShape.Count)));
        });
    }

    /// <summary>Writes a table as a structured array [N, ...], a field for each column, of its type; texts become Unicode texts of the length of the longest.</summary>
    /// <param name="path">The file; what was there is replaced. Its folder is made if it is missing.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rowShape">The axes of one row, where it is more than one structure; the columns then hold the values of all.</param>
    /// <exception cref="ArgumentException">The columns do not go together, or hold no whole rows.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void WriteTable(string path, IReadOnlyList<Column> columns, params IReadOnlyList<long> rowShape)
    {
        var table = new NpyTable(PackedColumn.Of(columns), rowShape);
        AtomicFile.Write(path, table.Write);
    }

    internal static void CheckShape(int length, IReadOnlyList<long> shape)
    {
        if (shape.Any(s => s < 0) || shape.Aggregate(1L, (product, side) => checked(product * side)) != length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{length} elements have not the shape {StoredArray.Format(shape)}"), nameof(shape));
    }

    internal static void WriteArray<T>(Stream stream, ReadOnlySpan<T> values, IReadOnlyList<long> shape)
        where T : unmanaged
    {
        stream.Write(NpyHeader.Write($"'{NpyType.Code(typeof(T))}'", [.. shape]));
        WriteElements(stream, values);
    }

    private static void WriteElements<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        // Bytes of a span are counted in 31 bits.
        const int Most = 1 << 24;
        for (; !values.IsEmpty; values = values[Math.Min(Most, values.Length)..])
            stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(Most, values.Length)]));
    }
}
