namespace Hep.Data;

/// <summary>What the elements of an array in a file are.</summary>
public enum ElementKind
{
    /// <summary>Whole numbers with a sign.</summary>
    Signed,

    /// <summary>Whole numbers from 0.</summary>
    Unsigned,

    /// <summary>Floating-point numbers.</summary>
    Float,

    /// <summary>False and true, read as 0 and 1.</summary>
    Boolean,

    /// <summary>Texts.</summary>
    Text,

    /// <summary>Named fields, each with a type of its own (compound types, structured arrays).</summary>
    Structure,

    /// <summary>Anything that cannot be read as numbers or texts: references, lists of variable length, times, complex numbers.</summary>
    Other,
}
