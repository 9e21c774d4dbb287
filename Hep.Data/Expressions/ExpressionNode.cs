namespace Hep.Data;

/// <summary>A part of an expression, checked: its operands are of the right kind. Depth and constants are known when it is made.</summary>
internal abstract record ExpressionNode
{
    /// <summary>True for a truth, false for a number.</summary>
    public virtual bool IsTruth => false;

    /// <summary>Levels from here to the deepest column or number.</summary>
    public virtual int Depth => 1;

    internal sealed record Number(double Value) : ExpressionNode;

    internal sealed record Column(string Name) : ExpressionNode;

    /// <summary>A text, on its way into a comparison.</summary>
    internal sealed record Literal(string Text) : ExpressionNode;

    /// <summary>A column of text equals a text.</summary>
    internal sealed record TextEquals(string Name, string Text) : ExpressionNode
    {
        public override bool IsTruth => true;
    }

    internal sealed record Map(ColumnFunction Function, ExpressionNode Operand) : ExpressionNode
    {
        public override int Depth { get; } = Operand.Depth + 1;
    }

    /// <summary>An operation on two numbers; a comparison gives a truth.</summary>
    internal sealed record Combine(ColumnOperation Operation, ExpressionNode Left, ExpressionNode Right) : ExpressionNode
    {
        public override bool IsTruth => Operation is ColumnOperation.Equal or ColumnOperation.Less or ColumnOperation.LessOrEqual;

        public override int Depth { get; } = Math.Max(Left.Depth, Right.Depth) + 1;
    }

    /// <summary>The difference of two azimuthal angles.</summary>
    internal sealed record DeltaPhi(ExpressionNode Left, ExpressionNode Right) : ExpressionNode
    {
        public override int Depth { get; } = Math.Max(Left.Depth, Right.Depth) + 1;
    }

    internal sealed record And(ExpressionNode Left, ExpressionNode Right) : ExpressionNode
    {
        public override bool IsTruth => true;

        public override int Depth { get; } = Math.Max(Left.Depth, Right.Depth) + 1;
    }

    internal sealed record Or(ExpressionNode Left, ExpressionNode Right) : ExpressionNode
    {
        public override bool IsTruth => true;

        public override int Depth { get; } = Math.Max(Left.Depth, Right.Depth) + 1;
    }

    internal sealed record Not(ExpressionNode Operand) : ExpressionNode
    {
        public override bool IsTruth => true;

        public override int Depth { get; } = Operand.Depth + 1;
    }

    /// <summary>Whether a number is missing, which is never missing itself.</summary>
    internal sealed record IsMissing(ExpressionNode Operand) : ExpressionNode
    {
        public override bool IsTruth => true;

        public override int Depth { get; } = Operand.Depth + 1;
    }

    /// <summary>One of two numbers, or one of two truths.</summary>
    internal sealed record If(ExpressionNode Condition, ExpressionNode Then, ExpressionNode Otherwise) : ExpressionNode
    {
        public override bool IsTruth => Then.IsTruth;

        public override int Depth { get; } = Math.Max(Condition.Depth, Math.Max(Then.Depth, Otherwise.Depth)) + 1;
    }
}
