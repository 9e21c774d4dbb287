using System.Globalization;
using System.IO.Compression;

using Hep.Common;

namespace Hep.Data;

/// <summary>
/// Writes CSV files (RFC 4180, UTF-8, LF, invariant culture). Numbers are written with the fewest digits that read back to the
/// same number. A file appears under its name only when it is complete; where the name ends in <c>.gz</c>, it is compressed.
/// </summary>
public static class CsvWriter
{
    private const int LongestCell = 1 << 24;

    /// <summary>Writes columns side by side.</summary>
    /// <param name="path">The file; what was there is replaced. Its folder is made if it is missing.</param>
    /// <param name="columns">The columns, of equal length.</param>
    /// <exception cref="ArgumentException">There are no columns, their lengths differ, or a name comes twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, params IReadOnlyList<Column> columns)
    {
        Check(columns);
        Write(path, stream =>
        {
            WriteHeader(stream, columns);
            WriteRows(stream, columns);
        });
    }

    private static void Check(IReadOnlyList<Column> columns)
    {
        if (columns.Count == 0)
            throw new ArgumentException("a CSV file needs a column", nameof(columns));
        if (columns.FirstOrDefault(c => c.Count != columns[0].Count) is { } odd)
        {
            throw new ArgumentException(
                Text($"column '{odd.Name}' has {odd.Count} rows, '{columns[0].Name}' has {columns[0].Count}"),
                nameof(columns));
        }

        if (columns.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() != columns.Count)
            throw new ArgumentException("two columns have the same name", nameof(columns));
    }

    /// <summary>
    /// Writes events: event id, features, weight, label (where the layout names them), then the kept columns. Reading the file with the same
    /// layout gives the same table.
    /// </summary>
    /// <param name="path">The file; what was there is replaced. Its folder is made if it is missing.</param>
    /// <param name="table">The events.</param>
    /// <param name="layout">The names of the columns; its features and kept columns must be in the table.</param>
    /// <exception cref="ArgumentException">The layout names a feature which the table does not have.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, EventTable table, CsvLayout layout) => Write(path, ColumnsOf(table, layout));

    /// <summary>Writes events that come part by part, and need not fit into memory together, as if they were one table.</summary>
    /// <param name="path">The file; what was there is replaced when the last part is written. Its folder is made if it is missing.</param>
    /// <param name="parts">The parts, one at least.</param>
    /// <param name="layout">The names of the columns; its features must be in the parts, all of which have the same kept columns.</param>
    /// <exception cref="ArgumentException">There is no part, or the layout names a feature which a part does not have.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, IEnumerable<EventTable> parts, CsvLayout layout) => Write(path, parts.Select(part => ColumnsOf(part, layout)));

    /// <summary>Writes rows that come part by part, each with the same columns.</summary>
    /// <param name="path">The file; what was there is replaced when the last part is written. Its folder is made if it is missing.</param>
    /// <param name="parts">The columns of each part, one part at least.</param>
    /// <exception cref="ArgumentException">There is no part; or in one there are no columns, their lengths differ, or a name comes twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, IEnumerable<IReadOnlyList<Column>> parts) => Write(path, stream =>
    {
        var isFirst = true;
        foreach (var columns in parts)
        {
            Check(columns);
            if (isFirst)
                WriteHeader(stream, columns);
            WriteRows(stream, columns);
            isFirst = false;
        }

        if (isFirst)
            throw new ArgumentException("a CSV file of events needs a part", nameof(parts));
    });

    private static List<Column> ColumnsOf(EventTable table, CsvLayout layout)
    {
        var columns = new List<Column>();
        if (layout.EventId is not null)
            columns.Add(new IdColumn(layout.EventId, table.EventIds));
        foreach (var feature in layout.Features)
        {
            columns.Add(table.Features.FirstOrDefault(f => f.Name == feature.Name)
                ?? throw new ArgumentException($"{table.Origin}: no feature '{feature.Name}'", nameof(layout)));
        }

        if (layout.Weight is not null)
            columns.Add(new NumberColumn(layout.Weight, table.Weights));
        if (layout.Label is not null && table.IsLabelled)
            columns.Add(new TextColumn(layout.Label, [.. table.Labels.Select(label => table.Classes[label])]));
        columns.AddRange(table.Extras.Where(extra => layout.Extras.Concat(layout.Numbers).Contains(extra.Name) && columns.All(c => c.Name != extra.Name)));
        return columns;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Opens a file for rows that come piece by piece; it appears when all of them are written, compressed where its name says so.</summary>
    internal static void Write(string path, Action<Stream> write) => AtomicFile.Write(path, stream =>
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            write(stream);
            return;
        }

        using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        write(gzip);
    });

    internal static void WriteHeader(Stream stream, IReadOnlyList<Column> columns) =>
        WriteRows(stream, [.. columns.Select(column => new TextColumn(column.Name, [column.Name]))]);

    internal static void WriteRows(Stream stream, IReadOnlyList<Column> columns)
    {
        var buffer = new byte[1 << 16];
        var used = 0;
        for (var row = 0; row < columns[0].Count; row++)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                if (c > 0)
                    buffer[used++] = (byte)',';
                WriteCell(columns[c], row);
                if (buffer.Length - used < 64)
                    Flush();
            }

            buffer[used++] = (byte)'\n';
        }

        Flush();

        // A cell must leave room for the separator behind it.
        void WriteCell(Column column, int row)
        {
            while (true)
            {
                var target = buffer.AsSpan(used, buffer.Length - used - 1);
                var written = column.Format(row, target);
                if (written >= 0)
                {
                    used += written;
                    return;
                }

                if (used > 0)
                    Flush();
                else if (buffer.Length < LongestCell)
                    buffer = new byte[2 * buffer.Length];
                else
                    throw new ArgumentException(Text($"column '{column.Name}', row {row}: the text is longer than {LongestCell >> 20} MiB"));
            }
        }

        void Flush()
        {
            stream.Write(buffer, 0, used);
            used = 0;
        }
    }
}
