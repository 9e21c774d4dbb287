using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Hep.Data;

/// <summary>An array of a NumPy file, or fields of one.</summary>
internal sealed class NpyArray : StoredArray
{
    private const int BlockBytes = 1 << 18;

    private readonly INpyBytes _bytes;
    private readonly int _stride;
    private readonly bool _isFortran;
    private readonly IReadOnlyList<long> _outer;
    private readonly IReadOnlyList<ElementField> _parts;

    public NpyArray(INpyBytes bytes, NpyHeader header, string origin, string name)
        : base(origin, name, header.Shape, header.Type)
    {
        (_bytes, _stride, _isFortran, _outer) = (bytes, header.Type.Bytes, header.IsFortran && header.Shape.Count > 1, header.Shape);
        _parts = [new ElementField("", header.Type, [])];
    }

    private NpyArray(NpyArray whole, IReadOnlyList<ElementField> parts, string origin, IReadOnlyList<long> shape, ElementType type)
        : base(origin, whole.Name, shape, type) =>
        (_bytes, _stride, _isFortran, _outer, _parts) = (whole._bytes, whole._stride, whole._isFortran, whole._outer, parts);

    // The structures, or plain elements, of a row in the file.
    private long OuterRow => _outer.Skip(1).Aggregate(1L, (product, side) => product * side);

    private protected override void ReadNumbers<T>(long first, long count, Span<T> into)
    {
        var perItem = (int)_parts.Sum(p => p.Length);
        if (_parts.Count == 1 && _parts[0].Type.Bytes * _parts[0].Length == _stride && !_isFortran && NumberConversion.IsSame<T>(Type))
        {
            _bytes.Read(first * OuterRow * _stride, MemoryMarshal.AsBytes(into));
            return;
        }

        var block = new byte[Math.Max(_stride, (int)Math.Min(BlockBytes / _stride * _stride, count * OuterRow * _stride))];
        var scratch = new byte[_parts.Max(p => p.Length * p.Type.Bytes)];
        string? why = null;
        foreach (var (item, items, step) in Runs(first, count, block.Length / _stride))
        {
            var bytes = block.AsSpan(0, items.Count * _stride);
            _bytes.Read(items.Place * _stride, bytes);
            why ??= Convert(bytes, into, item, step, perItem, scratch);
        }

        if (why is not null)
            throw DoesNotFit<T>(why, first, count);
    }

    private protected override string[] ReadText(long first, long count)
    {
        var part = _parts[0];
        var texts = new string[count * RowLength];
        var block = new byte[Math.Max(_stride, BlockBytes / Math.Max(1, _stride) * _stride)];
        foreach (var (item, items, step) in Runs(first, count, block.Length / Math.Max(1, _stride)))
        {
            var bytes = block.AsSpan(0, items.Count * _stride);
            _bytes.Read(items.Place * _stride, bytes);
            for (var i = 0; i < items.Count; i++)
            {
                for (var inner = 0; inner < part.Length; inner++)
                    texts[((item + (i * step)) * part.Length) + inner] = Decode(bytes.Slice((i * _stride) + part.Offset + (inner * part.Type.Bytes), part.Type.Bytes), part.Type);
            }
        }

        return texts;
    }

    private protected override NpyArray Select(IReadOnlyList<ElementField> fields, bool isMatrix)
    {
        if (_parts[0].Length > 1)
            throw new InvalidDataException($"{Origin}: is a structure inside of an array of a structure; its fields cannot be read");
        List<ElementField> parts = [.. fields.Select(f => f with { Offset = _parts[0].Offset + f.Offset })];
        return new NpyArray(this, parts, OriginOf(fields, isMatrix), ShapeOf(fields, isMatrix), TypeOf(fields));
    }

    private static string Decode(ReadOnlySpan<byte> bytes, ElementType type) => type.Words is null
        ? Encoding.UTF8.GetString(bytes.TrimEnd((byte)0))
        : new UTF32Encoding(type.IsBigEndian, byteOrderMark: false).GetString(bytes).TrimEnd('\0');

    // What is read in one go: which element of the rows it begins with, where that is in the file, and how far its next one is among the rows.
    private IEnumerable<(long Item, (long Place, int Count) Items, long Step)> Runs(long first, long count, int most)
    {
        if (!_isFortran)
        {
            var all = count * OuterRow;
            for (long item = 0; item < all; item += most)
                yield return (item, ((first * OuterRow) + item, (int)Math.Min(most, all - item)), 1);
            yield break;
        }

        // The first axis runs fastest: of each place in a row, the rows' elements lie together. The places run with the second axis first.
        for (long place = 0; place < OuterRow; place++)
        {
            var inRow = RowMajor(place);
            for (long row = 0; row < count; row += most)
                yield return ((row * OuterRow) + inRow, ((place * Rows) + first + row, (int)Math.Min(most, count - row)), OuterRow);
        }
    }

    private long RowMajor(long place)
    {
        long item = 0, weight = OuterRow;
        for (var axis = 1; axis < _outer.Count; axis++)
        {
            weight /= _outer[axis];
            item += place % _outer[axis] * weight;
            place /= _outer[axis];
        }

        return item;
    }

    private string? Convert<T>(Span<byte> bytes, Span<T> into, long item, long step, int perItem, byte[] scratch)
        where T : unmanaged, INumber<T>
    {
        if (_parts.Count == 1 && step == 1 && _parts[0].Length * _parts[0].Type.Bytes == _stride)
            return NumberConversion.Convert(_parts[0].Type, bytes, into.Slice((int)item * perItem, bytes.Length / _parts[0].Type.Bytes));
        string? why = null;
        for (var i = 0; i < bytes.Length / _stride; i++)
        {
            var target = into.Slice((int)(item + (i * step)) * perItem, perItem);
            foreach (var part in _parts)
            {
                var source = bytes.Slice((i * _stride) + part.Offset, (int)part.Length * part.Type.Bytes);
                // Two fields of a selection may be the same one, whose bytes the conversion turns round.
                source.CopyTo(scratch);
                why ??= NumberConversion.Convert(part.Type, scratch.AsSpan(0, source.Length), target[..(int)part.Length]);
                target = target[(int)part.Length..];
            }
        }

        return why;
    }
}
