namespace Hep.Data;

/// <summary>Numbers of numbers become a number when the expression is read, in double precision.</summary>
internal static class ConstantFolding
{
    /// <summary>The node, or its value if its operands are numbers; null: it has no finite value.</summary>
    public static ExpressionNode? Fold(ExpressionNode node)
    {
        var isConstant = node switch
        {
            ExpressionNode.Map map => map.Operand is ExpressionNode.Number,
            ExpressionNode.Combine { IsTruth: false } combine => combine is { Left: ExpressionNode.Number, Right: ExpressionNode.Number },
            ExpressionNode.DeltaPhi delta => delta is { Left: ExpressionNode.Number, Right: ExpressionNode.Number },
            _ => false,
        };
        if (!isConstant)
            return node;
        var value = new ExpressionEvaluator<NumberMatrix<double>>(ArrayAlgebra<double>.Instance, NoColumn, NoText).Evaluate(node);
        return value.Missing is { Values: [not 0] } || !double.IsFinite(value.Value.Values[0]) ? null : new ExpressionNode.Number(value.Value.Values[0]);
    }

    private static ColumnValue<NumberMatrix<double>> NoColumn(string name) => throw new InvalidOperationException(name);

    private static ColumnValue<NumberMatrix<double>> NoText(string name, string text) => throw new InvalidOperationException(name);
}
