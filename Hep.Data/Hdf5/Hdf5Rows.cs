namespace Hep.Data;

/// <summary>A data set that grows by rows while its file is written. All inside of a scope of the library.</summary>
internal sealed unsafe class Hdf5Rows
{
    private readonly Hdf5Handle _dataSet;
    private readonly Hdf5Handle _type;
    private readonly long[] _rowShape;

    /// <summary>Makes the data set, without rows; takes the type over.</summary>
    public Hdf5Rows(Hdf5Handle file, string name, Hdf5Handle type, ReadOnlySpan<long> rowShape, Hdf5Storage storage)
    {
        (_type, _rowShape) = (type, rowShape.ToArray());
        foreach (var side in rowShape)
            RowLength = checked(RowLength * side);
        using var creation = storage.Creation(rowShape, checked(RowLength * (long)Hdf5Native.TypeSize(type.Id)));
        using var links = Hdf5Handle.Properties(Hdf5Native.PropertiesCreate(Hdf5Library.Id("H5P_CLS_LINK_CREATE_ID_g")));
        _ = Hdf5Native.SetCreateGroups(links.Id, 1);
        using var space = Hdf5Space.Create([0, .. rowShape], grows: true);
        fixed (byte* path = Hdf5Text.Encode(name))
            _dataSet = Hdf5Handle.DataSet(Require(Hdf5Native.DataSetCreate(file.Id, path, type.Id, space.Id, links.Id, creation.Id, 0)));
    }

    /// <summary>The rows until now.</summary>
    public long Rows { get; private set; }

    /// <summary>The number of elements of a row.</summary>
    public long RowLength { get; } = 1;

    /// <summary>Passes a result on.</summary>
    /// <exception cref="IOException">The call has failed: the disk is full, or broken.</exception>
    public static long Require(long result) => result >= 0 ? result : throw new IOException(Hdf5Error.Reason());

    /// <summary>Adds rows that lie in memory as the type says.</summary>
    public void Append(void* rows, long count)
    {
        if (count == 0)
            return;
        long[] box = [count, .. _rowShape], start = new long[box.Length];
        start[0] = Rows;
        Extend(Rows + count);
        using var memory = Hdf5Space.Create(box);
        using var file = Hdf5Handle.Space(Hdf5Native.DataSetSpace(_dataSet.Id));
        _ = Require(Hdf5Space.Select(file.Id, start, box));
        _ = Require(Hdf5Native.DataSetWrite(_dataSet.Id, _type.Id, memory.Id, file.Id, 0, rows));
        Rows += count;
    }

    /// <summary>Brings what is in memory to the file; whether that worked.</summary>
    public bool TryClose()
    {
        _ = _type.TryClose();
        return _dataSet.TryClose();
    }

    private void Extend(long rows)
    {
        fixed (ulong* sides = new[] { (ulong)rows }.Concat(_rowShape.Select(s => (ulong)s)).ToArray())
            _ = Require(Hdf5Native.DataSetExtent(_dataSet.Id, sides));
    }
}
