namespace Hep.Data;

/// <summary>A block of a file with the parsers of its columns; blocks share nothing, so that each can be parsed on a thread of its own.</summary>
internal sealed class ParsedBlock(IReadOnlyList<string> header, CellParser[] parsers, int[] places)
{
    private readonly CsvRows rows = new();

    /// <summary>The text.</summary>
    public CsvBlock Block { get; init; } = new();

    /// <summary>The parsers, which hold the values of <see cref="Rows"/> rows each.</summary>
    public IReadOnlyList<CellParser> Parsers => parsers;

    /// <summary>The number of rows.</summary>
    public int Rows => rows.Count;

    /// <summary>The first thing that is wrong; null: nothing.</summary>
    public CsvFault? Fault { get; private set; }

    /// <summary>The line of the first of the blank lines with which the block ends; 0: it does not.</summary>
    public long BlankLine => rows.BlankLine;

    /// <summary>Parses the block.</summary>
    public void Parse()
    {
        var notText = Block.NotUtf8(Block.Text.Length);
        rows.Find(Block, header);
        Fault = FirstRefusal() ?? rows.Fault;
        if (notText is not null && (Fault is null || notText.Line <= Fault.Line))
            Fault = notText;
    }

    private CsvFault? FirstRefusal()
    {
        var (first, refusing) = (rows.Count, -1);
        for (var p = 0; p < parsers.Length; p++)
        {
            var taken = parsers[p].Parse(Block.Text, rows, places[p]);
            if (taken < first || (taken == first && refusing >= 0 && places[p] < places[refusing]))
                (first, refusing) = (taken, p);
        }

        if (refusing < 0)
            return null;
        var cell = rows[first, places[refusing]];
        return new CsvFault(Block.LineOf(cell.Start), parsers[refusing].Refusal(cell.Of(Block.Text)), parsers[refusing].Name);
    }
}
