namespace Hep.Data;

/// <summary>Which fields of a data set are read, and how they lie in memory.</summary>
/// <param name="Parents">The structures to go down, one in the other; none for the data set's own.</param>
/// <param name="Fields">The fields that are read; none where the elements are no structures, or are read whole.</param>
/// <param name="Inner">The axes of the element's type.</param>
/// <param name="IsMatrix">Whether the fields lie side by side.</param>
internal sealed record Hdf5View(IReadOnlyList<string> Parents, IReadOnlyList<string> Fields, IReadOnlyList<long> Inner, bool IsMatrix)
{
    /// <summary>Goes down to fields of the structure that is read now.</summary>
    public Hdf5View Narrow(IReadOnlyList<string> fields, IReadOnlyList<long> inner, bool isMatrix) =>
        new([.. Parents, .. Fields], fields, isMatrix ? [] : inner, isMatrix);

    /// <summary>The file's type of the elements that are read, below structures and axes; inside of a scope of the library.</summary>
    public Hdf5Handle Leaf(long fileType)
    {
        var type = Hdf5Handle.Type(Hdf5Native.TypeCopy(fileType));
        foreach (var name in Parents.Concat(Fields))
        {
            using var outer = type;
            type = Hdf5Types.Member(outer.Id, name);
        }

        if (Inner.Count == 0)
            return type;
        using var array = type;
        return Hdf5Handle.Type(Hdf5Native.TypeBase(array.Id));
    }

    /// <summary>The type of memory in which the elements of a type lie one behind the other; inside of a scope of the library.</summary>
    public Hdf5Handle Wrap(long element)
    {
        var type = Hdf5Types.WithAxes(element, Inner);
        if (Fields.Count > 0)
        {
            using var member = type;
            type = Hdf5Types.Packed([.. Fields.Select(f => (f, member.Id))]);
        }

        foreach (var parent in Parents.Reverse())
        {
            using var member = type;
            type = Hdf5Types.Packed([(parent, member.Id)]);
        }

        return type;
    }
}
