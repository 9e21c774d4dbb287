using System.Globalization;

namespace Hep.Data;

/// <summary>What a data set is, without its numbers.</summary>
/// <param name="Path">Its path in the file, from the root on.</param>
/// <param name="Shape">Its sides; empty for a single number.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Chunk">The sides of the chunks in which it is stored, or null where it is stored in one piece.</param>
/// <param name="Filters">What the chunks go through, in the order of writing.</param>
public sealed record Hdf5DataSetInfo(string Path, IReadOnlyList<long> Shape, ElementType Type, IReadOnlyList<long>? Chunk, IReadOnlyList<Hdf5Filter> Filters)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path} {StoredArray.Format(Shape)} {Type}")
        + (Chunk is null ? "" : $", chunks {StoredArray.Format(Chunk)}")
        + (Filters.Count == 0 ? "" : $", {string.Join(" ", Filters)}");

    /// <summary>Looks at an open data set; inside of a scope of the library.</summary>
    internal static unsafe Hdf5DataSetInfo Of(long dataSet, string path, string origin)
    {
        using var type = Hdf5Handle.Type(Hdf5Error.Require(Hdf5Native.DataSetType(dataSet), origin));
        using var space = Hdf5Handle.Space(Hdf5Error.Require(Hdf5Native.DataSetSpace(dataSet), origin));
        using var creation = Hdf5Handle.Properties(Hdf5Error.Require(Hdf5Native.DataSetCreation(dataSet), origin));
        var (element, inner) = Hdf5Types.Describe(type.Id);
        var sides = Hdf5Space.Sides(space.Id);
        return new Hdf5DataSetInfo(path, [.. sides, .. inner], element, ChunkOf(creation.Id, sides.Length), Hdf5Filter.Of(creation.Id));
    }

    private static unsafe long[]? ChunkOf(long creation, int rank)
    {
        const int Chunked = 2;
        if (Hdf5Native.Layout(creation) != Chunked)
            return null;
        var sides = new ulong[rank];
        fixed (ulong* pointer = sides)
            return Hdf5Native.Chunk(creation, rank, pointer) < 0 ? null : [.. sides.Select(s => (long)s)];
    }
}
