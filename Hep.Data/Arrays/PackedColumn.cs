using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hep.Data;

/// <summary>A column as one field of packed structures.</summary>
internal abstract class PackedColumn
{
    private protected PackedColumn(string name, Type element, int size, int count) => (Name, Element, Size, Count) = (name, element, size, count);

    /// <summary>The name of the field.</summary>
    public string Name { get; }

    /// <summary>The type of .NET; <see cref="string"/> for texts.</summary>
    public Type Element { get; }

    /// <summary>The bytes of one element; 0 for texts.</summary>
    public int Size { get; }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>The columns of a table, checked.</summary>
    /// <exception cref="ArgumentException">There are none, their lengths differ, a name comes twice, or a type cannot be written.</exception>
    public static IReadOnlyList<PackedColumn> Of(IReadOnlyList<Column> columns)
    {
        if (columns.Count == 0)
            throw new ArgumentException("a table needs a column", nameof(columns));
        if (columns.FirstOrDefault(c => c.Count != columns[0].Count) is { } odd)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"column '{odd.Name}' has {odd.Count} values, '{columns[0].Name}' has {columns[0].Count}"), nameof(columns));
        if (columns.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() != columns.Count)
            throw new ArgumentException("two columns have the same name", nameof(columns));
        return [.. columns.Select(Of)];
    }

    /// <summary>Puts elements into their places in structures; texts are the caller's.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="rows">The structures, of which each has a length of <paramref name="stride"/>.</param>
    /// <param name="stride">The length of a structure.</param>
    /// <param name="offset">The place of this field in it.</param>
    public abstract void Pack(int first, Span<byte> rows, int stride, int offset);

    private static PackedColumn Of(Column column) => column switch
    {
        FeatureColumn c => new Numbers<float>(c.Name, c.Values),
        NumberColumn c => new Numbers<double>(c.Name, c.Values),
        IdColumn c => new Numbers<ulong>(c.Name, c.Values),
        TextColumn c => new PackedTexts(c.Name, c.Values),
        ValueColumn<float> c => new Numbers<float>(c.Name, c.Values),
        ValueColumn<double> c => new Numbers<double>(c.Name, c.Values),
        ValueColumn<sbyte> c => new Numbers<sbyte>(c.Name, c.Values),
        ValueColumn<byte> c => new Numbers<byte>(c.Name, c.Values),
        ValueColumn<short> c => new Numbers<short>(c.Name, c.Values),
        ValueColumn<ushort> c => new Numbers<ushort>(c.Name, c.Values),
        ValueColumn<int> c => new Numbers<int>(c.Name, c.Values),
        ValueColumn<uint> c => new Numbers<uint>(c.Name, c.Values),
        ValueColumn<long> c => new Numbers<long>(c.Name, c.Values),
        ValueColumn<ulong> c => new Numbers<ulong>(c.Name, c.Values),
        ValueColumn<bool> c => new Numbers<bool>(c.Name, c.Values),
        _ => throw new ArgumentException($"column '{column.Name}' has values of a type that no table can hold: {column.GetType().Name}", nameof(column)),
    };

    private sealed class Numbers<T>(string name, T[] values) : PackedColumn(name, typeof(T), Unsafe.SizeOf<T>(), values.Length)
        where T : unmanaged
    {
        public override void Pack(int first, Span<byte> rows, int stride, int offset)
        {
            for (var (item, place) = (first, offset); place < rows.Length; item++, place += stride)
                MemoryMarshal.Write(rows[place..], in values[item]);
        }
    }
}
