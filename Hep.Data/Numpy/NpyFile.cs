using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Hep.Data;

/// <summary>A NumPy <c>.npy</c> file that is open for reading: one array, of which only the rows are read that are asked for.</summary>
public sealed class NpyFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private NpyFile(string path, SafeFileHandle handle, StoredArray array) => (Path, _handle, Array) = (path, handle, array);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its array, which can be read until the file is closed, by several threads at a time.</summary>
    public StoredArray Array { get; }

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no NumPy file, it is damaged or cut short, or it holds Python objects.</exception>
    public static NpyFile Open(string path)
    {
        NpyHeader header;
        using (var stream = InputFile.Open(path))
        {
            header = NpyHeader.Read(stream, path);
            CheckLength(header, stream.Length, path);
        }

        var handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        return new NpyFile(path, handle, new NpyArray(new NpyFileBytes(handle, header.Length, path), header, path, name));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    /// <exception cref="InvalidDataException">There are fewer bytes than the header says.</exception>
    internal static void CheckLength(NpyHeader header, long length, string origin)
    {
        var expected = header.Length + (header.Count * header.Type.Bytes);
        if (length < expected)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{origin}: is cut short: its header says {StoredArray.Format(header.Shape)} {header.Type}, which is {expected} bytes, and it has {length}; copy it again"));
    }
}
