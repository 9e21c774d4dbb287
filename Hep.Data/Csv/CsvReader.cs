namespace Hep.Data;

/// <summary>
/// Reads events from a CSV file (RFC 4180, UTF-8, plain or gzip), finding the columns by their names in the header line. The
/// text is streamed, and parsed on all processors: memory is what the columns need, whatever the length of the file. Numbers
/// are rounded correctly.
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
    public static EventTable Read(string path, CsvLayout layout) => Read(path, layout, work: null);

    /// <summary>Reads a file in pieces, for files that are larger than the memory.</summary>
    /// <param name="path">The file, <c>.csv</c> or <c>.csv.gz</c>; it is opened when the first piece is asked for, and anew for every enumeration.</param>
    /// <param name="layout">What its columns mean. Without a column of event ids, they are the numbers of the rows in the file, from 0.</param>
    /// <param name="rows">The number of events of a piece; the last one may have fewer.</param>
    /// <returns>The events in the order of the file. Memory is that of a piece, and of some blocks of text that are parsed ahead.</returns>
    /// <exception cref="FileNotFoundException">There is no such file (in the enumeration).</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not what the layout says (in the enumeration, behind the pieces that are whole); messages as in <see cref="Read(string, CsvLayout)"/>.
    /// </exception>
    /// <exception cref="ArgumentException">The layout names no features, a label column without classes, or there are no rows in a piece.</exception>
    public static IEnumerable<EventTable> Stream(string path, CsvLayout layout, int rows) => Stream(path, layout, rows, work: null);

    /// <summary>Checks that a file has the columns of a layout; nothing but its header is read.</summary>
    /// <param name="path">The file, <c>.csv</c> or <c>.csv.gz</c>.</param>
    /// <param name="layout">What its columns mean.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column is not there; the message gives the nearest names.</exception>
    public static void RequireColumns(string path, CsvLayout layout)
    {
        using var document = new CsvDocument(path);
        document.RequireColumns([.. layout.Features.Select(feature => feature.Name), .. new[] { layout.Label, layout.Weight, layout.EventId }.OfType<string>(), .. layout.Extras, .. layout.Numbers]);
    }

    /// <summary>Reads a file with the parsing divided in a given way; the table does not depend on it.</summary>
    internal static EventTable Read(string path, CsvLayout layout, CsvWork? work) => Stream(path, layout, Array.MaxLength, work).Single();

    /// <summary>Reads a file in pieces with the parsing divided in a given way; the tables do not depend on it.</summary>
    internal static IEnumerable<EventTable> Stream(string path, CsvLayout layout, int rows, CsvWork? work)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (layout.Features.Count == 0)
            throw new ArgumentException("the layout names no features", nameof(layout));
        if (layout.Label is not null && layout.Classes.Count == 0)
            throw new ArgumentException($"the layout names the label column '{layout.Label}', but no classes", nameof(layout));
        return Pieces(path, layout, rows, work);
    }

    private static IEnumerable<EventTable> Pieces(string path, CsvLayout layout, int rows, CsvWork? work)
    {
        var features = layout.Features.Select(f => CsvColumn.Features(f.Name, layout.Missing)).ToArray();
        var label = layout.Label is null ? null : CsvColumn.Labels(layout.Label, layout.Classes);
        var weight = layout.Weight is null ? null : CsvColumn.Numbers(layout.Weight);
        var id = layout.EventId is null ? null : CsvColumn.Ids(layout.EventId);
        var texts = layout.Extras.Select(CsvColumn.Texts).ToArray();
        var numbers = layout.Numbers.Select(CsvColumn.Numbers).ToArray();

        using var document = new CsvDocument(path, work);
        var before = 0UL;
        foreach (var count in document.Fill([.. features, .. Present(label), .. Present(weight), .. Present(id), .. texts, .. numbers], rows))
        {
            yield return new EventTable(
                path,
                [.. layout.Features.Zip(features, (f, column) => new FeatureColumn(f.Name, f.Unit, column.Take()))],
                label?.Take() ?? Unlabelled(count),
                label is null ? [] : layout.Classes,
                weight?.Take(),
                id?.Take() ?? RowNumbers(before, count),
                [
                    .. texts.Select(column => new TextColumn(column.Name, column.Take())),
                    .. numbers.Select(column => new NumberColumn(column.Name, column.Take())),
                ],
                layout.Missing);
            before += (ulong)count;
        }
    }

    private static IEnumerable<CsvColumn> Present(CsvColumn? column) => column is null ? [] : [column];

    private static int[] Unlabelled(int rows)
    {
        var labels = new int[rows];
        Array.Fill(labels, -1);
        return labels;
    }

    private static ulong[] RowNumbers(ulong first, int rows)
    {
        var numbers = new ulong[rows];
        for (var row = 0; row < rows; row++)
            numbers[row] = first + (ulong)row;
        return numbers;
    }
}
