using System.Globalization;
using Hep.Data;

namespace Hep.Models;

/// <summary>Arithmetic on columns as nodes of an inference graph (ONNX operators); a matrix is the name of a value. A constant or a list of columns that comes again is written once.</summary>
/// <param name="graph">The graph.</param>
internal sealed class GraphAlgebra(IGraph graph) : IColumnAlgebra<string>
{
    private readonly Dictionary<string, string> constants = new(StringComparer.Ordinal);

    public string Row(ReadOnlySpan<double> values)
    {
        var row = new float[values.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = (float)values[i];
        return Once("row", row, () => graph.Constant("row", row, 1, row.Length));
    }

    public string Pick(string matrix, ReadOnlySpan<int> columns)
    {
        var indices = Array.ConvertAll(columns.ToArray(), column => (long)column);
        return Once($"pick {matrix}", indices, () => graph.Along("Gather", 1, matrix, Once("columns", indices, () => graph.Integers("columns", indices))));
    }

    public string Join(ReadOnlySpan<string> parts) => graph.Along("Concat", 1, parts);

    public string Map(ColumnFunction function, string a) => graph.Node(
        function switch
        {
            ColumnFunction.Negate => "Neg",
            ColumnFunction.Abs => "Abs",
            ColumnFunction.Log => "Log",
            ColumnFunction.Exp => "Exp",
            ColumnFunction.Sqrt => "Sqrt",
            ColumnFunction.Sin => "Sin",
            ColumnFunction.Cos => "Cos",
            ColumnFunction.Tan => "Tan",
            ColumnFunction.Sinh => "Sinh",
            ColumnFunction.Cosh => "Cosh",
            ColumnFunction.Tanh => "Tanh",
            ColumnFunction.Floor => "Floor",
            ColumnFunction.Sign => "Sign",
            _ => throw new ArgumentOutOfRangeException(nameof(function), function, "not a function"),
        },
        a);

    public string Combine(ColumnOperation operation, string a, string b) => graph.Node(
        operation switch
        {
            ColumnOperation.Add => "Add",
            ColumnOperation.Subtract => "Sub",
            ColumnOperation.Multiply => "Mul",
            ColumnOperation.Divide => "Div",
            ColumnOperation.Power => "Pow",
            ColumnOperation.Min => "Min",
            ColumnOperation.Max => "Max",
            ColumnOperation.Equal => "Equal",
            ColumnOperation.Less => "Less",
            ColumnOperation.LessOrEqual => "LessOrEqual",
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not an operation"),
        },
        a,
        b);

    public string IsInfinite(string a) => graph.Node("IsInf", a);

    public string And(string a, string b) => graph.Node("And", a, b);

    public string Or(string a, string b) => graph.Node("Or", a, b);

    public string Not(string a) => graph.Node("Not", a);

    public string Where(string truth, string then, string otherwise) => graph.Node("Where", truth, then, otherwise);

    public string Number(string truth) => Where(truth, Row([1]), Row([0]));

    private string Once<TNumber>(string what, TNumber[] values, Func<string> make)
        where TNumber : IFormattable
    {
        var key = $"{what}: {string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}";
        if (!constants.TryGetValue(key, out var name))
            constants.Add(key, name = make());
        return name;
    }
}
