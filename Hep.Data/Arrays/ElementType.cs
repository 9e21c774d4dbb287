using System.Globalization;

namespace Hep.Data;

/// <summary>The type of the elements of an array in a file, whatever the format of the file.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Bytes">The size of one in the file; 0 for texts of variable length.</param>
public sealed record ElementType(ElementKind Kind, int Bytes)
{
    private const int FieldsShown = 12;

    /// <summary>Whether the most significant byte comes first in the file. It is read all the same.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>The fields of a structure, in the order of the file; else none.</summary>
    public IReadOnlyList<ElementField> Fields { get; init; } = [];

    /// <summary>Whether the elements can be read as numbers.</summary>
    public bool IsNumeric => Kind is ElementKind.Signed or ElementKind.Unsigned or ElementKind.Float or ElementKind.Boolean;

    // What a user would call it, where the kind does not say it.
    internal string? Words { get; init; }

    /// <summary>As NumPy names it (<c>float32</c>, <c>int64</c>, <c>bool</c>), <c>text</c>, or the fields of a structure.</summary>
    public override string ToString() => Kind switch
    {
        _ when Words is not null => Words,
        ElementKind.Boolean => "bool",
        ElementKind.Text => "text",
        ElementKind.Structure => $"fields {string.Join(", ", Fields.Take(FieldsShown).Select(f => f.ToString()))}"
            + (Fields.Count > FieldsShown ? Invariant($" and {Fields.Count - FieldsShown} more") : ""),
        ElementKind.Signed => Invariant($"int{8 * Bytes}"),
        ElementKind.Unsigned => Invariant($"uint{8 * Bytes}"),
        ElementKind.Float => Invariant($"float{8 * Bytes}"),
        _ => "elements of an unknown type",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
