using System.Text;

namespace Hep.Data;

/// <summary>A CSV file that is open for reading: the header first, then, once, the rows.</summary>
internal sealed class CsvDocument : IDisposable
{
    private const int MostColumns = 1 << 16;
    private const int TrimSteps = 8;
    private const int LeastDropped = 1 << 22;

    private readonly CsvWork work;
    private readonly CsvBlocks blocks;
    private readonly CsvBlock first = new();
    private readonly string path;
    private readonly List<string> header;

    /// <summary>Opens the file and reads the header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="work">How the parsing is divided; null: as the machine can.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, no text, or its header is not usable.</exception>
    public CsvDocument(string path, CsvWork? work = null)
    {
        this.path = path;
        this.work = work ?? CsvWork.OfMachine;
        blocks = CsvBlocks.Open(path, this.work.BlockBytes);
        try
        {
            header = ReadHeader();
        }
        catch
        {
            blocks.Dispose();
            throw;
        }
    }

    /// <summary>The names of the columns, without spaces around them.</summary>
    public IReadOnlyList<string> Header => header;

    /// <summary>Whether a header without rows is a good file; else it is an error.</summary>
    public bool MayBeEmpty { get; init; }

    /// <inheritdoc/>
    public void Dispose() => blocks.Dispose();

    /// <summary>Checks that the header names all these columns, before anything is read.</summary>
    /// <exception cref="InvalidDataException">It does not; the message gives the nearest names.</exception>
    public void RequireColumns(IEnumerable<string> names)
    {
        var unknown = names.Distinct(StringComparer.Ordinal).Where(name => !Header.Contains(name)).ToList();
        if (unknown.Count == 0)
            return;
        if (OtherSeparator() is { } separator)
            throw new CsvFault(1, separator).In(path);
        var list = string.Join("; ", unknown.Select(name => $"no column {CsvText.ShowName(name)} (nearest: {Quoted(NearestNames.Find(name, Header))})"));
        throw new CsvFault(1, FormattableString.Invariant($"{list}; the header names {Header.Count} columns")).In(path);
    }

    /// <summary>Fills columns, and says so whenever they hold the given number of rows, and at the end of the file.</summary>
    /// <param name="columns">The columns that are wanted.</param>
    /// <param name="rows">How many rows of them, at most; the caller takes them out before it asks for more.</param>
    /// <returns>The numbers of rows, each at least 1.</returns>
    /// <exception cref="InvalidDataException">A column is not there, a row is short or long, a cell is not acceptable, or there are no rows.</exception>
    public IEnumerable<int> Fill(CsvColumn[] columns, int rows)
    {
        RequireColumns(columns.Select(column => column.Name));
        var held = 0;
        var seen = 0L;
        foreach (var block in Parse(() => [.. columns.Select(column => column.NewParser())]))
        {
            seen += block.Rows;
            for (var from = 0; from < block.Rows;)
            {
                var count = Math.Min(rows - held, block.Rows - from);
                var foreseen = Foreseen(held, block.Rows - from, seen / block.Block.Progress, rows);
                for (var c = 0; c < columns.Length; c++)
                    columns[c].Add(block.Parsers[c], from, count, foreseen);
                (from, held) = (from + count, held + count);
                if (held == rows)
                {
                    yield return held;
                    held = 0;
                }
            }
        }

        if (held == 0)
            yield break;
        Trim(columns);
        yield return held;
    }

    /// <summary>Parses the file block by block, in order; a block is valid until the next one is asked for.</summary>
    /// <param name="parsers">Makes the parsers of a block, of columns that are in the header; a column without a parser is passed over.</param>
    /// <exception cref="InvalidDataException">A row is short or long, a cell is not acceptable, or there are no rows.</exception>
    public IEnumerable<ParsedBlock> Parse(Func<CellParser[]> parsers)
    {
        var any = false;
        var blankLine = 0L;
        foreach (var block in BlockPipeline.Run(blocks, NewBlock(first), () => NewBlock(new()), work.Threads))
        {
            if (blankLine != 0 && (block.Rows > 0 || block.Fault is not null))
                throw CsvRows.AfterBlank(blankLine).In(path);
            if (block.Fault is { } fault)
                throw (Header.Count == 1 && OtherSeparator() is { } separator ? new CsvFault(1, separator) : fault).In(path);
            blankLine = blankLine == 0 ? block.BlankLine : blankLine;
            any |= block.Rows > 0;
            yield return block;
        }

        if (!any && !MayBeEmpty)
            throw new InvalidDataException(FormattableString.Invariant($"{path}: no rows; line 1 names {Header.Count} columns, and no line follows"));

        ParsedBlock NewBlock(CsvBlock block)
        {
            var made = parsers();
            return new ParsedBlock(header, made, [.. made.Select(parser => header.IndexOf(parser.Name))]) { Block = block };
        }
    }

    // From the rows of the part of the file that has been read, with something to spare. A table that is full needs no spare.
    private static int Foreseen(int held, int more, double total, int rows)
    {
        var needed = held + more;
        return (int)Math.Min(rows, needed >= total ? needed : Math.Max(1.25 * needed, 1.1 * total));
    }

    // Cuts the columns to their lengths, one by one. Left alone, the collector may wait until all of them are there twice.
    private static void Trim(CsvColumn[] columns)
    {
        var (all, dropped) = (columns.Sum(column => column.Bytes), 0L);
        foreach (var column in columns)
        {
            dropped += column.Trim();
            if (dropped < Math.Max(all / TrimSteps, LeastDropped))
                continue;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            dropped = 0;
        }
    }

    private List<string> ReadHeader()
    {
        if (!blocks.TryNext(first))
            throw Error("the file holds no text; expected a header line with the names of the columns");
        var names = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var cursor = new CsvCursor(first.Text);
        string? wrong = null;
        while (!cursor.EndsRecord && names.Count <= MostColumns)
        {
            var cell = cursor.Next();
            if (cursor.Escapes > 0)
                cell = cell.Unescape(first.Text);
            var name = Encoding.UTF8.GetString(cell.Of(first.Text)).Trim();
            names.Add(name);
            wrong ??= cursor.Fault is not null ? cursor.Fault
                : name.Length == 0 ? FormattableString.Invariant($"column {names.Count} has no name; expected a header line with the names of the columns")
                : !numbers.TryAdd(name, names.Count) ? FormattableString.Invariant($"the header names {CsvText.ShowName(name)} twice, as column {numbers[name]} and column {names.Count}")
                : names.Count > MostColumns ? FormattableString.Invariant($"the header names more than {MostColumns} columns; is this a CSV file?")
                : null;
        }

        if (first.NotUtf8(cursor.Position) is { } notText)
            throw notText.In(path);
        if (wrong is not null)
            throw Error(wrong);
        first.Skip(cursor.Position);
        return names;

        InvalidDataException Error(string message) => new CsvFault(1, message).In(path);
    }

    // A spreadsheet of a country that writes 1,5 for 1.5 separates columns by semicolons.
    private string? OtherSeparator() => Header is not [var only] ? null
        : only.Contains(';', StringComparison.Ordinal) ? "the columns are separated by semicolons; expected commas (and 1.5, not 1,5): save the file as CSV with commas"
        : only.Contains('\t', StringComparison.Ordinal) ? "the columns are separated by tabs; expected commas: save the file as CSV with commas"
        : null;

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(CsvText.ShowName));
}
