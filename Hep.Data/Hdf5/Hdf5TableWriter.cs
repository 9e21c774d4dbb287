using System.Globalization;
using System.Runtime.InteropServices;

namespace Hep.Data;

/// <summary>A data set of structures (a compound type, as h5py makes of a structured array) of a file that is being written, to which rows are added.</summary>
public sealed unsafe class Hdf5TableWriter
{
    private readonly Hdf5Rows _rows;
    private readonly string _name;
    private readonly IReadOnlyList<(string Name, Type Element)> _fields;

    internal Hdf5TableWriter(Hdf5Rows rows, string name, IReadOnlyList<PackedColumn> columns) =>
        (_rows, _name, _fields) = (rows, name, [.. columns.Select(c => (c.Name, c.Element))]);

    /// <summary>The rows until now.</summary>
    public long Rows => _rows.Rows;

    /// <summary>Adds rows.</summary>
    /// <param name="columns">The columns with which the table was made, in the same order, with other values.</param>
    /// <exception cref="ArgumentException">These are other columns, or no whole rows.</exception>
    /// <exception cref="IOException">The disk is full, or broken.</exception>
    public void Append(params IReadOnlyList<Column> columns)
    {
        var packed = PackedColumn.Of(columns);
        if (!packed.Select(c => (c.Name, c.Element)).SequenceEqual(_fields))
            throw new ArgumentException($"table '{_name}': the columns are {Describe(packed.Select(c => (c.Name, c.Element)))}, expected {Describe(_fields)}", nameof(columns));
        if (packed[0].Count % _rows.RowLength != 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"table '{_name}': {packed[0].Count} values are no whole rows of {_rows.RowLength}"), nameof(columns));
        var stride = packed.Sum(SizeOf);
        var bytes = new byte[(long)stride * packed[0].Count];
        var texts = new List<Hdf5TextPointers>();
        try
        {
            var offset = 0;
            foreach (var column in packed)
            {
                if (column is PackedTexts text)
                {
                    texts.Add(new Hdf5TextPointers(text.Values));
                    for (var (item, place) = (0, offset); place < bytes.Length; item++, place += stride)
                        MemoryMarshal.Write(bytes.AsSpan(place), in texts[^1].Values[item]);
                }
                else
                {
                    column.Pack(0, bytes, stride, offset);
                }

                offset += SizeOf(column);
            }

            using var entered = Hdf5Library.Enter();
            fixed (byte* pointer = bytes)
                _rows.Append(pointer, packed[0].Count / _rows.RowLength);
        }
        finally
        {
            texts.ForEach(text => text.Dispose());
        }
    }

    /// <summary>The type of a table's structures, one field behind the other; inside of a scope of the library.</summary>
    internal static Hdf5Handle TypeOf(IReadOnlyList<PackedColumn> columns)
    {
        var types = columns.Select(c => c is PackedTexts ? Hdf5Types.Texts() : Hdf5Types.ForWriting(c.Element)).ToList();
        var packed = Hdf5Types.Packed([.. columns.Zip(types, (column, type) => (column.Name, type.Id))]);
        types.ForEach(type => type.Dispose());
        return packed;
    }

    private static int SizeOf(PackedColumn column) => column is PackedTexts ? sizeof(nint) : column.Size;

    private static string Describe(IEnumerable<(string Name, Type Element)> fields) => string.Join(", ", fields.Select(f => $"'{f.Name}' {f.Element.Name.ToLowerInvariant()}"));
}
