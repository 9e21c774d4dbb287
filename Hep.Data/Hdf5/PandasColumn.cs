namespace Hep.Data;

/// <summary>Where a column of a data frame is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Block">The array that holds it, [N] or [N, columns]; null where Python objects were pickled.</param>
/// <param name="Index">Its place among the block's columns.</param>
internal sealed record PandasColumn(string Name, StoredArray? Block, int Index)
{
    /// <summary>The type of a column of Python objects.</summary>
    public static ElementType Pickled { get; } = new(ElementKind.Other, 0) { Words = "Python objects, which only Python can read (format='table' keeps texts as texts)" };
}
