using Microsoft.Win32.SafeHandles;

namespace Hep.Data;

/// <summary>
/// A NumPy <c>.npz</c> file that is open for reading: arrays by name. Of one that <c>numpy.savez</c> wrote, only the rows are read that are asked for; one of
/// <c>numpy.savez_compressed</c> is unpacked from the front to the rows that are asked for.
/// </summary>
public sealed class NpzFile : IDisposable
{
    private const string Ending = ".npy";
    private const int Stored = 0, Deflated = 8;

    private readonly SafeFileHandle _handle;
    private readonly Dictionary<string, ZipMember> _members;
    private readonly Dictionary<string, StoredArray> _open = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _streams = [];
    private readonly Lock _gate = new();

    private NpzFile(string path, SafeFileHandle handle, List<ZipMember> members)
    {
        (Path, _handle) = (path, handle);
        _members = members.DistinctBy(m => NameOf(m.Name)).ToDictionary(m => NameOf(m.Name), StringComparer.Ordinal);
        Names = [.. members.Select(m => NameOf(m.Name)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The names of the arrays, in the order of the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no zip file, cut short, or damaged.</exception>
    public static NpzFile Open(string path)
    {
        using var stream = InputFile.Open(path);
        return new NpzFile(path, File.OpenHandle(path, options: FileOptions.RandomAccess), ZipDirectory.Read(stream, path));
    }

    /// <summary>An array, which can be read until the file is closed.</summary>
    /// <param name="name">Its name, without <c>.npy</c>.</param>
    /// <exception cref="InvalidDataException">There is no such array, it is damaged, or it holds Python objects.</exception>
    public StoredArray Array(string name)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            if (_open.TryGetValue(name, out var known))
                return known;
            if (!_members.TryGetValue(name, out var member))
                throw new InvalidDataException($"{Path}: there is no array '{name}'{NearestNames.Hint(name, Names)}; it has {string.Join(", ", Names)}");
            return _open[name] = OpenMember(member, name);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _streams.ForEach(stream => stream.Dispose());
        _handle.Dispose();
    }

    private static string NameOf(string member) => member.EndsWith(Ending, StringComparison.Ordinal) ? member[..^Ending.Length] : member;

    private NpyArray OpenMember(ZipMember member, string name)
    {
        var origin = $"{Path}, array '{name}'";
        using var file = InputFile.Open(Path);
        var start = ZipDirectory.StartOf(member, file, Path);
        if (member.Method == Stored)
        {
            file.Position = start;
            var header = NpyHeader.Read(file, origin);
            NpyFile.CheckLength(header, member.Length, origin);
            var bytes = new byte[header.Length];
            file.Position = start;
            file.ReadExactly(bytes);
            return new NpyArray(new NpyStoredBytes(new NpyFileBytes(_handle, start + header.Length, origin), bytes, member, origin), header, origin, name);
        }

        if (member.Method != Deflated)
            throw new InvalidDataException(FormattableString.Invariant($"{origin}: is packed by method {member.Method} of zip, expected 0 (stored) or 8 (deflated), as NumPy writes them"));
        var deflated = Inflate(member, start, origin);
        _streams.Add(deflated.Bytes);
        return new NpyArray(deflated.Bytes, deflated.Header, origin, name);
    }

    private (NpyInflatedBytes Bytes, NpyHeader Header) Inflate(ZipMember member, long start, string origin)
    {
        try
        {
            using var stream = NpyInflatedBytes.Open(Path, start);
            var header = NpyHeader.Read(stream, origin);
            NpyFile.CheckLength(header, member.Length, origin);
            return (new NpyInflatedBytes(Path, origin, start, member, header.Length), header);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(origin, StringComparison.Ordinal))
        {
            throw ZipDirectory.Damaged(Path, $"member '{member.Name}' cannot be unpacked");
        }
    }
}
