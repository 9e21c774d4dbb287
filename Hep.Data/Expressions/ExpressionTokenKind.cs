namespace Hep.Data;

/// <summary>What a word of an expression is.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>There is no more.</summary>
    End,

    /// <summary>A number without sign.</summary>
    Number,

    /// <summary>A name as it stands: of a column, a function, or a word such as "and".</summary>
    Name,

    /// <summary>A column's name in backquotes.</summary>
    QuotedName,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Sign,
}
