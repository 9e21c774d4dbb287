using Hep.Common;

namespace Hep.Data;

/// <summary>
/// Writes an HDF5 file, row by row where its data sets do not fit into memory. The file appears under its name only when it is complete. Versions of the library from 1.8 on can
/// read it; h5py reads data sets, tables, texts and truth values as what they are.
/// </summary>
public sealed unsafe class Hdf5Writer
{
    private readonly Hdf5Handle _file;
    private readonly Dictionary<string, Hdf5Rows> _dataSets = new(StringComparer.Ordinal);

    private Hdf5Writer(Hdf5Handle file) => _file = file;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; what was there is replaced at the end. Its folder is made if it is missing.</param>
    /// <param name="write">Makes the data sets, and adds their rows. Where it throws, no file is left.</param>
    /// <exception cref="FileNotFoundException">libhdf5 is not installed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Hdf5Writer> write)
    {
        using (Hdf5Library.Enter())
        {
            // A library that is missing is said before a folder is made.
        }

        AtomicFile.WriteBeside(path, partial =>
        {
            // The system says what is wrong with a path more clearly than the library.
            using (new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
            }

            var writer = Create(partial);
            var isWritten = false;
            try
            {
                write(writer);
                isWritten = true;
            }
            finally
            {
                writer.Close(isWritten, partial);
            }

            using var written = new FileStream(partial, FileMode.Open, FileAccess.Write);
            written.Flush(flushToDisk: true);
        });
    }

    /// <summary>Makes a data set [0, ...] that grows; groups on its path are made.</summary>
    /// <typeparam name="T">A number of .NET, or <see cref="bool"/>.</typeparam>
    /// <param name="name">Its path in the file.</param>
    /// <param name="rowShape">The sides of one row; none for one number a row.</param>
    /// <param name="storage">How it is stored.</param>
    /// <exception cref="ArgumentException">There is such a data set already, or a side is below 1.</exception>
    /// <exception cref="IOException">The disk is full, or broken.</exception>
    public Hdf5ArrayWriter<T> Create<T>(string name, ReadOnlySpan<long> rowShape, Hdf5Storage? storage = null)
        where T : unmanaged
    {
        using var entered = Hdf5Library.Enter();
        return new Hdf5ArrayWriter<T>(Add(name, Hdf5Types.ForWriting(typeof(T)), rowShape, storage), name);
    }

    /// <summary>Writes an array that is in memory.</summary>
    /// <typeparam name="T">A number of .NET, or <see cref="bool"/>.</typeparam>
    /// <param name="name">Its path in the file.</param>
    /// <param name="values">[N, ...] in row-major order.</param>
    /// <param name="rowShape">The sides of one row; none for one number a row.</param>
    /// <param name="storage">How it is stored.</param>
    /// <exception cref="ArgumentException">There is such a data set already, a side is below 1, or the values are no whole rows.</exception>
    /// <exception cref="IOException">The disk is full, or broken.</exception>
    public void Write<T>(string name, ReadOnlySpan<T> values, ReadOnlySpan<long> rowShape = default, Hdf5Storage? storage = null)
        where T : unmanaged => Create<T>(name, rowShape, storage).Append(values);

    /// <summary>Writes texts [N], of variable length, in UTF-8.</summary>
    /// <param name="name">The path in the file.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="storage">How they are stored; gzip does nothing for texts of variable length.</param>
    /// <exception cref="ArgumentException">There is such a data set already.</exception>
    /// <exception cref="IOException">The disk is full, or broken.</exception>
    public void Write(string name, IReadOnlyList<string> texts, Hdf5Storage? storage = null)
    {
        using var entered = Hdf5Library.Enter();
        var rows = Add(name, Hdf5Types.Texts(), [], storage);
        using var pointers = new Hdf5TextPointers(texts);
        fixed (nint* first = pointers.Values)
            rows.Append(first, texts.Count);
    }

    /// <summary>Makes a table: a data set of structures [0, ...] that grows, with a field for each column, of its type, and writes the first rows.</summary>
    /// <param name="name">Its path in the file.</param>
    /// <param name="columns">The columns with the values of the first rows, which may be none.</param>
    /// <param name="rowShape">The axes of one row, where it is more than one structure (the tracks of a jet); the columns then hold the values of all.</param>
    /// <param name="storage">How it is stored.</param>
    /// <exception cref="ArgumentException">There is such a data set already, the columns do not go together, or they hold no whole rows.</exception>
    /// <exception cref="IOException">The disk is full, or broken.</exception>
    public Hdf5TableWriter CreateTable(string name, IReadOnlyList<Column> columns, ReadOnlySpan<long> rowShape = default, Hdf5Storage? storage = null)
    {
        using var entered = Hdf5Library.Enter();
        var packed = PackedColumn.Of(columns);
        var table = new Hdf5TableWriter(Add(name, Hdf5TableWriter.TypeOf(packed), rowShape, storage), name, packed);
        table.Append(columns);
        return table;
    }

    /// <summary>Attaches a number to a data set or group that is there.</summary>
    /// <param name="target">The path of the data set or group; <c>/</c> is the file's own.</param>
    /// <param name="name">The name of the attribute.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">There is no such data set, or the attribute is there already.</exception>
    public void SetAttribute(string target, string name, double value) => SetAttribute(target, name, Hdf5Types.ForWriting, typeof(double), [], &value);

    /// <inheritdoc cref="SetAttribute(string, string, double)"/>
    public void SetAttribute(string target, string name, long value) => SetAttribute(target, name, Hdf5Types.ForWriting, typeof(long), [], &value);

    /// <inheritdoc cref="SetAttribute(string, string, double)"/>
    public void SetAttribute(string target, string name, ReadOnlySpan<double> value)
    {
        fixed (double* pointer = value)
            SetAttribute(target, name, Hdf5Types.ForWriting, typeof(double), [value.Length], pointer);
    }

    /// <inheritdoc cref="SetAttribute(string, string, double)"/>
    public void SetAttribute(string target, string name, string value)
    {
        using var pointers = new Hdf5TextPointers([value]);
        fixed (nint* pointer = pointers.Values)
            SetAttribute(target, name, _ => Hdf5Types.Texts(), typeof(string), [], pointer);
    }

    /// <inheritdoc cref="SetAttribute(string, string, double)"/>
    public void SetAttribute(string target, string name, IReadOnlyList<string> value)
    {
        using var pointers = new Hdf5TextPointers(value);
        fixed (nint* pointer = pointers.Values)
            SetAttribute(target, name, _ => Hdf5Types.Texts(), typeof(string), [value.Count], pointer);
    }

    private static Hdf5Writer Create(string partial)
    {
        const uint Truncate = 2;
        using var entered = Hdf5Library.Enter();
        fixed (byte* name = Hdf5Text.Encode(partial))
            return new Hdf5Writer(Hdf5Handle.File(Hdf5Rows.Require(Hdf5Native.FileCreate(name, Truncate, 0, 0))));
    }

    private void SetAttribute(string target, string name, Func<Type, Hdf5Handle> makeType, Type element, ReadOnlySpan<long> sides, void* value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var entered = Hdf5Library.Enter();
        using var type = makeType(element);
        using var space = Hdf5Space.Create(sides);
        fixed (byte* path = Hdf5Text.Encode(Normalize(target)), text = Hdf5Text.Encode(name))
        {
            using var holder = Hdf5Handle.Object(Hdf5Native.ObjectOpen(_file.Id, path, 0));
            if (holder.IsInvalid)
                throw new ArgumentException($"there is no data set '{Normalize(target)}' to carry the attribute '{name}'{NearestNames.Hint(Normalize(target), _dataSets.Keys)}", nameof(target));
            using var attribute = Hdf5Handle.Attribute(Hdf5Native.AttributeCreate(holder.Id, text, type.Id, space.Id, 0, 0));
            if (attribute.IsInvalid)
                throw new ArgumentException($"'{Normalize(target)}' has an attribute '{name}' already, or it cannot be attached ({Hdf5Error.Reason()})", nameof(name));
            _ = Hdf5Rows.Require(Hdf5Native.AttributeWrite(attribute.Id, type.Id, value));
        }
    }

    private Hdf5Rows Add(string name, Hdf5Handle type, ReadOnlySpan<long> rowShape, Hdf5Storage? storage)
    {
        storage ??= new Hdf5Storage();
        storage.Check();
        var path = Normalize(name);
        if (rowShape.ContainsAnyInRange(long.MinValue, 0))
            throw new ArgumentException($"data set '{path}': the sides of a row are 1 or more", nameof(rowShape));
        if (_dataSets.Keys.FirstOrDefault(k => k == path || k.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(k + "/", StringComparison.Ordinal)) is { } there)
            throw new ArgumentException($"data set '{path}' cannot be made: there is '{there}' already", nameof(name));
        return _dataSets[path] = new Hdf5Rows(_file, path, type, rowShape, storage);
    }

    private static string Normalize(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return "/" + name.Trim('/');
    }

    // Much is written only now. Where that fails, or had failed before, the library must not find the disk full once more while it closes: it would go on with
    // memory that it has freed. What is there is of no use to anybody, so it makes room.
    private void Close(bool isWritten, string partial)
    {
        using var entered = Hdf5Library.Enter();
        var failure = isWritten && Hdf5Native.FileFlush(_file.Id, 0) < 0 ? Hdf5Error.Reason() : null;
        if (!isWritten || failure is not null)
            MakeRoom(partial);
        var isClosed = true;
        foreach (var dataSet in _dataSets.Values)
            isClosed &= dataSet.TryClose();
        isClosed &= _file.TryClose();
        if (isWritten && (failure is not null || !isClosed))
            throw new IOException(failure ?? "libhdf5 could not close it");
    }

    private static void MakeRoom(string partial)
    {
        try
        {
            using var file = new FileStream(partial, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(0);
        }
        catch (IOException)
        {
            // The folder is gone; closing will find that out.
        }
    }
}
