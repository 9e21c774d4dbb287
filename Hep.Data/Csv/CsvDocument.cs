using System.Globalization;
using System.Text;

namespace Hep.Data;

/// <summary>
/// A CSV file that is open for reading: the header first, then, once, the rows. Blocks come one after the other; each of them
/// could go to a thread of its own with its own parsers, for a block knows its line number and shares nothing with the next.
/// </summary>
internal sealed class CsvDocument : IDisposable
{
    private readonly CsvBlocks blocks;
    private readonly string path;
    private int restOfBlock;
    private long lineBehindHeader;

    /// <summary>Opens the file and reads the header.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, no text, or its header is not usable.</exception>
    public CsvDocument(string path)
    {
        this.path = path;
        blocks = CsvBlocks.Open(path);
        try
        {
            Header = ReadHeader();
        }
        catch
        {
            blocks.Dispose();
            throw;
        }
    }

    /// <summary>The names of the columns, without spaces around them.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <inheritdoc/>
    public void Dispose() => blocks.Dispose();

    /// <summary>Gives every row's cells to the parsers of their columns; a column without a parser is passed over.</summary>
    /// <param name="parsers">The parsers.</param>
    /// <param name="afterRow">Called after every row that all of its parsers took.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="InvalidDataException">A column is not there, a row is short or long, a cell is not acceptable, or there are no rows.</exception>
    public int Read(IEnumerable<CellParser> parsers, Action? afterRow = null) => Read(parsers, int.MaxValue, afterRow);

    /// <inheritdoc cref="Read(IEnumerable{CellParser}, Action?)"/>
    public int Read(IEnumerable<CellParser> parsers, int most, Action? afterRow = null)
    {
        var rows = ReadSome(parsers, most, afterRow);
        return rows > 0
            ? rows
            : throw new InvalidDataException(Text($"{path}: no rows; line 1 names {Header.Count} columns, and no line follows"));
    }

    /// <summary>As Read, but no more rows than given; the next call goes on behind them.</summary>
    /// <returns>The number of rows; less than <paramref name="most"/> at the end of the file.</returns>
    public int ReadSome(IEnumerable<CellParser> parsers, int most, Action? afterRow = null)
    {
        var slots = Assign(parsers);
        var rows = 0;
        var blankLine = 0L;
        var cursor = new CsvCursor(blocks.Last(restOfBlock), lineBehindHeader);
        while (true)
        {
            while (cursor.HasRecord)
            {
                var line = cursor.Line;
                if (!TryReadRow(ref cursor, slots))
                {
                    blankLine = blankLine == 0 ? line : blankLine;
                    continue;
                }

                if (blankLine != 0)
                    throw Error(blankLine, "the line is blank, but more rows follow; remove it");
                rows++;
                afterRow?.Invoke();
                if (rows == most)
                {
                    (restOfBlock, lineBehindHeader) = (cursor.Remaining, cursor.Line);
                    return rows;
                }
            }

            if (!blocks.TryNext(out var block, out var firstLine))
                break;
            cursor = new CsvCursor(block, firstLine);
        }

        restOfBlock = 0;
        return rows;
    }

    // Reads one row; false where the line is blank.
    private bool TryReadRow(ref CsvCursor cursor, CellParser[][] slots)
    {
        var line = cursor.Line;
        var column = 0;
        CellParser? refusing = null;
        string refusal = "";
        var refusedLine = 0L;
        do
        {
            var cellLine = cursor.Line;
            var cell = cursor.Next();
            if (cursor.Fault is { } fault)
                throw Error(cellLine, fault, column < Header.Count ? Header[column] : null);
            if (column == 0 && cell.IsEmpty && cursor.EndsRecord)
                return false;
            if (column < slots.Length && refusing is null)
            {
                foreach (var parser in slots[column])
                {
                    if (!parser.TryAdd(cell))
                    {
                        (refusing, refusal, refusedLine) = (parser, parser.Refusal(cell), cellLine);
                        break;
                    }
                }
            }

            column++;
        }
        while (!cursor.EndsRecord);

        // A cell that is missing shifts the others into wrong columns: the length of the row is the better message.
        if (column != Header.Count)
        {
            var verdict = column < Header.Count ? $"short, it ends before column '{Header[column]}'" : "long";
            throw Error(line, Text($"{column} cells, but the header names {Header.Count} columns: the row is too {verdict}"));
        }

        return refusing is null ? true : throw Error(refusedLine, refusal, refusing.Name);
    }

    /// <summary>Checks that the header names every parser's column, before anything is read.</summary>
    /// <exception cref="InvalidDataException">It does not; the message gives the nearest names.</exception>
    public void RequireColumns(IEnumerable<CellParser> parsers) => Assign(parsers);

    private CellParser[][] Assign(IEnumerable<CellParser> parsers)
    {
        var byName = parsers.ToLookup(p => p.Name);
        var unknown = byName.Select(g => g.Key).Where(name => !Header.Contains(name)).ToList();
        if (unknown.Count > 0)
        {
            var list = string.Join("; ", unknown.Select(name => $"no column '{name}' (nearest: {Quoted(NearestNames.Find(name, Header))})"));
            throw new InvalidDataException(Text($"{path}, line 1: {list}; the header names {Header.Count} columns"));
        }

        return [.. Header.Select(name => byName[name].ToArray())];
    }

    private List<string> ReadHeader()
    {
        var names = new List<string>();
        if (!blocks.TryNext(out var block, out var firstLine))
            throw Error(1, "the file holds no text; expected a header line with the names of the columns");
        var cursor = new CsvCursor(block, firstLine);
        do
        {
            var cell = cursor.Next();
            if (cursor.Fault is { } fault)
                throw Error(1, fault);
            names.Add(Encoding.UTF8.GetString(cell).Trim());
        }
        while (!cursor.EndsRecord);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
                throw Error(1, Text($"column {i + 1} has no name; expected a header line with the names of the columns"));
            var first = names.IndexOf(names[i]);
            if (first < i)
                throw Error(1, Text($"the header names '{names[i]}' twice, as column {first + 1} and column {i + 1}"));
        }

        // The rest of the block is needed after this call, and stays as it is until the next block is read.
        (restOfBlock, lineBehindHeader) = (cursor.Remaining, cursor.Line);
        return names;
    }

    private InvalidDataException Error(long line, string message, string? column = null)
    {
        var place = column is null ? "" : $", column '{column}'";
        return new InvalidDataException(Text($"{path}, line {line}{place}: {message}"));
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
