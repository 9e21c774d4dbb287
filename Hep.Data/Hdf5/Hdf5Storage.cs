namespace Hep.Data;

/// <summary>How a data set is stored: in chunks of whole rows, which go through filters that every HDF5 library has.</summary>
public sealed record Hdf5Storage
{
    private const long PreferredChunk = 1 << 17;

    /// <summary>The rows of a chunk; 0 for as many as make 128 KiB, so that a slice of a few hundred rows unpacks little that it does not need.</summary>
    public int ChunkRows { get; init; }

    /// <summary>The level of gzip, from 1 (fast) to 9 (small); 0 for none.</summary>
    public int GzipLevel { get; init; }

    /// <summary>Whether the first bytes of all numbers come first, then the second ones: gzip makes numbers smaller so. It does nothing without gzip.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether each chunk carries a checksum, so that damage is found when it is read.</summary>
    public bool Fletcher32 { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Check()
    {
        if (ChunkRows < 0)
            throw new ArgumentException($"a chunk needs rows, or 0 to have them chosen; {nameof(ChunkRows)} is negative");
        if (GzipLevel is < 0 or > 9)
            throw new ArgumentException($"levels of gzip are 1 to 9, and 0 for none; {nameof(GzipLevel)} is something else");
    }

    /// <summary>The settings of a new data set; inside of a scope of the library.</summary>
    internal unsafe Hdf5Handle Creation(ReadOnlySpan<long> rowShape, long rowBytes)
    {
        var creation = Hdf5Handle.Properties(Hdf5Native.PropertiesCreate(Hdf5Library.Id("H5P_CLS_DATASET_CREATE_ID_g")));
        var chunk = new ulong[rowShape.Length + 1];
        chunk[0] = (ulong)(ChunkRows > 0 ? ChunkRows : Math.Max(1, PreferredChunk / Math.Max(1, rowBytes)));
        for (var i = 0; i < rowShape.Length; i++)
            chunk[i + 1] = (ulong)rowShape[i];
        fixed (ulong* sides = chunk)
            _ = Hdf5Native.SetChunk(creation.Id, chunk.Length, sides);
        // A file with times in it would be another one at every writing.
        _ = Hdf5Native.SetTrackTimes(creation.Id, 0);
        if (Shuffle && GzipLevel > 0)
            _ = Hdf5Native.SetShuffle(creation.Id);
        if (GzipLevel > 0)
            _ = Hdf5Native.SetDeflate(creation.Id, (uint)GzipLevel);
        if (Fletcher32)
            _ = Hdf5Native.SetFletcher32(creation.Id);
        return creation;
    }
}
