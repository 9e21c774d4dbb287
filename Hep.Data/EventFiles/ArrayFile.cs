namespace Hep.Data;

/// <summary>
/// A file of named arrays, HDF5 or NumPy's .npz; or one array, NumPy's .npy, which has the name of the file. A name is that of an array; or <c>TABLE/FIELD</c>, a field of a structure or a column of a pandas frame; or the field alone, where the file
/// has one such table.
/// </summary>
internal sealed class ArrayFile : IDisposable
{
    private readonly Hdf5File? hdf5;
    private readonly NpzFile? npz;
    private readonly NpyFile? npy;

    private ArrayFile(Hdf5File? hdf5, NpzFile? npz, NpyFile? npy) => (this.hdf5, this.npz, this.npy) = (hdf5, npz, npy);

    /// <summary>Whether a file is one, by its ending.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path) => IsHdf5(path) || HasEnding(path, ".npz") || HasEnding(path, ".npy");

    /// <summary>Whether a file is an HDF5 file, by its ending.</summary>
    /// <param name="path">The file.</param>
    public static bool IsHdf5(string path) => HasEnding(path, ".h5") || HasEnding(path, ".hdf5");

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or libhdf5 is not installed.</exception>
    /// <exception cref="InvalidDataException">It is none of these, cut short, or damaged.</exception>
    public static ArrayFile Open(string path) =>
        IsHdf5(path) ? new(Hdf5File.Open(path), null, null) : HasEnding(path, ".npz") ? new(null, NpzFile.Open(path), null) : new(null, null, NpyFile.Open(path));

    /// <summary>The names of all arrays.</summary>
    public IReadOnlyList<string> Names =>
        hdf5 is not null ? [.. hdf5.DataSets.Select(set => set.Path.TrimStart('/'))] : npz is not null ? npz.Names : [Path.GetFileNameWithoutExtension(npy!.Path)];

    /// <summary>An array by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="InvalidDataException">There is none; the message says which there are.</exception>
    public StoredArray Find(string name)
    {
        if (Names.Contains(name.Trim('/'), StringComparer.Ordinal))
            return Array(name.Trim('/'));
        if (name.LastIndexOf('/') is var slash and > 0 && Table(name[..slash].Trim('/')) is { } named)
            return named.Field(name[(slash + 1)..]);
        return Tables().ToList() is [var only] && only.Type.Fields.Any(field => field.Name == name) ? only.Field(name) : Array(name);
    }

    public void Dispose()
    {
        hdf5?.Dispose();
        npz?.Dispose();
        npy?.Dispose();
    }

    private static bool HasEnding(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private StoredArray Array(string name) =>
        hdf5 is not null ? hdf5.Array(name)
        : npz is not null ? npz.Array(name)
        : name == Names[0] ? npy!.Array
        : throw new InvalidDataException($"{npy!.Path}: holds one array, '{Names[0]}', expected '{name}'");

    private StoredArray? Table(string name)
    {
        var exists = Names.Contains(name, StringComparer.Ordinal) || Names.Any(other => other.StartsWith(name + "/axis0", StringComparison.Ordinal) || other == name + "/table");
        return exists && Array(name) is { Type.Kind: ElementKind.Structure } table ? table : null;
    }

    // Structures, and the groups that pandas writes: the names of their columns lie in axis0, or everything in table.
    private IEnumerable<StoredArray> Tables() => Names
        .Select(name => name.EndsWith("/axis0", StringComparison.Ordinal) ? name[..^6] : name.EndsWith("/table", StringComparison.Ordinal) ? name[..^6] : name)
        .Distinct(StringComparer.Ordinal)
        .Select(Table)
        .OfType<StoredArray>();
}
