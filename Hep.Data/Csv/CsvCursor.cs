namespace Hep.Data;

/// <summary>Walks over the cells of a block of whole records (RFC 4180; a quote inside an unquoted cell is a plain character).</summary>
internal ref struct CsvCursor(ReadOnlySpan<byte> block, long firstLine)
{
    /// <summary>The fault of a cell whose closing quote is not in the block.</summary>
    public const string NeverClosed = "a cell in quotes is never closed";

    private ReadOnlySpan<byte> rest = block;

    /// <summary>Whether a further record begins here.</summary>
    public readonly bool HasRecord => !rest.IsEmpty;

    /// <summary>The number of bytes not yet walked over.</summary>
    public readonly int Remaining => rest.Length;

    /// <summary>The line on which the next cell begins; the file's first is 1.</summary>
    public long Line { get; private set; } = firstLine;

    /// <summary>Whether the cell read last was the last of its record.</summary>
    public bool EndsRecord { get; private set; }

    /// <summary>What is wrong with the cell read last; null: nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next cell, without its quotes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (rest is [(byte)'"', ..])
            return NextQuoted();
        var end = rest.IndexOfAny((byte)',', (byte)'\n');
        if (end < 0)
            end = rest.Length;
        var cell = rest[..end];
        Advance(end);
        return EndsRecord && cell is [.., (byte)'\r'] ? cell[..^1] : cell;
    }

    private ReadOnlySpan<byte> NextQuoted()
    {
        var end = 1;
        var escapes = 0;
        for (; ; end += 2, escapes++)
        {
            var quote = rest[end..].IndexOf((byte)'"');
            if (quote < 0)
            {
                Fault = NeverClosed;
                rest = [];
                EndsRecord = true;
                return [];
            }

            end += quote;
            if (end + 1 >= rest.Length || rest[end + 1] != '"')
                break;
        }

        var cell = rest[1..end];
        Line += cell.Count((byte)'\n');
        var behind = rest[(end + 1)..];
        if (behind is [(byte)'\r', (byte)'\n', ..] or [(byte)'\r'])
            end++;
        else if (behind is not ([] or [(byte)',' or (byte)'\n', ..]))
            Fault = "text follows the closing quote of a cell";
        if (Fault is null)
        {
            Advance(end + 1);
        }
        else
        {
            rest = [];
            EndsRecord = true;
        }

        return escapes == 0 ? cell : Unescape(cell, escapes);
    }

    // Steps over the cell and the comma or line break behind it; a block ends with a line break, so a comma is never its last byte.
    private void Advance(int end)
    {
        EndsRecord = end >= rest.Length || rest[end] == '\n';
        if (EndsRecord)
            Line++;
        rest = end >= rest.Length ? [] : rest[(end + 1)..];
    }

    private static byte[] Unescape(ReadOnlySpan<byte> cell, int escapes)
    {
        var target = new byte[cell.Length - escapes];
        for (int from = 0, to = 0; from < cell.Length; from++, to++)
        {
            target[to] = cell[from];
            if (cell[from] == '"')
                from++;
        }

        return target;
    }
}
