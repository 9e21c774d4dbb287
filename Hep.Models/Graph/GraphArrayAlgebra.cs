using static TorchSharp.torch;

namespace Hep.Models;

/// <summary>Arithmetic on arrays as nodes of an inference graph (ONNX operators); a value is its name.</summary>
/// <param name="graph">The graph.</param>
internal sealed class GraphArrayAlgebra(IGraph graph) : IArrayAlgebra<string>
{
    public string Constant(string name, double[] values, params ReadOnlySpan<int> dims) =>
        graph.Cast(graph.Constant(name, Array.ConvertAll(values, value => (float)value), dims), ScalarType.Float64);

    public string Columns(string values, ReadOnlySpan<int> columns) =>
        graph.Along("Gather", -1, values, graph.Integers("columns", Array.ConvertAll(columns.ToArray(), column => (long)column)));

    public string Add(string a, string b) => graph.Node("Add", a, b);

    public string Subtract(string a, string b) => graph.Node("Sub", a, b);

    public string Multiply(string a, string b) => graph.Node("Mul", a, b);

    public string Divide(string a, string b) => graph.Node("Div", a, b);

    public string Min(string a, string b) => graph.Node("Min", a, b);

    public string Max(string a, string b) => graph.Node("Max", a, b);

    public string Sqrt(string a) => graph.Node("Sqrt", a);

    public string Sin(string a) => graph.Node("Sin", a);

    public string Log(string a) => graph.Node("Log", a);

    public string Exp(string a) => graph.Node("Exp", a);

    public string Join(params ReadOnlySpan<string> values) => graph.Along("Concat", -1, values);

    public string Floor(string a) => graph.Node("Floor", a);

    public string Power(string a, string exponent) => graph.Node("Pow", a, exponent);

    public string Less(string a, string b) => graph.Node("Less", a, b);

    public string Where(string truth, string then, string otherwise) => graph.Node("Where", truth, then, otherwise);

    public string Product(string a, string b) => graph.Node("MatMul", a, b);

    public string Sum(string a, int axis) => graph.Node("ReduceSum", a, graph.Integers("axis", [axis]));

    public string Largest(string a, int axis) => graph.Reduce("ReduceMax", axis, a);

    // 0 takes the batch over.
    public string Shape(string a, params ReadOnlySpan<int> dims) =>
        graph.Node("Reshape", a, graph.Integers("shape", [0, .. Array.ConvertAll(dims.ToArray(), size => (long)size)]));

    public string Gather(string values, string places) => graph.Along("GatherElements", 1, values, graph.Cast(places, ScalarType.Int64));
}
