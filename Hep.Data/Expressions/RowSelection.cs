namespace Hep.Data;

/// <summary>
/// A condition on events, such as <c>PRI_jet_num >= 2 &amp;&amp; KaggleSet == 't'</c>. It is computed in double precision. An event for which the condition is missing
/// (a comparison with a value that is not defined) does not pass; the sentinel of the table (<see cref="EventTable.Missing"/>) means "missing" in every column of numbers.
/// </summary>
public sealed class RowSelection
{
    private readonly ColumnExpression condition;

    private RowSelection(ColumnExpression condition) => this.condition = condition;

    /// <summary>The text as it was given.</summary>
    public string Text => condition.Text;

    /// <summary>The columns of numbers that it needs: features, or kept columns of numbers (<see cref="NumberColumn"/>).</summary>
    public IReadOnlyList<string> Columns => condition.Columns;

    /// <summary>The columns of text that it needs (<see cref="TextColumn"/>).</summary>
    public IReadOnlyList<string> TextColumns => condition.TextColumns;

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The condition.</param>
    /// <exception cref="InvalidDataException">It is none; the message gives the place.</exception>
    public static RowSelection Parse(string text)
    {
        var condition = ColumnExpression.Parse(text);
        condition.RequireTruth();
        return new RowSelection(condition);
    }

    /// <summary>Checks that every column is there.</summary>
    /// <param name="known">The names of the columns.</param>
    /// <exception cref="InvalidDataException">One is not; the message gives the place and the nearest name.</exception>
    public void RequireColumns(IReadOnlyCollection<string> known) => condition.RequireColumns(known);

    /// <summary>Which events pass, [N].</summary>
    /// <param name="table">The events, with the columns among features and kept columns.</param>
    /// <exception cref="InvalidDataException">A column is not there, or is text where numbers are needed or the other way round.</exception>
    public bool[] Passes(EventTable table)
    {
        var truth = condition.Evaluate(
            ArrayAlgebra<double>.Instance,
            name => ColumnExpression.Column(Numbers(table, name), table.Missing),
            (name, text) => new(new(table.Count, 1, Array.ConvertAll(Find<TextColumn>(table, name, "text").Values, value => value == text ? 1.0 : 0)), null));
        return Array.ConvertAll(truth.Value.Values, value => value != 0);
    }

    /// <summary>Which rows pass of what is no table of events, [N]. A comparison with a missing value does not hold, whatever it compares.</summary>
    /// <param name="count">The number of rows N, 1 or more.</param>
    /// <param name="number">The number in a column (first argument) of a row (second argument); null: it is missing.</param>
    /// <param name="text">The text in a column of a row; null: it is missing.</param>
    public bool[] Passes(int count, Func<string, int, double?> number, Func<string, int, string?> text)
    {
        var truth = condition.Evaluate(
            ArrayAlgebra<double>.Instance,
            name => Column(row => number(name, row)),
            (name, wanted) => Column(row => text(name, row) is { } found ? (found == wanted ? 1 : 0) : null));
        return Array.ConvertAll(truth.Value.Values, value => value != 0);

        ColumnValue<NumberMatrix<double>> Column(Func<int, double?> value)
        {
            double?[] values = [.. Enumerable.Range(0, count).Select(value)];
            return new(new(count, 1, Array.ConvertAll(values, found => found ?? 0)), new(count, 1, Array.ConvertAll(values, found => found is null ? 1.0 : 0)));
        }
    }

    /// <summary>The rows of the events that pass, ascending, as <see cref="EventTable.Select"/> takes them.</summary>
    /// <inheritdoc cref="Passes(EventTable)"/>
    public int[] Rows(EventTable table)
    {
        var passes = Passes(table);
        var rows = new List<int>();
        for (var i = 0; i < passes.Length; i++)
        {
            if (passes[i])
                rows.Add(i);
        }

        return [.. rows];
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    // As written: what the file has as 0.1 is to fulfil x <= 0.1.
    private static double[] Numbers(EventTable table, string name) => table.Features.FirstOrDefault(feature => feature.Name == name) is { } feature
        ? Array.ConvertAll(feature.Values, ShortestDecimal.Of)
        : Find<NumberColumn>(table, name, "numbers").Values;

    private static T Find<T>(EventTable table, string name, string kind)
        where T : Column =>
        table.Features.Concat<Column>(table.Extras).Where(column => column.Name == name).OrderBy(column => column is not T).FirstOrDefault() switch
        {
            T column => column,
            null => throw new InvalidDataException($"{table.Origin}: no column '{name}' to select events by{NearestNames.Hint(name, table.Features.Concat<Column>(table.Extras).Select(column => column.Name))}"),
            _ => throw new InvalidDataException($"{table.Origin}: the column '{name}' holds other things than {kind}, which the selection of events needs"),
        };
}
