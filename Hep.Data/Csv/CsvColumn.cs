using System.Runtime.CompilerServices;

namespace Hep.Data;

/// <summary>A column that is wanted: its cells are parsed block by block, on any thread, and gathered here in the order of the file.</summary>
internal abstract class CsvColumn(string name)
{
    /// <summary>The column's name in the header.</summary>
    public string Name { get; } = name;

    /// <summary>The memory of the values.</summary>
    public abstract long Bytes { get; }

    /// <summary>A parser of the column's cells.</summary>
    public abstract CellParser NewParser();

    /// <summary>Takes over values that one of the column's parsers has read.</summary>
    /// <param name="parser">The parser.</param>
    /// <param name="from">The first row of its block to take.</param>
    /// <param name="count">The number of rows to take.</param>
    /// <param name="foreseen">How many rows there will probably be in all; memory is made for them.</param>
    public abstract void Add(CellParser parser, int from, int count, int foreseen);

    /// <summary>Gives memory up that no value needs.</summary>
    /// <returns>The size of what became free, in bytes.</returns>
    public abstract long Trim();

    /// <summary>A column of finite numbers in single precision.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="missing">The number which stands for a missing value, for messages; null: none.</param>
    public static CsvColumn<float> Features(string name, float? missing) => Of<float, CellKinds.Feature>(name, new(missing));

    /// <summary>A column of finite numbers in double precision.</summary>
    public static CsvColumn<double> Numbers(string name) => Of<double, CellKinds.Number>(name, new());

    /// <summary>A column of whole numbers from 0 to 2^64 - 1.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="meaning">What they are, for messages.</param>
    public static CsvColumn<ulong> Ids(string name, string meaning = "an event id") => Of<ulong, CellKinds.Id>(name, new(meaning));

    /// <summary>A column of class names, as indices into <paramref name="classes"/>.</summary>
    public static CsvColumn<int> Labels(string name, IReadOnlyList<string> classes) => Of<int, CellKinds.Label>(name, new(classes));

    /// <summary>A column of texts, kept to the letter.</summary>
    public static CsvColumn<string> Texts(string name) => Of<string, CellKinds.Text>(name, new());

    private static CsvColumn<T> Of<T, TKind>(string name, TKind kind)
        where TKind : struct, ICellKind<T> => new(new CellParser<T, TKind>(name, kind));
}

/// <summary>A column that is wanted as values of one type.</summary>
internal sealed class CsvColumn<T>(CellParser<T> parser) : CsvColumn(parser.Name)
{
    private T[] values = [];
    private int count;

    /// <inheritdoc/>
    public override long Bytes => (long)values.Length * Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public override CellParser NewParser() => parser.Another();

    /// <inheritdoc/>
    public override void Add(CellParser parser, int from, int count, int foreseen)
    {
        var needed = this.count + count;
        if (values.Length < needed)
        {
            // What is never written to costs no memory, but address space.
            var larger = GC.AllocateUninitializedArray<T>(Math.Max(needed, foreseen));
            values.AsSpan(0, this.count).CopyTo(larger);
            values = larger;
        }

        ((CellParser<T>)parser).Rows(from, count).CopyTo(values.AsSpan(this.count));
        this.count = needed;
    }

    /// <inheritdoc/>
    public override long Trim()
    {
        if (values.Length == count)
            return 0;
        var dropped = Bytes;
        values = values.AsSpan(0, count).ToArray();
        return dropped;
    }

    /// <summary>Hands out the values, [N], and begins anew.</summary>
    public T[] Take()
    {
        Trim();
        var taken = values;
        (values, count) = ([], 0);
        return taken;
    }
}
