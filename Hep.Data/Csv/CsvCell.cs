namespace Hep.Data;

/// <summary>Where a cell lies in the text of its block, without the quotes around it.</summary>
internal readonly record struct CsvCell(int Start, int Length)
{
    /// <summary>The cell's text.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);

    /// <summary>
    /// Makes one quote of every doubled one, in the block itself. The bytes that become free are overwritten with zeros, so that lines
    /// can still be counted.
    /// </summary>
    public CsvCell Unescape(Span<byte> text)
    {
        var cell = text.Slice(Start, Length);
        var to = 0;
        for (var from = 0; from < cell.Length; from++)
        {
            cell[to++] = cell[from];
            if (cell[from] == '"')
                from++;
        }

        cell[to..].Clear();
        return new CsvCell(Start, to);
    }
}
