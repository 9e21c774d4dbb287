namespace Hep.Data;

/// <summary>A field of a structure.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">The axes that it adds to those of the array; mostly none.</param>
public sealed record ElementField(string Name, ElementType Type, IReadOnlyList<long> Shape)
{
    // Where it begins in the structure, in bytes.
    internal int Offset { get; init; }

    // How many elements it has in one structure.
    internal long Length => Shape.Aggregate(1L, (product, side) => checked(product * side));

    /// <summary>Name and type.</summary>
    public override string ToString() => Shape.Count == 0 ? $"{Name} {Type}" : $"{Name} {StoredArray.Format(Shape)} {Type}";
}
