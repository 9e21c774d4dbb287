namespace Hep.Data;

/// <summary>
/// Reads an expression by recursive descent, a method a level of precedence, from the loosest: ||, &amp;&amp;, not, comparisons, + and -, * and /, unary - and !, ^.
/// What it returns is typed: no operator has an operand of the wrong kind. Nesting and depth are limited, so that hostile text ends in an error.
/// </summary>
internal sealed partial class ExpressionParser
{
    private const int MostNesting = 100;
    private const int MostDepth = 500;
    private const string NoChain = "found a chain of comparisons, expected two of them joined by '&&', as in 1 < x && x < 2";

    private readonly ExpressionText text;
    private ExpressionToken token;
    private int nesting;

    private ExpressionParser(ExpressionText text)
    {
        this.text = text;
        token = text.Next();
    }

    /// <summary>The columns of numbers that are named, each with its first place.</summary>
    public Dictionary<string, int> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>The columns of text that are named, each with its first place.</summary>
    public Dictionary<string, int> Texts { get; } = new(StringComparer.Ordinal);

    private bool IsComparison => token.Kind == ExpressionTokenKind.Sign && token.Text is "<" or "<=" or ">" or ">=" or "==" or "!=";

    /// <exception cref="InvalidDataException">The text is no expression.</exception>
    public static (ExpressionNode Root, ExpressionParser Names) Parse(ExpressionText text, bool allowConstant)
    {
        var parser = new ExpressionParser(text);
        var root = parser.Any();
        if (parser.token.Kind != ExpressionTokenKind.End)
            throw parser.Unexpected("an operator or the end");
        if (parser.Texts.FirstOrDefault(text => parser.Numbers.ContainsKey(text.Key)) is { Key: { } name, Value: var place })
            throw text.Error(Math.Max(place, parser.Numbers[name]), $"found the column '{ExpressionToken.Shorten(name)}' both compared with a text and used as a number, expected one of them");
        if (!allowConstant && parser.Numbers.Count + parser.Texts.Count == 0)
            throw text.Error(root.Start, "found no column, expected at least one");
        return (root.Node, parser);
    }

    private Part Any() => Nested(Disjunction);

    private Part Disjunction() => Logic(Conjunction, "||", "or", static (a, b) => new ExpressionNode.Or(a, b));

    private Part Conjunction() => Logic(Negation, "&&", "and", static (a, b) => new ExpressionNode.And(a, b));

    private Part Negation() => IsWord("not") ? Prefix(Negation, Truth, static a => new ExpressionNode.Not(a)) : Comparison();

    private Part Comparison()
    {
        var left = Operand();
        if (!IsComparison)
        {
            return left.Node is not ExpressionNode.Literal literal ? left
                : throw text.Error(left.Start, $"found the text '{ExpressionToken.Shorten(literal.Text)}', which can only be compared with a column, as in KaggleSet == 't'");
        }

        var sign = Take();
        var right = Operand();
        if (IsComparison)
            throw text.Error(token.Start, NoChain);
        if (left.Node is ExpressionNode.Literal || right.Node is ExpressionNode.Literal)
            return CompareText(left, sign, right);
        var (a, b) = (Number(left, sign), Number(right, sign));
        return Checked(left.Start, sign.Text switch
        {
            "<" => new ExpressionNode.Combine(ColumnOperation.Less, a, b),
            "<=" => new ExpressionNode.Combine(ColumnOperation.LessOrEqual, a, b),
            ">" => new ExpressionNode.Combine(ColumnOperation.Less, b, a),
            ">=" => new ExpressionNode.Combine(ColumnOperation.LessOrEqual, b, a),
            "==" => new ExpressionNode.Combine(ColumnOperation.Equal, a, b),
            _ => new ExpressionNode.Not(new ExpressionNode.Combine(ColumnOperation.Equal, a, b)),
        });
    }

    private Part Operand()
    {
        if (token.Kind != ExpressionTokenKind.Text)
            return Sum();
        var literal = Take();
        return new(new ExpressionNode.Literal(literal.Text), literal.Start);
    }

    private Part CompareText(Part left, ExpressionToken sign, Part right)
    {
        var (column, literal) = left.Node is ExpressionNode.Literal ? (right, left) : (left, right);
        var value = ((ExpressionNode.Literal)literal.Node).Text;
        if (column.Node is not ExpressionNode.Column { Name: var name })
            throw text.Error(column.Start, $"found no column, expected the name of one to compare with the text '{ExpressionToken.Shorten(value)}'");
        if (sign.Text is not ("==" or "!="))
            throw text.Error(sign.Start, $"found '{sign.Text}' between a column and a text, expected '==' or '!='");

        // The name was noted as a column of numbers when it was read.
        if (Numbers.TryGetValue(name, out var first) && first == column.Start)
            Numbers.Remove(name);
        Texts.TryAdd(name, column.Start);
        var equal = new ExpressionNode.TextEquals(name, value);
        return Checked(left.Start, sign.Text == "==" ? equal : new ExpressionNode.Not(equal));
    }

    private Part Sum() => Arithmetic(Product, "+", ColumnOperation.Add, "-", ColumnOperation.Subtract);

    private Part Product() => Arithmetic(Unary, "*", ColumnOperation.Multiply, "/", ColumnOperation.Divide);

    private Part Unary()
    {
        if (token.Is("-"))
            return Prefix(Unary, Number, static a => new ExpressionNode.Map(ColumnFunction.Negate, a));
        return token.Is("!") ? Prefix(Unary, Truth, static a => new ExpressionNode.Not(a)) : Power();
    }

    private Part Power()
    {
        var left = Primary();
        if (!token.Is("^"))
            return left;
        var sign = Take();
        var right = Nested(Unary);
        return Checked(left.Start, new ExpressionNode.Combine(ColumnOperation.Power, Number(left, sign), Number(right, sign)));
    }

    private Part Primary()
    {
        var (start, kind) = (token.Start, token.Kind);
        switch (kind)
        {
            case ExpressionTokenKind.Number:
                return new(new ExpressionNode.Number(Take().Value), start);
            case ExpressionTokenKind.Name when IsWord("pi"):
                Take();
                return new(new ExpressionNode.Number(Math.PI), start);
            case ExpressionTokenKind.Name when !(IsWord("and") || IsWord("or") || IsWord("not")):
                var name = Take();
                return token.Is("(") ? Call(name) : Column(name);
            case ExpressionTokenKind.QuotedName:
                return Column(Take());
            case ExpressionTokenKind.Text:
                throw text.Error(start, $"found {token.Found}, which can only be compared with a column, as in KaggleSet == 't'");
            case ExpressionTokenKind.Sign when token.Is("("):
                Take();
                var inside = Any();
                Expect(")");
                return inside with { Start = start };
            default:
                throw Unexpected("a number, a column or '('");
        }
    }

    private Part Column(ExpressionToken name)
    {
        Numbers.TryAdd(name.Text, name.Start);
        return new(new ExpressionNode.Column(name.Text), name.Start);
    }

    private Part Logic(Func<Part> next, string sign, string word, Func<ExpressionNode, ExpressionNode, ExpressionNode> make)
    {
        var left = next();
        while (token.Is(sign) || IsWord(word))
        {
            var by = Take();
            var right = next();
            left = Checked(left.Start, make(Truth(left, by), Truth(right, by)));
        }

        return left;
    }

    private Part Arithmetic(Func<Part> next, string first, ColumnOperation firstMeans, string second, ColumnOperation secondMeans)
    {
        var left = next();
        while (token.Is(first) || token.Is(second))
        {
            var by = Take();
            var right = next();
            left = Checked(left.Start, new ExpressionNode.Combine(by.Text == first ? firstMeans : secondMeans, Number(left, by), Number(right, by)));
        }

        return left;
    }

    private Part Prefix(Func<Part> next, Func<Part, ExpressionToken, ExpressionNode> require, Func<ExpressionNode, ExpressionNode> make)
    {
        var sign = Take();
        return Checked(sign.Start, make(require(Nested(next), sign)));
    }

    private Part Nested(Func<Part> next)
    {
        if (++nesting > MostNesting)
            throw text.Error(token.Start, FormattableString.Invariant($"found more than {MostNesting} levels of nesting, expected a simpler expression"));
        var part = next();
        nesting--;
        return part;
    }

    private bool IsWord(string word) => token.Kind == ExpressionTokenKind.Name && token.Text == word;

    private ExpressionToken Take()
    {
        var taken = token;
        token = text.Next();
        return taken;
    }

    private void Expect(string sign)
    {
        if (!token.Is(sign))
            throw Unexpected($"an operator or '{sign}'");
        Take();
    }

    private InvalidDataException Unexpected(string expected) => text.Error(token.Start, $"found {token.Found}, expected {expected}");

    private ExpressionNode Number(Part operand, ExpressionToken by) => Operand(operand, by, truth: false);

    private ExpressionNode Truth(Part operand, ExpressionToken by) => Operand(operand, by, truth: true);

    private ExpressionNode Operand(Part operand, ExpressionToken by, bool truth)
    {
        if (operand.Node.IsTruth == truth)
            return operand.Node;
        throw text.Error(operand.Start, truth
            ? $"found a number, but {by.Found} takes truths, such as x > 1"
            : $"found a truth, but {by.Found} takes numbers; if(truth, 1, 0) makes one of it");
    }

    private Part Checked(int start, ExpressionNode node)
    {
        if (node.Depth > MostDepth)
            throw text.Error(start, FormattableString.Invariant($"found an expression of more than {MostDepth} operations one upon the other, expected a simpler one"));
        return new(ConstantFolding.Fold(node) ?? throw text.Error(start, "found a constant without a finite value"), start);
    }

    /// <summary>A part of the expression and where it begins.</summary>
    private readonly record struct Part(ExpressionNode Node, int Start);
}
