using System.Runtime.CompilerServices;

namespace Hep.Data;

/// <summary>Reads the cells of one column, block by block.</summary>
internal abstract class CellParser(string name)
{
    /// <summary>The column's name in the header.</summary>
    public string Name { get; } = name;

    /// <summary>Reads the column's cells in all rows of a block, up to one that is not acceptable.</summary>
    /// <returns>The number of rows that were read.</returns>
    public abstract int Parse(ReadOnlySpan<byte> text, CsvRows rows, int column);

    /// <summary>Why a cell is not acceptable, as the end of a message.</summary>
    public abstract string Refusal(ReadOnlySpan<byte> cell);
}

/// <summary>A parser that makes one value of every cell.</summary>
internal abstract class CellParser<T>(string name) : CellParser(name)
{
    /// <summary>The values of the block that was read last; more memory than values.</summary>
    protected T[] Values { get; set; } = [];

    /// <summary>The values of some rows of the block that was read last.</summary>
    public ReadOnlySpan<T> Rows(int from, int count) => Values.AsSpan(from, count);

    /// <summary>Another parser of the same kind, for another thread.</summary>
    public abstract CellParser<T> Another();
}

/// <summary>A parser of one of the kinds of cells; a struct, so that the loop over the cells is compiled for that kind.</summary>
internal sealed class CellParser<T, TKind>(string name, TKind kind) : CellParser<T>(name)
    where TKind : struct, ICellKind<T>
{
    /// <inheritdoc/>
    public override CellParser<T> Another() => new CellParser<T, TKind>(Name, kind);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Parse(ReadOnlySpan<byte> text, CsvRows rows, int column)
    {
        if (Values.Length < rows.Count)
            Values = new T[rows.Count];
        var values = Values;
        var cells = rows.Cells;
        var width = rows.Width;
        for (int row = 0, cell = column; row < rows.Count; row++, cell += width)
        {
            if (!kind.TryParse(cells[cell].Of(text), out values[row]))
                return row;
        }

        return rows.Count;
    }

    /// <inheritdoc/>
    public override string Refusal(ReadOnlySpan<byte> cell) => kind.Refusal(cell);
}
