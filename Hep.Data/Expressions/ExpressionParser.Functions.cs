using System.Globalization;

namespace Hep.Data;

// Functions: their names, and what they take.
internal sealed partial class ExpressionParser
{
    private static readonly Dictionary<string, ColumnFunction> Functions = new(StringComparer.Ordinal)
    {
        ["log"] = ColumnFunction.Log,
        ["exp"] = ColumnFunction.Exp,
        ["sqrt"] = ColumnFunction.Sqrt,
        ["abs"] = ColumnFunction.Abs,
        ["sin"] = ColumnFunction.Sin,
        ["cos"] = ColumnFunction.Cos,
        ["tan"] = ColumnFunction.Tan,
        ["sinh"] = ColumnFunction.Sinh,
        ["cosh"] = ColumnFunction.Cosh,
        ["tanh"] = ColumnFunction.Tanh,
        ["floor"] = ColumnFunction.Floor,
        ["sign"] = ColumnFunction.Sign,
    };

    private static readonly string[] FunctionNames = [.. Functions.Keys, "min", "max", "delta_phi", "if", "missing"];

    private Part Call(ExpressionToken name)
    {
        if (!FunctionNames.Contains(name.Text))
            throw text.Error(name.Start, $"found the unknown function {name.Found}, expected one of {string.Join(", ", FunctionNames)}{Meant(name.Text)}");
        Take();
        var arguments = new List<Part> { Any() };
        while (token.Is(","))
        {
            Take();
            arguments.Add(Any());
        }

        if (!token.Is(")"))
            throw Unexpected("an operator, ',' or ')'");
        Take();
        return Checked(name.Start, Apply(name, arguments));
    }

    private ExpressionNode Apply(ExpressionToken name, List<Part> arguments)
    {
        if (name.Text is "min" or "max")
        {
            RequireCount(name, arguments, 2, int.MaxValue);
            var operation = name.Text == "min" ? ColumnOperation.Min : ColumnOperation.Max;
            return arguments.Select(argument => Number(argument, name)).Aggregate((a, b) => Checked(name.Start, new ExpressionNode.Combine(operation, a, b)).Node);
        }

        if (name.Text == "if")
        {
            RequireCount(name, arguments, 3, 3);
            if (arguments[1].Node.IsTruth != arguments[2].Node.IsTruth)
                throw text.Error(arguments[2].Start, "found a number and a truth as the two values of 'if', expected two numbers or two truths");
            return new ExpressionNode.If(Truth(arguments[0], name), arguments[1].Node, arguments[2].Node);
        }

        if (name.Text == "delta_phi")
        {
            RequireCount(name, arguments, 2, 2);
            return new ExpressionNode.DeltaPhi(Number(arguments[0], name), Number(arguments[1], name));
        }

        RequireCount(name, arguments, 1, 1);
        var operand = Number(arguments[0], name);
        return name.Text == "missing" ? new ExpressionNode.IsMissing(operand) : new ExpressionNode.Map(Functions[name.Text], operand);
    }

    private void RequireCount(ExpressionToken name, List<Part> arguments, int least, int most)
    {
        if (arguments.Count >= least && arguments.Count <= most)
            return;
        var expected = string.Create(CultureInfo.InvariantCulture, $"{least}{(most > least ? " or more" : "")}");
        throw text.Error(name.Start, string.Create(CultureInfo.InvariantCulture, $"found {arguments.Count} {(arguments.Count == 1 ? "argument" : "arguments")} of '{name.Text}', expected {expected}"));
    }

    private static string Meant(string name) => NearestNames.Meant(name, FunctionNames) is { } nearest ? $"; did you mean {nearest}?" : "";
}
