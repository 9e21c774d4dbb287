namespace Hep.Data;

/// <summary>What the cells of a column are, as far as their text tells.</summary>
public enum ColumnKind
{
    /// <summary>Every cell is empty.</summary>
    Empty,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Anything else.</summary>
    Text,
}
