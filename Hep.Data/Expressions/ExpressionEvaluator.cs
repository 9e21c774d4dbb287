namespace Hep.Data;

/// <summary>
/// Computes an expression with the arithmetic it is given. What is missing makes missing: an operation is missing where an operand is, where it has no
/// value (logarithm of what is not positive, root of a negative number, division by zero, ...), and where it overflows. A NaN of the input stays one.
/// Truths follow Kleene's logic: "or" is true where one side is, whatever is missing on the other side.
/// </summary>
internal sealed class ExpressionEvaluator<T>(IColumnAlgebra<T> algebra, Func<string, ColumnValue<T>> column, Func<string, string, ColumnValue<T>> textEquals)
    where T : class
{
    private readonly Dictionary<string, ColumnValue<T>> columns = new(StringComparer.Ordinal);

    public ColumnValue<T> Evaluate(ExpressionNode node) => node switch
    {
        ExpressionNode.Number number => new(algebra.Row([number.Value]), null),
        ExpressionNode.Column named => Column(named.Name),
        ExpressionNode.TextEquals text => textEquals(text.Name, text.Text),
        ExpressionNode.Map map => Map(map.Function, Evaluate(map.Operand)),
        ExpressionNode.Combine { IsTruth: true } compare => Compare(compare.Operation, Evaluate(compare.Left), Evaluate(compare.Right)),
        ExpressionNode.Combine combine => Combine(combine, Evaluate(combine.Left), Evaluate(combine.Right)),
        ExpressionNode.DeltaPhi delta => DeltaPhi(Evaluate(delta.Left), Evaluate(delta.Right)),
        ExpressionNode.And and => And(Evaluate(and.Left), Evaluate(and.Right)),
        ExpressionNode.Or or => Or(Evaluate(or.Left), Evaluate(or.Right)),
        ExpressionNode.Not not => Not(Evaluate(not.Operand)),
        ExpressionNode.IsMissing missing => IsMissing(Evaluate(missing.Operand)),
        ExpressionNode.If choice => If(choice, Evaluate(choice.Condition), Evaluate(choice.Then), Evaluate(choice.Otherwise)),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "not part of an expression"),
    };

    private ColumnValue<T> Column(string name)
    {
        if (!columns.TryGetValue(name, out var value))
            columns.Add(name, value = column(name));
        return value;
    }

    private ColumnValue<T> Map(ColumnFunction function, ColumnValue<T> a)
    {
        var value = algebra.Map(function, a.Value);
        var undefined = function switch
        {
            ColumnFunction.Log => algebra.Combine(ColumnOperation.LessOrEqual, a.Value, Zero()),
            ColumnFunction.Sqrt => algebra.Combine(ColumnOperation.Less, a.Value, Zero()),
            ColumnFunction.Exp or ColumnFunction.Sinh or ColumnFunction.Cosh => algebra.IsInfinite(value),
            _ => null,
        };
        return new(value, Either(a.Missing, undefined));
    }

    private ColumnValue<T> Combine(ExpressionNode.Combine node, ColumnValue<T> a, ColumnValue<T> b)
    {
        var value = algebra.Combine(node.Operation, a.Value, b.Value);
        var missing = Either(a.Missing, b.Missing);
        if (node.Operation is ColumnOperation.Min or ColumnOperation.Max)
            return new(value, missing);
        missing = Either(missing, algebra.IsInfinite(value));
        return new(value, node.Operation switch
        {
            ColumnOperation.Divide when node.Right is not ExpressionNode.Number { Value: not 0 } => Either(missing, algebra.Combine(ColumnOperation.Equal, b.Value, Zero())),
            ColumnOperation.Power when node.Right is not ExpressionNode.Number { Value: var power } || power != Math.Floor(power) => Either(missing, NoPower(value, a.Value, b.Value)),
            _ => missing,
        });
    }

    // A negative number to a broken power. A NaN of the exponent is one of the input.
    private T NoPower(T value, T a, T b)
    {
        var isNumber = algebra.Combine(ColumnOperation.Equal, value, value);
        var isNegative = algebra.Combine(ColumnOperation.Less, a, Zero());
        return algebra.And(algebra.And(isNegative, algebra.Not(isNumber)), algebra.Combine(ColumnOperation.Equal, b, b));
    }

    private ColumnValue<T> Compare(ColumnOperation operation, ColumnValue<T> a, ColumnValue<T> b) =>
        Truth(algebra.Combine(operation, a.Value, b.Value), Either(a.Missing, b.Missing));

    private ColumnValue<T> DeltaPhi(ColumnValue<T> a, ColumnValue<T> b)
    {
        var difference = algebra.Combine(ColumnOperation.Subtract, a.Value, b.Value);
        return new(algebra.Wrap(difference), Either(Either(a.Missing, b.Missing), algebra.IsInfinite(difference)));
    }

    // A truth that is missing has the value false: "and" and "or" then see only what is known to be true.
    private ColumnValue<T> And(ColumnValue<T> a, ColumnValue<T> b)
    {
        if (Either(a.Missing, b.Missing) is not { } missing)
            return new(algebra.And(a.Value, b.Value), null);
        var possible = algebra.And(Either(a.Missing, a.Value)!, Either(b.Missing, b.Value)!);
        return new(algebra.And(a.Value, b.Value), algebra.And(missing, possible));
    }

    private ColumnValue<T> Or(ColumnValue<T> a, ColumnValue<T> b)
    {
        var value = algebra.Or(a.Value, b.Value);
        return new(value, Either(a.Missing, b.Missing) is { } missing ? algebra.And(missing, algebra.Not(value)) : null);
    }

    private ColumnValue<T> Not(ColumnValue<T> a) => Truth(algebra.Not(a.Value), a.Missing);

    private ColumnValue<T> IsMissing(ColumnValue<T> a) => new(a.Missing ?? algebra.Combine(ColumnOperation.Less, a.Value, a.Value), null);

    private ColumnValue<T> If(ExpressionNode.If node, ColumnValue<T> condition, ColumnValue<T> then, ColumnValue<T> otherwise)
    {
        var value = node.IsTruth ? Choose(condition.Value, then.Value, otherwise.Value) : algebra.Where(condition.Value, then.Value, otherwise.Value);
        var chosen = Choose(condition.Value, then.Missing, otherwise.Missing);
        return node.IsTruth ? Truth(value!, Either(condition.Missing, chosen)) : new(value!, Either(condition.Missing, chosen));
    }

    // One of two truths; null is false throughout.
    private T? Choose(T condition, T? then, T? otherwise) => Either(
        then is null ? null : algebra.And(condition, then),
        otherwise is null ? null : algebra.And(algebra.Not(condition), otherwise));

    private ColumnValue<T> Truth(T value, T? missing) => new(missing is null ? value : algebra.And(value, algebra.Not(missing)), missing);

    private T? Either(T? a, T? b) => a is null ? b : b is null ? a : algebra.Or(a, b);

    private T Zero() => algebra.Row([0]);
}
