using System.Globalization;
using System.Text;

namespace Hep.Data;

/// <summary>A table on its way into a structured array.</summary>
internal sealed class NpyTable
{
    private const int BlockRows = 1 << 12;
    private const int LetterBytes = 4;

    private readonly IReadOnlyList<PackedColumn> _columns;
    private readonly int[] _sizes;
    private readonly IReadOnlyList<long> _shape;

    /// <exception cref="ArgumentException">The columns hold no whole rows.</exception>
    public NpyTable(IReadOnlyList<PackedColumn> columns, IReadOnlyList<long> rowShape)
    {
        _columns = columns;
        var rowLength = rowShape.Aggregate(1L, (product, side) => side > 0 ? checked(product * side) : throw new ArgumentException("the sides of a row are 1 or more", nameof(rowShape)));
        if (columns[0].Count % rowLength != 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{columns[0].Count} values are no whole rows of {rowLength}"), nameof(columns));
        _shape = [columns[0].Count / rowLength, .. rowShape];
        _sizes = [.. columns.Select(c => c is PackedTexts texts ? LetterBytes * Longest(texts) : c.Size)];
    }

    /// <summary>Writes header and structures.</summary>
    public void Write(Stream stream)
    {
        var fields = _columns.Select((c, i) => $"({Quote(c.Name)}, '{(c is PackedTexts ? string.Create(CultureInfo.InvariantCulture, $"<U{_sizes[i] / LetterBytes}") : NpyType.Code(c.Element))}')");
        stream.Write(NpyHeader.Write($"[{string.Join(", ", fields)}]", [.. _shape]));
        var stride = _sizes.Sum();
        var block = new byte[BlockRows * stride];
        for (var first = 0; first < _columns[0].Count; first += BlockRows)
        {
            var rows = block.AsSpan(0, Math.Min(BlockRows, _columns[0].Count - first) * stride);
            var offset = 0;
            for (var c = 0; c < _columns.Count; offset += _sizes[c], c++)
            {
                if (_columns[c] is PackedTexts texts)
                    Pack(texts, first, rows, stride, offset, _sizes[c]);
                else
                    _columns[c].Pack(first, rows, stride, offset);
            }

            stream.Write(rows);
        }
    }

    private static int Longest(PackedTexts texts) => texts.Values.Select(t => t.EnumerateRunes().Count()).DefaultIfEmpty(0).Max() is var longest and > 0 ? longest : 1;

    private static string Quote(string name) => $"'{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static void Pack(PackedTexts texts, int first, Span<byte> rows, int stride, int offset, int size)
    {
        for (var (item, place) = (first, offset); place < rows.Length; item++, place += stride)
        {
            var target = rows.Slice(place, size);
            target.Clear();
            _ = Encoding.UTF32.GetBytes(texts.Values[item], target);
        }
    }
}
