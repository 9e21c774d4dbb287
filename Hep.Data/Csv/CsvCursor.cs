namespace Hep.Data;

/// <summary>Walks over the cells of a block of whole records (RFC 4180; a quote inside an unquoted cell is a plain character).</summary>
internal ref struct CsvCursor(ReadOnlySpan<byte> text)
{
    /// <summary>The fault of a cell whose closing quote is not in the block.</summary>
    public const string NeverClosed = "a cell in quotes is never closed";

    private readonly ReadOnlySpan<byte> text = text;

    /// <summary>Where the next cell begins; after a fault, where it was seen.</summary>
    public int Position { get; private set; }

    /// <summary>Whether a further record begins here.</summary>
    public readonly bool HasRecord => Position < text.Length;

    /// <summary>Whether the cell read last was the last of its record.</summary>
    public bool EndsRecord { get; private set; }

    /// <summary>The number of doubled quotes in the cell read last, each of which stands for one.</summary>
    public int Escapes { get; private set; }

    /// <summary>What is wrong with the cell read last; null: nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next cell, without the quotes around it.</summary>
    public CsvCell Next()
    {
        Escapes = 0;
        var rest = text[Position..];
        if (rest is [(byte)'"', ..])
            return NextQuoted(rest);
        var length = rest.IndexOfAny((byte)',', (byte)'\n');
        if (length < 0)
            length = rest.Length;
        var start = Position;
        Advance(start + length);
        return new CsvCell(start, EndsRecord && length > 0 && rest[length - 1] == '\r' ? length - 1 : length);
    }

    private CsvCell NextQuoted(ReadOnlySpan<byte> rest)
    {
        var end = 1;
        for (; ; end += 2, Escapes++)
        {
            var quote = rest[end..].IndexOf((byte)'"');
            if (quote < 0)
                return Stop(NeverClosed, text.Length);
            end += quote;
            if (end + 1 >= rest.Length || rest[end + 1] != '"')
                break;
        }

        var cell = new CsvCell(Position + 1, end - 1);
        var behind = rest[(end + 1)..];
        if (behind is [(byte)'\r', (byte)'\n', ..] or [(byte)'\r'])
            end++;
        else if (behind is not ([] or [(byte)',' or (byte)'\n', ..]))
            return Stop("text follows the closing quote of a cell", Position + end + 1);
        Advance(Position + end + 1);
        return cell;
    }

    private CsvCell Stop(string fault, int position)
    {
        (Fault, Position, EndsRecord) = (fault, position, true);
        return default;
    }

    // Steps over the comma or line break behind a cell; a block ends with a line break, so a comma is never its last byte.
    private void Advance(int end)
    {
        EndsRecord = end >= text.Length || text[end] == '\n';
        Position = Math.Min(end + 1, text.Length);
    }
}
