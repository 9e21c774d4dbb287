namespace Hep.Data;

/// <summary>How much of a data set stays unpacked in memory: one band of chunks across all rows of it, and no less than libhdf5's own megabyte.</summary>
internal static class Hdf5ChunkCache
{
    private const long Least = 1 << 20;
    private const long Most = 1 << 28;
    private const long MostSlots = 1_000_003;

    /// <summary>The settings to open a data set with; inside of a scope of the library.</summary>
    public static Hdf5Handle Access(Hdf5DataSetInfo info)
    {
        var access = Hdf5Handle.Properties(Hdf5Native.PropertiesCreate(Hdf5Library.Id("H5P_CLS_DATASET_ACCESS_ID_g")));
        if (info.Chunk is not { Count: > 0 } chunk)
            return access;
        var chunks = 1.0;
        for (var axis = 1; axis < chunk.Count; axis++)
            chunks *= Math.Ceiling((double)info.Shape[axis] / Math.Max(1, chunk[axis]));
        var inner = info.Shape.Skip(chunk.Count).Aggregate(1.0, (product, side) => product * side);
        var band = chunks * chunk.Aggregate(1.0, (product, side) => product * side) * inner * Math.Max(sizeof(long), info.Type.Bytes);
        // A band that is too large to keep would only push itself out.
        var bytes = band > Most ? Least : Math.Max(Least, (long)band);
        var slots = Math.Min(MostSlots, (100 * (long)Math.Min(chunks, Most)) + 521);
        _ = Hdf5Native.SetChunkCache(access.Id, (nuint)slots, (nuint)bytes, preemption: 1);
        return access;
    }
}
