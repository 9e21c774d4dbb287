namespace Hep.Data;

/// <summary>Columns of a data frame side by side, [N] or [N, F], gathered from the blocks that hold them.</summary>
internal sealed class PandasColumns : StoredArray
{
    private const long LargestBuffer = 1 << 20;

    private readonly IReadOnlyList<PandasColumn> _columns;

    public PandasColumns(string origin, string name, IReadOnlyList<long> shape, ElementType type, IReadOnlyList<PandasColumn> columns)
        : base(origin, name, shape, type) => _columns = columns;

    private protected override void ReadNumbers<T>(long first, long count, Span<T> into)
    {
        foreach (var block in _columns.Select((column, place) => (column, place)).GroupBy(c => c.column.Block!))
        {
            var start = block.Min(c => c.column.Index);
            var width = block.Max(c => c.column.Index) - start + 1;
            var step = Math.Clamp(LargestBuffer / width, 1, count);
            var buffer = new T[step * width];
            for (long row = 0; row < count; row += step)
            {
                var rows = Math.Min(step, count - row);
                var values = buffer.AsSpan(0, (int)(rows * width));
                var offset = ReadBlock(block.Key, first + row, rows, start, width, ref values);
                foreach (var (column, place) in block)
                    Scatter(values, column.Index - offset, into[(int)(row * _columns.Count)..], place, rows);
            }
        }
    }

    private protected override string[] ReadText(long first, long count)
    {
        var column = _columns[0];
        var texts = column.Block!.ReadTexts(first, count);
        var width = (int)column.Block.RowLength;
        return width == 1 ? texts : [.. Enumerable.Range(0, (int)count).Select(row => texts[(row * width) + column.Index])];
    }

    private protected override StoredArray Select(IReadOnlyList<ElementField> fields, bool isMatrix) => throw new InvalidOperationException("a column has no fields");

    // Only a data set of two axes gives some of its columns alone; the number of columns before those in the buffer comes back.
    private static int ReadBlock<T>(StoredArray block, long first, long rows, int start, int width, ref Span<T> values)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        if (block is Hdf5DataSet { IsPlainMatrix: true } matrix)
        {
            matrix.ReadColumns(first, rows, start, width, values);
            return start;
        }

        values = new T[rows * block.RowLength];
        ReadRows(block, first, rows, values);
        return 0;
    }

    private void Scatter<T>(Span<T> values, int column, Span<T> into, int place, long rows)
    {
        var width = (int)(values.Length / rows);
        for (var row = 0; row < rows; row++)
            into[(row * _columns.Count) + place] = values[(row * width) + column];
    }
}
