using System.Text;
using System.Text.Json;
using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Formulas of columns, held against NumPy and pandas (golden/make_expressions.py), identities, and hostile text.</summary>
public sealed class ColumnExpressionTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Hep.Tests/Data/golden/expressions.json"))).RootElement;

    public static IEnumerable<object[]> Numbers() => Golden.GetProperty("numbers").EnumerateArray().Select(c => new object[] { c.GetProperty("text").GetString()! });

    public static IEnumerable<object[]> Conditions() => Golden.GetProperty("conditions").EnumerateArray().Select(c => new object[] { c.GetProperty("text").GetString()! });

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_are_NumPys(string text)
    {
        var found = Compute(text);
        var expected = Doubles(Golden.GetProperty("numbers").EnumerateArray().Single(c => c.GetProperty("text").GetString() == text).GetProperty("values"));
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(double.IsNaN(expected[i]), double.IsNaN(found[i]));
            if (!double.IsNaN(expected[i]))
                Assert.InRange(found[i] - expected[i], -1e-13 * (1 + Math.Abs(expected[i])), 1e-13 * (1 + Math.Abs(expected[i])));
        }

        Assert.Contains(expected, double.IsFinite);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Events_pass_where_pandas_says_true(string text)
    {
        var expected = Golden.GetProperty("conditions").EnumerateArray().Single(c => c.GetProperty("text").GetString() == text).GetProperty("values").EnumerateArray();
        var selection = RowSelection.Parse(text);
        Assert.Equal(expected.Select(v => v.ValueKind == JsonValueKind.True), selection.Passes(Table(extras: false)));
        Assert.Equal(expected.Select(v => v.ValueKind == JsonValueKind.True), selection.Passes(Table(extras: true)));
        Assert.NotEmpty(selection.Rows(Table(extras: false)));
    }

    [Theory]
    [InlineData("(x + y)^2", "x^2 + 2*x*y + y^2")]
    [InlineData("x - (y - m)", "x - y + m")]
    [InlineData("exp(x) * exp(y)", "exp(x + y)")]
    [InlineData("cosh(x)^2 - sinh(x)^2", "1 + 0*x")]
    [InlineData("sin(phi + psi)", "sin(phi)*cos(psi) + cos(phi)*sin(psi)")]
    [InlineData("delta_phi(phi, psi)", "-delta_phi(psi, phi)")]
    [InlineData("delta_phi(phi + 2*pi, psi - 4*pi)", "delta_phi(phi, psi)")]
    [InlineData("max(x, y)", "-min(-x, -y)")]
    [InlineData("abs(x)", "x * sign(x)")]
    [InlineData("if(x < y, x, y)", "min(x, y)")]
    public void Identities_hold(string left, string right)
    {
        var (found, expected) = (Compute(left), Compute(right));
        Assert.Equal(expected.Select(double.IsNaN), found.Select(double.IsNaN));
        Assert.All(found.Zip(expected).Where(pair => !double.IsNaN(pair.First)), pair => Assert.Equal(pair.Second, pair.First, 1e-9 * (1 + Math.Abs(pair.Second))));
    }

    [Fact]
    public void Angles_end_in_the_half_open_interval()
    {
        Assert.Equal(Math.PI, One("delta_phi(x, 0)", Math.PI));
        Assert.Equal(Math.PI, One("delta_phi(x, 0)", -Math.PI));
        Assert.Equal(0, One("delta_phi(x, x)", 2.5));
        Assert.Equal(-4 + (2 * Math.PI), One("delta_phi(x, 1.5)", -2.5), 1e-15);
    }

    [Fact]
    public void What_has_no_value_is_missing_and_a_NaN_of_the_input_is_seen()
    {
        foreach (var text in new[] { "log(x)", "1/x", "x^-1", "sqrt(x - 1)", "exp(x + 1e4)", "(x - 1)^0.5", "x/x", "1e300*(x + 1)*1e300", "delta_phi(x + 1e308, -1e308 - x*0)*0 + 1/x" })
            Assert.True(IsMissing(text, 0), text);
        foreach (var text in new[] { "log(x)", "1/x", "x^-1", "sqrt(x)", "exp(x)", "x^0.5", "x^y", "x + 1", "min(x, 1)", "if(y > 0, x, 1)", "delta_phi(x, 1)" })
        {
            Assert.False(IsMissing(text, double.NaN), text);
            Assert.True(double.IsNaN(One(text, double.NaN)), text);
        }
    }

    [Fact]
    public void Weights_and_ids_beyond_single_precision_are_compared_exactly()
    {
        var table = new EventTable("a table", [], [-1, -1, -1], [], extras: [new NumberColumn("id", [16777216, 16777217, 16777218])]);
        Assert.Equal([1], RowSelection.Parse("id == 16777217").Rows(table));
    }

    [Fact]
    public void The_names_it_takes_are_told_apart()
    {
        var expression = ColumnExpression.Parse("`my mass` > Jet.pt and 't' == set || set == 'it' && missing(a) and a > if(pi > b, 1, 2)");
        Assert.Equal(["my mass", "Jet.pt", "a", "b"], expression.Columns);
        Assert.Equal(["set"], expression.TextColumns);
        Assert.True(expression.IsTruth);
        Assert.False(ColumnExpression.Parse("log + 1").IsTruth);
        Assert.Equal(["log"], ColumnExpression.Parse("log + 1").Columns);
    }

    [Theory]
    [InlineData("log(DER_mass )*", "column 16: found the end, expected a number, a column or '('\n  log(DER_mass )*\n                 ^")]
    [InlineData("(x + 2", "column 7: found the end, expected an operator or ')'\n  (x + 2\n        ^")]
    [InlineData("x + )", "column 5: found ')', expected a number, a column or '('\n  x + )\n      ^")]
    [InlineData("x y", "column 3: found 'y', expected an operator or the end\n  x y\n    ^")]
    [InlineData("lg(x)", "column 1: found the unknown function 'lg', expected one of log, exp, sqrt, abs, sin, cos, tan, sinh, cosh, tanh, floor, sign, min, max, delta_phi, if, missing; did you mean log?\n  lg(x)\n  ^")]
    [InlineData("delta_phi(x)", "column 1: found 1 argument of 'delta_phi', expected 2\n  delta_phi(x)\n  ^")]
    [InlineData("min(x)", "column 1: found 1 argument of 'min', expected 2 or more\n  min(x)\n  ^")]
    [InlineData("1 < x < 2", "column 7: found a chain of comparisons, expected two of them joined by '&&', as in 1 < x && x < 2\n  1 < x < 2\n        ^")]
    [InlineData("x && y > 1", "column 1: found a number, but '&&' takes truths, such as x > 1\n  x && y > 1\n  ^")]
    [InlineData("1 + (x > 2)", "column 5: found a truth, but '+' takes numbers; if(truth, 1, 0) makes one of it\n  1 + (x > 2)\n      ^")]
    [InlineData("!x", "column 2: found a number, but '!' takes truths, such as x > 1\n  !x\n   ^")]
    [InlineData("x = 1", "column 3: found '=': equality is written '=='\n  x = 1\n    ^")]
    [InlineData("x ** 2", "column 3: found '**': a power is written '^'\n  x ** 2\n    ^")]
    [InlineData("x & y", "column 3: found '&': 'and' is written '&&'\n  x & y\n    ^")]
    [InlineData("x # y", "column 3: found '#', which means nothing here; a column's name with other signs than letters, digits, '_' and '.' stands in backquotes, as in `my column`\n  x # y\n    ^")]
    [InlineData("2x", "column 2: found 'x' right after the number 2, expected an operator (a name that begins with a digit stands in backquotes)\n  2x\n   ^")]
    [InlineData("'t'", "column 1: found the text 't', which can only be compared with a column, as in KaggleSet == 't'\n  't'\n  ^")]
    [InlineData("x < 't'", "column 3: found '<' between a column and a text, expected '==' or '!='\n  x < 't'\n    ^")]
    [InlineData("x + 1 == 't'", "column 1: found no column, expected the name of one to compare with the text 't'\n  x + 1 == 't'\n  ^")]
    [InlineData("x == 't' and x > 1", "column 14: found the column 'x' both compared with a text and used as a number, expected one of them\n  x == 't' and x > 1\n               ^")]
    [InlineData("x == 't", "column 6: found a text that does not end, expected a closing '\n  x == 't\n       ^")]
    [InlineData("x + 1/0", "column 5: found a constant without a finite value\n  x + 1/0\n      ^")]
    [InlineData("x + 1e999", "column 5: found 1e999, which is larger than the largest number\n  x + 1e999\n      ^")]
    [InlineData("2 * pi", "column 1: found no column, expected at least one\n  2 * pi\n  ^")]
    [InlineData("", "column 1: found the end, expected a number, a column or '('\n  \n  ^")]
    public void A_text_that_is_no_expression_is_refused_with_its_place(string text, string message) =>
        Assert.Equal(message, Fault(() => ColumnExpression.Parse(text)));

    [Fact]
    public void An_unknown_column_is_refused_with_the_nearest_name()
    {
        Assert.Equal(
            "column 7: found the unknown column 'PRI_lep_p'; did you mean 'PRI_lep_pt'?\n  1 + 2*PRI_lep_p\n        ^",
            Fault(() => ColumnExpression.Parse("1 + 2*PRI_lep_p").RequireColumns(["PRI_tau_pt", "PRI_lep_pt"])));
        Assert.Equal("a table: no column 'xx' to select events by; nearest names: 'x'", Fault(() => RowSelection.Parse("xx > 1").Passes(Single(1))));
        Assert.Equal("a table: the column 'x' holds other things than text, which the selection of events needs", Fault(() => RowSelection.Parse("x == 'a'").Passes(Single(1))));
    }

    [Fact]
    public void Numbers_and_truths_have_their_places()
    {
        Assert.Equal("column 1: found a number, expected a truth, such as x > 1\n  x + 1\n  ^", Fault(() => RowSelection.Parse("x + 1")));
        Assert.Equal("column 1: found a truth, expected a number; if(truth, 1, 0) makes one of it\n  x > 1\n  ^", Fault(ColumnExpression.Parse("x > 1").RequireNumber));
        Assert.Equal(
            "column 4: found the column 's' compared with a text, expected columns of numbers (texts are for the selection of events)\n  if(s == 't', 1, 0)\n     ^",
            Fault(ColumnExpression.Parse("if(s == 't', 1, 0)").RequireNumber));
    }

    [Fact]
    public void Hostile_text_ends_in_an_error()
    {
        Assert.Equal("found an expression of 100001 characters, expected at most 10000", Fault(() => ColumnExpression.Parse(new string('(', 100_000) + "x")));
        foreach (var text in new[] { new string('(', 9_999) + "x", new string('-', 9_999) + "x", string.Concat(Enumerable.Repeat("log(", 2_000)) + "x", string.Concat(Enumerable.Repeat("x^", 2_000)) + "x", string.Concat(Enumerable.Repeat("not ", 2_000)) + "x" })
            Assert.Contains("found more than 100 levels of nesting, expected a simpler expression\n", Fault(() => ColumnExpression.Parse(text)));
        Assert.StartsWith("column 1: found an expression of more than 500 operations one upon the other, expected a simpler one\n", Fault(() => ColumnExpression.Parse(string.Join('+', Enumerable.Repeat("x", 4_000)))));
    }

    [Fact]
    public void Random_texts_are_expressions_or_one_clear_error()
    {
        string[] pieces = ["x", "y", "m", "`x`", "1", "2.5", "1e3", ".5", "+", "-", "*", "/", "^", "(", ")", "<", "<=", "==", "!=", "&&", "||", "!", " and ", " or ", " not ", "log(", "min(", ",", "if(", "delta_phi(", "missing(", "'t'", "pi", "\"", "#", "`", "\0", "\ud83d", "ä", "\n"];
        var random = new SplitMix64(3);
        var good = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var text = new StringBuilder();
            for (var length = 1 + random.Below(7); length > 0; length--)
                text.Append(pieces[random.Below(pieces.Length)]);
            try
            {
                var expression = ColumnExpression.Parse(text.ToString());
                _ = Evaluate(expression, name => [name.Length, 2, 0, -1]);
                good++;
            }
            catch (InvalidDataException error)
            {
                Assert.Matches(@"\Acolumn [0-9]+: found .*\n  .*\n *\^\z", error.Message);
            }
        }

        Assert.InRange(good, 200, 9_000);
    }

    [Fact]
    public void Finite_numbers_never_make_a_NaN()
    {
        string[] operands = ["x", "y", "m", "1e30", "0"];
        string[] formulas = ["{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / {1}", "abs({0})^{1}", "({0})^({1})", "log({0}) - log({1})", "exp({0}) - exp({1})", "sqrt({0}) * {1}", "sinh({0}) - cosh({1})", "tan({0}) - {1}", "delta_phi({0}, {1})", "max({0}, {1})"];
        var random = new SplitMix64(8);
        string Make(int depth) => depth == 0 ? operands[random.Below(operands.Length)] : string.Format(formulas[random.Below(formulas.Length)], $"({Make(depth - 1)})", $"({Make(depth - 1)})");
        double[] values = [0, 1, -1, 0.5, 1e-30, -1e30, 3e38, 700, -700, 1e300];
        var evaluated = 0;
        while (evaluated < 300)
        {
            ColumnExpression expression;
            try
            {
                expression = ColumnExpression.Parse(Make(1 + random.Below(3)));
            }
            catch (InvalidDataException error) when (error.Message.Contains("constant", StringComparison.Ordinal) || error.Message.Contains("no column", StringComparison.Ordinal))
            {
                continue;
            }

            evaluated++;
            var value = Evaluate(expression, name => Array.ConvertAll(values, v => name == "x" ? v : values[random.Below(values.Length)]));
            for (var i = 0; i < value.Value.Values.Length; i++)
                Assert.True(value.Missing is { } missing && missing.Values[i] != 0 || double.IsFinite(value.Value.Values[i]), $"{expression} gives {value.Value.Values[i]}");
        }
    }

    private static double One(string text, double x) => Evaluate(ColumnExpression.Parse(text), name => [name == "x" ? x : 1]).Value.Values[0];

    private static bool IsMissing(string text, double x) => Evaluate(ColumnExpression.Parse(text), name => [name == "x" ? x : 1]).Missing is { Values: [not 0] };

    private static double[] Compute(string text)
    {
        var (value, missing) = Evaluate(ColumnExpression.Parse(text), name => Doubles(Golden.GetProperty("columns").GetProperty(name)));
        return [.. value.Values.Select((v, i) => missing is not null && missing.Values[i] != 0 ? double.NaN : v)];
    }

    // NaN stands for missing here.
    private static ColumnValue<NumberMatrix<double>> Evaluate(ColumnExpression expression, Func<string, double[]> column) => expression.Evaluate(
        ArrayAlgebra<double>.Instance,
        name =>
        {
            var values = column(name);
            var golden = values.Length > 4;
            return new(new(values.Length, 1, values), golden ? new(values.Length, 1, Array.ConvertAll(values, v => double.IsNaN(v) ? 1.0 : 0)) : null);
        },
        (_, _) => new(new(4, 1, [1, 0, 1, 0]), null));

    private static EventTable Table(bool extras)
    {
        const float missing = -999;
        string[] names = ["x", "y", "m", "n", "phi", "psi"];
        var columns = names.Select(name => Array.ConvertAll(Doubles(Golden.GetProperty("columns").GetProperty(name)), v => double.IsNaN(v) ? missing : v)).ToArray();
        var subset = new TextColumn("subset", [.. Golden.GetProperty("subset").EnumerateArray().Select(v => v.GetString()!)]);
        var labels = Enumerable.Repeat(-1, subset.Count).ToArray();
        return extras
            ? new EventTable("a table", [], labels, [], extras: [.. names.Zip(columns, (name, values) => new NumberColumn(name, values)), subset], missing: missing)
            : new EventTable("a table", [.. names.Zip(columns, (name, values) => new FeatureColumn(name, "", Array.ConvertAll(values, v => (float)v)))], labels, [], extras: [subset], missing: missing);
    }

    private static EventTable Single(float x) => new("a table", [new FeatureColumn("x", "", [x])], [-1], []);

    private static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())];

    private static string Fault(Action action) => Assert.Throws<InvalidDataException>(action).Message;

    private static string Fault(Func<object> action) => Assert.Throws<InvalidDataException>(action).Message;
}
