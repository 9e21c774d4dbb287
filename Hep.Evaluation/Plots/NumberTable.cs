using System.Globalization;
using System.Text;

namespace Hep.Evaluation.Plots;

/// <summary>The numbers of a figure as a table, so that it can be drawn again, or put into HEPData, without the run.</summary>
public sealed class NumberTable
{
    private readonly string[] columns;
    private readonly List<string[]> rows = [];

    /// <summary>An empty table.</summary>
    /// <param name="columns">The column names, shape [C].</param>
    public NumberTable(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        this.columns = columns;
    }

    /// <summary>The column names, shape [C].</summary>
    public IReadOnlyList<string> Columns => this.columns;

    /// <summary>The cells as written, shape [R][C].</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => rows;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Texts and numbers, shape [C]; a number is written with all its digits.</param>
    /// <exception cref="ArgumentException">Another number of cells than of columns.</exception>
    public void Add(params IConvertible[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Length != this.columns.Length)
            throw new ArgumentException(FormattableString.Invariant($"{cells.Length} cells for {this.columns.Length} columns"), nameof(cells));
        rows.Add(Array.ConvertAll(cells, cell => cell.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The table as comma-separated values with a header line, quoted where needed (RFC 4180), lines ending in LF.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', this.columns.Select(Quoted)).Append('\n');
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Quoted)).Append('\n');
        return text.ToString();
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
