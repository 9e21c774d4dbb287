namespace Hep.Data;

/// <summary>Data spaces: the sides of an array, and slices of it. All inside of a scope of the library.</summary>
internal static unsafe class Hdf5Space
{
    private const int Null = 2;

    /// <summary>The sides; none for a single element, one of 0 for a space without elements.</summary>
    public static long[] Sides(long space)
    {
        if (Hdf5Native.SpaceKind(space) == Null)
            return [0];
        var sides = new ulong[Math.Max(0, Hdf5Native.SpaceRank(space))];
        fixed (ulong* pointer = sides)
            _ = Hdf5Native.SpaceSides(space, pointer, null);
        return [.. sides.Select(s => checked((long)s))];
    }

    /// <summary>An array's space that may grow along the first axis, or may not.</summary>
    public static Hdf5Handle Create(ReadOnlySpan<long> sides, bool grows = false)
    {
        if (sides.IsEmpty)
            return Hdf5Handle.Space(Hdf5Native.SpaceCreate(0));
        var largest = Unsigned(sides);
        if (grows)
            largest[0] = ulong.MaxValue;
        fixed (ulong* now = Unsigned(sides), later = largest)
            return Hdf5Handle.Space(Hdf5Native.SpaceCreate(sides.Length, now, later));
    }

    /// <summary>Selects a box of a space.</summary>
    public static int Select(long space, ReadOnlySpan<long> start, ReadOnlySpan<long> count)
    {
        fixed (ulong* first = Unsigned(start), many = Unsigned(count))
            return Hdf5Native.SpaceSelect(space, 0, first, null, many, null);
    }

    private static ulong[] Unsigned(ReadOnlySpan<long> sides)
    {
        var copy = new ulong[sides.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = (ulong)sides[i];
        return copy;
    }
}
