namespace Hep.Data;

/// <summary>
/// Reads events from a CSV file (RFC 4180, UTF-8, plain or gzip), finding the columns by their names in the header line. The
/// text is streamed: memory is what the columns need, whatever the length of the file. Numbers are rounded correctly.
/// </summary>
public static class CsvReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, <c>.csv</c> or <c>.csv.gz</c>.</param>
    /// <param name="layout">What its columns mean.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not what the layout says. The message names the file, the line (the header is line 1), the column, what was
    /// found and what was expected.
    /// </exception>
    /// <exception cref="ArgumentException">The layout names no features, or a label column without classes.</exception>
    public static EventTable Read(string path, CsvLayout layout) => Stream(path, layout, int.MaxValue).Single();

    /// <summary>Reads a file in parts, so that it need not fit into memory; together they are what <see cref="Read"/> gives.</summary>
    /// <param name="path">The file, <c>.csv</c> or <c>.csv.gz</c>.</param>
    /// <param name="layout">What its columns mean.</param>
    /// <param name="rows">How many rows a part has at most.</param>
    /// <returns>One table or more, in the order of the file. What is wrong with a row is thrown when its part is asked for.</returns>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static IEnumerable<EventTable> Stream(string path, CsvLayout layout, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (layout.Features.Count == 0)
            throw new ArgumentException("the layout names no features", nameof(layout));
        if (layout.Label is not null && layout.Classes.Count == 0)
            throw new ArgumentException($"the layout names the label column '{layout.Label}', but no classes", nameof(layout));
        return Parts(path, layout, rows);
    }

    private static IEnumerable<EventTable> Parts(string path, CsvLayout layout, int most)
    {
        var features = layout.Features.Select(f => new CellParsers.Feature(f.Name, layout.Missing)).ToArray();
        var label = layout.Label is null ? null : new CellParsers.Label(layout.Label, layout.Classes);
        var weight = layout.Weight is null ? null : new CellParsers.Number(layout.Weight);
        var id = layout.EventId is null ? null : new CellParsers.Id(layout.EventId);
        var texts = layout.Extras.Select(name => new CellParsers.Text(name)).ToArray();
        var numbers = layout.Numbers.Select(name => new CellParsers.Number(name)).ToArray();
        CellParser[] parsers = [.. features, .. Present(label), .. Present(weight), .. Present(id), .. texts, .. numbers];

        using var document = new CsvDocument(path);
        ulong first = 0;
        for (var rows = document.Read(parsers, most); rows > 0; rows = document.ReadSome(parsers, most))
        {
            yield return new EventTable(
                path,
                [.. layout.Features.Zip(features, (f, parser) => new FeatureColumn(f.Name, f.Unit, parser.ToArray()))],
                label?.ToArray() ?? Unlabelled(rows),
                label is null ? [] : layout.Classes,
                weight?.ToArray(),
                id?.ToArray() ?? RowNumbers(first, rows),
                [
                    .. texts.Select(parser => new TextColumn(parser.Name, parser.ToArray())),
                    .. numbers.Select(parser => new NumberColumn(parser.Name, parser.ToArray())),
                ],
                layout.Missing);
            foreach (var parser in parsers)
                parser.Clear();
            first += (ulong)rows;
        }
    }

    private static IEnumerable<CellParser> Present(CellParser? parser) => parser is null ? [] : [parser];

    private static int[] Unlabelled(int rows)
    {
        var labels = new int[rows];
        Array.Fill(labels, -1);
        return labels;
    }

    private static ulong[] RowNumbers(ulong first, int rows)
    {
        var numbers = new ulong[rows];
        for (var i = 0; i < rows; i++)
            numbers[i] = first + (ulong)i;
        return numbers;
    }
}
