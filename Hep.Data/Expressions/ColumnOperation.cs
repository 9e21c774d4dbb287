namespace Hep.Data;

/// <summary>An operation on two numbers.</summary>
public enum ColumnOperation
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>a to the b.</summary>
    Power,

    /// <summary>The smaller one.</summary>
    Min,

    /// <summary>The larger one.</summary>
    Max,

    /// <summary>a = b, a truth.</summary>
    Equal,

    /// <summary>a &lt; b, a truth.</summary>
    Less,

    /// <summary>a &lt;= b, a truth.</summary>
    LessOrEqual,
}
