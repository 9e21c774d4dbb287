using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hep.Data;

namespace Hep.Tests.Support.Fuzz;

/// <summary>CSV as docs/CONVENTIONS.md has it, read character by character, with nothing done for speed and nothing shared with the product.</summary>
internal static partial class ReferenceCsv
{
    /// <summary>The rows as the given layout wants them; null: the file is not acceptable.</summary>
    public static List<object[]>? Read(byte[] bytes, CsvLayout layout)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        if (Records(text.StartsWith('\uFEFF') ? text[1..] : text) is not { Count: > 0 } records)
            return null;
        var header = records[0].ConvertAll(name => name.Trim());
        if (header.Contains("") || header.Distinct(StringComparer.Ordinal).Count() != header.Count)
            return null;
        var rows = records.Skip(1).ToList();
        while (rows.Count > 0 && rows[^1] is [""])
            rows.RemoveAt(rows.Count - 1);
        if (rows.Count == 0 || rows.Exists(row => row.Count != header.Count || row is [""]))
            return null;

        (string Name, Func<string, object?> Parse)[] wanted =
        [
            .. layout.Features.Select(feature => (feature.Name, (Func<string, object?>)Single)),
            (layout.Label!, cell => layout.Classes.ToList().IndexOf(cell) is >= 0 and var index ? index : null),
            (layout.Weight!, Double),
            (layout.EventId!, cell => Digits().IsMatch(cell) && ulong.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null),
            .. layout.Extras.Select(name => (name, (Func<string, object?>)(cell => cell))),
        ];
        if (wanted.Any(column => !header.Contains(column.Name)))
            return null;
        var table = rows.ConvertAll(row => wanted.Select(column => column.Parse(row[header.IndexOf(column.Name)])).ToArray());
        return table.Exists(row => row.Contains(null)) ? null : table.ConvertAll(row => row.Select(cell => cell!).ToArray());
    }

    /// <summary>The rows of a table in the same form.</summary>
    public static List<object[]> Of(EventTable table) =>
    [
        .. Enumerable.Range(0, table.Count).Select(row => (object[])
        [
            .. table.Features.Select(feature => (object)feature.Values[row]),
            table.Labels[row],
            table.Weights[row],
            table.EventIds[row],
            .. table.Extras.Select(extra => (object)((TextColumn)extra).Values[row]),
        ]),
    ];

    private static List<List<string>>? Records(string text)
    {
        var records = new List<List<string>>();
        var at = 0;
        while (at < text.Length)
        {
            var record = new List<string>();
            while (true)
            {
                if (Cell(text, ref at) is not { } cell)
                    return null;
                record.Add(cell);
                if (at == text.Length || text[at++] == '\n')
                    break;
            }

            records.Add(record);
        }

        return records;
    }

    // One cell; behind it stands a comma, a line feed, or nothing. Null: the quotes are not as they should be.
    private static string? Cell(string text, ref int at)
    {
        var cell = new StringBuilder();
        if (at < text.Length && text[at] == '"')
        {
            for (at++; ; at++)
            {
                if (at == text.Length)
                    return null;
                if (text[at] == '"' && (++at == text.Length || text[at] != '"'))
                    break;
                cell.Append(text[at]);
            }

            if (at < text.Length && text[at] == '\r' && (at + 1 == text.Length || text[at + 1] == '\n'))
                at++;
            return at == text.Length || text[at] is ',' or '\n' ? cell.ToString() : null;
        }

        while (at < text.Length && text[at] is not (',' or '\n'))
            cell.Append(text[at++]);
        var isLast = at == text.Length || text[at] == '\n';
        return isLast && cell.Length > 0 && cell[^1] == '\r' ? cell.ToString(0, cell.Length - 1) : cell.ToString();
    }

    private static object? Single(string cell) =>
        Number().IsMatch(cell) && float.Parse(cell, CultureInfo.InvariantCulture) is var value && float.IsFinite(value) ? value : null;

    private static object? Double(string cell) =>
        Number().IsMatch(cell) && double.Parse(cell, CultureInfo.InvariantCulture) is var value && double.IsFinite(value) ? value : null;

    [GeneratedRegex(@"\A[ \t\r\n\v\f]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t\r\n\v\f]*\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"\A[0-9]+\z")]
    private static partial Regex Digits();
}
