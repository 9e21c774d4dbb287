using System.IO.Compression;

using Hep.Common;

namespace Hep.Data;

/// <summary>Writes NumPy <c>.npz</c> files: several arrays by name. A file appears under its name only when it is complete.</summary>
public sealed class NpzWriter
{
    // The first day that zip knows: a file with the time in it would be another one at every writing.
    private static readonly DateTimeOffset FirstDay = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;
    private readonly CompressionLevel _compression;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private NpzWriter(ZipArchive archive, CompressionLevel compression) => (_archive, _compression) = (archive, compression);

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; what was there is replaced. Its folder is made if it is missing.</param>
    /// <param name="write">Adds the arrays. Where it throws, no file is left.</param>
    /// <param name="isCompressed">Whether the arrays are deflated, as by <c>numpy.savez_compressed</c>; slices of such a file are read by unpacking all before them.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<NpzWriter> write, bool isCompressed = false) => AtomicFile.Write(path, stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        write(new NpzWriter(archive, isCompressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression));
    });

    /// <summary>Adds an array.</summary>
    /// <typeparam name="T">A number of .NET, or <see cref="bool"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="values">All elements, in row-major order.</param>
    /// <param name="shape">The sides; none for a single number.</param>
    /// <exception cref="ArgumentException">The shape does not hold that many elements, or the name comes twice.</exception>
    /// <exception cref="IOException">The disk is full, or broken.</exception>
    public void Add<T>(string name, ReadOnlySpan<T> values, params IReadOnlyList<long> shape)
        where T : unmanaged
    {
        NpyWriter.CheckShape(values.Length, shape);
        using var stream = Begin(name);
        NpyWriter.WriteArray(stream, values, shape);
    }

    /// <summary>Adds a table as a structured array [N, ...], as <see cref="NpyWriter.WriteTable"/> writes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rowShape">The axes of one row, where it is more than one structure; the columns then hold the values of all.</param>
    /// <exception cref="ArgumentException">The columns do not go together, hold no whole rows, or the name comes twice.</exception>
    /// <exception cref="IOException">The disk is full, or broken.</exception>
    public void AddTable(string name, IReadOnlyList<Column> columns, params IReadOnlyList<long> rowShape)
    {
        var table = new NpyTable(PackedColumn.Of(columns), rowShape);
        using var stream = Begin(name);
        table.Write(stream);
    }

    private Stream Begin(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_names.Add(name))
            throw new ArgumentException($"there is an array '{name}' already", nameof(name));
        var entry = _archive.CreateEntry(name + ".npy", _compression);
        entry.LastWriteTime = FirstDay;
        return entry.Open();
    }
}
