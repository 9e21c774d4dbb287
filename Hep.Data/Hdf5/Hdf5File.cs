using System.Globalization;

namespace Hep.Data;

/// <summary>
/// An HDF5 file that is open for reading, through the system's libhdf5. Arrays of it may be read by several threads, one after the other: libhdf5
/// does one thing at a time in a process.
/// </summary>
public sealed unsafe class Hdf5File : IDisposable
{
    private const int ShownDataSets = 12;
    private const int DataSetKind = 5;

    private static readonly byte[] Signature = [0x89, .. "HDF\r\n"u8, 0x1a, (byte)'\n'];

    private readonly Hdf5Handle _handle;
    private readonly Dictionary<string, (Hdf5Handle Handle, StoredArray Array)> _open = new(StringComparer.Ordinal);
    private IReadOnlyList<Hdf5DataSetInfo>? _dataSets;

    private Hdf5File(string path, Hdf5Handle handle) => (Path, _handle) = (path, handle);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>All data sets, group by group.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IReadOnlyList<Hdf5DataSetInfo> DataSets
    {
        get
        {
            using var entered = Hdf5Library.Enter();
            return _dataSets ??= [.. Hdf5Tree.DataSets(_handle.Id).Select(Inspect)];
        }
    }

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or libhdf5 is not installed.</exception>
    /// <exception cref="InvalidDataException">It is no HDF5 file, cut short, or damaged.</exception>
    public static Hdf5File Open(string path)
    {
        CheckSignature(path);
        using var entered = Hdf5Library.Enter();
        using var access = Hdf5Handle.Properties(Hdf5Native.PropertiesCreate(Hdf5Library.Id("H5P_CLS_FILE_ACCESS_ID_g")));
        // Some network folders know no locks; reading needs none there.
        var setLocking = (delegate* unmanaged[Cdecl]<long, int, int, int>)Hdf5Library.Optional("H5Pset_file_locking");
        if (setLocking is not null && Environment.GetEnvironmentVariable("HDF5_USE_FILE_LOCKING") is null)
            _ = setLocking(access.Id, 1, 1);
        fixed (byte* name = Hdf5Text.Encode(path))
            return new Hdf5File(path, Hdf5Handle.File(Hdf5Error.Require(Hdf5Native.FileOpen(name, 0, access.Id), path)));
    }

    /// <summary>
    /// The array of a data set, or, for a group that pandas wrote, its data frame as a structure [N] whose fields are the columns. It can be read until the file is closed.
    /// </summary>
    /// <param name="name">The path in the file; the slash at its front may be left away.</param>
    /// <exception cref="InvalidDataException">There is no such data set, its filters are not on this machine, or the file is damaged.</exception>
    public StoredArray Array(string name)
    {
        var path = Normalize(name);
        using var entered = Hdf5Library.Enter();
        if (_open.TryGetValue(path, out var known))
            return known.Array;
        using var found = Find(path);
        if (found is null)
            throw NoSuch(path);
        if (Hdf5Native.IdKind(found.Id) != DataSetKind)
            return PandasFrame.TryOpen(this, path) ?? throw NoDataSet(path);
        return OpenDataSet(path, found.Id);
    }

    /// <summary>The attributes of a data set or group.</summary>
    /// <param name="name">Its path in the file; <c>/</c> is the file's own.</param>
    /// <exception cref="InvalidDataException">There is no such data set or group, or the file is damaged.</exception>
    public IReadOnlyList<Hdf5Attribute> Attributes(string name = "/")
    {
        var path = Normalize(name);
        using var entered = Hdf5Library.Enter();
        using var found = Find(path) ?? throw NoSuch(path);
        return Hdf5Attribute.Of(found.Id, OriginOf(path));
    }

    /// <summary>Closes the file and the data sets of it.</summary>
    public void Dispose()
    {
        if (_handle.IsClosed)
            return;
        foreach (var (handle, _) in _open.Values)
            handle.Dispose();
        _handle.Dispose();
    }

    /// <summary>File and data set, as messages begin with them.</summary>
    internal string OriginOf(string path) => path == "/" ? Path : $"{Path}, data set '{path}'";

    /// <summary>Whether there is an object of this path.</summary>
    internal bool Has(string path)
    {
        using var entered = Hdf5Library.Enter();
        using var found = Find(path);
        return found is not null;
    }

    private static string Normalize(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return "/" + name.Trim('/');
    }

    // libhdf5 calls everything that it does not know "unable to open"; what the file begins with says more. A user block may come first.
    private static void CheckSignature(string path)
    {
        using var stream = InputFile.Open(path);
        var begin = new byte[Signature.Length];
        for (long offset = 0; offset < stream.Length; offset = offset == 0 ? 512 : 2 * offset)
        {
            stream.Position = offset;
            if (stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.AsSpan().SequenceEqual(Signature))
                return;
        }

        throw new InvalidDataException($"{path}: is no HDF5 file ({FileKind.Describe(stream)})");
    }

    private StoredArray OpenDataSet(string path, long found)
    {
        var origin = OriginOf(path);
        var info = Hdf5DataSetInfo.Of(found, path, origin);
        Hdf5Filter.Require(info.Filters, origin, Path);
        using var access = Hdf5ChunkCache.Access(info);
        fixed (byte* name = Hdf5Text.Encode(path))
        {
            var handle = Hdf5Handle.DataSet(Hdf5Error.Require(Hdf5Native.DataSetOpen(_handle.Id, name, access.Id), origin));
            var array = new Hdf5DataSet(handle, info, origin);
            _open[path] = (handle, array);
            return array;
        }
    }

    private Hdf5DataSetInfo Inspect(string path)
    {
        using var found = Find(path) ?? throw NoSuch(path);
        return Hdf5DataSetInfo.Of(found.Id, path, OriginOf(path));
    }

    private Hdf5Handle? Find(string path)
    {
        fixed (byte* name = Hdf5Text.Encode(path))
        {
            var found = Hdf5Handle.Object(Hdf5Native.ObjectOpen(_handle.Id, name, 0));
            if (!found.IsInvalid)
                return found;
        }

        // What is linked and cannot be opened is damaged; a part of the path that is missing makes the question itself fail.
        var reason = Hdf5Error.Reason();
        fixed (byte* name = Hdf5Text.Encode(path))
        {
            var isLinked = Hdf5Native.LinkExists(_handle.Id, name, 0) > 0;
            _ = Hdf5Native.ClearErrors(0);
            return isLinked ? throw new InvalidDataException($"{OriginOf(path)}: cannot be read ({reason})") : null;
        }
    }

    private InvalidDataException NoSuch(string path) => new($"{Path}: there is no data set '{path}'{NearestNames.Hint(path, Hdf5Tree.DataSets(_handle.Id))}; {Contents("")}");

    private InvalidDataException NoDataSet(string path) => new($"{Path}: '{path}' is a group and no data set; {Contents(path == "/" ? "" : path)}");

    private string Contents(string group)
    {
        var inside = DataSets.Where(d => d.Path.StartsWith(group + "/", StringComparison.Ordinal)).ToList();
        var more = inside.Count > ShownDataSets ? string.Create(CultureInfo.InvariantCulture, $" and {inside.Count - ShownDataSets} more") : "";
        return inside.Count == 0 ? "it has no data sets" : $"it has {string.Join(", ", inside.Take(ShownDataSets).Select(d => $"{d.Path} {StoredArray.Format(d.Shape)} {d.Type}"))}{more}";
    }
}
