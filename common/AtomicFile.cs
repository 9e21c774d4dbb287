using System.Globalization;
using System.Text;

namespace Hep.Common;

/// <summary>Writes a file so that, under its name, there is either all of it or what was there before, also after a crash.</summary>
internal static class AtomicFile
{
    private const string PartialEnding = ".tmp";

    /// <summary>Writes to a neighbour of the file, brings it to the disk, renames it when it is complete, and brings the name to the disk; the folder is made if it is missing.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Stream> write) => WriteBeside(path, partial => WriteStream(partial, write));

    /// <summary>The same for a writer that opens the neighbour itself, by its name.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void WriteBeside(string path, Action<string> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Directory.Exists(path))
            throw new IOException($"{path}: cannot be written, there is a folder of this name");
        if (File.Exists(folder))
            throw new IOException($"{path}: cannot be written, {folder} is a file and not a folder");
        try
        {
            Directory.CreateDirectory(folder);
            Replace(path, write);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"{path}: cannot be written, the folder {folder} or the file is protected against it", e);
        }
        catch (IOException e) when (e.Message.Contains(PartialOf(path), StringComparison.Ordinal) || e.GetType() == typeof(IOException))
        {
            throw new IOException($"{path}: cannot be written ({Reason(e, path)}); choose another folder, or make room", e);
        }
    }

    /// <summary>Writes bytes; the folder is made if it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="what">What the file is, for messages.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> content, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Replace(path, partial => WriteStream(partial, stream => stream.Write(content.Span)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var message = $"cannot write the {what} '{path}': {Reason(error, path)}. Choose a folder that can be written to.";
            throw error is IOException ? new IOException(message, error) : new UnauthorizedAccessException(message, error);
        }
    }

    /// <inheritdoc cref="Write(string, ReadOnlyMemory{byte}, string)"/>
    public static void Write(string path, string text, string what) => Write(path, Encoding.UTF8.GetBytes(text), what);

    /// <summary>Whether a file is what a process that was killed had not finished.</summary>
    /// <param name="path">The file.</param>
    public static bool IsPartial(string path) => Path.GetFileName(path) is ['.', ..] name && name.EndsWith(PartialEnding, StringComparison.Ordinal);

    private static string PartialOf(string path) => Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(path))!,
        string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(path)}.{Environment.ProcessId}{PartialEnding}"));

    // The system's words, about the file that the user knows.
    private static string Reason(Exception error, string path) =>
        error.Message.Replace(PartialOf(path), path, StringComparison.Ordinal).Replace($" : '{Path.GetFullPath(path)}'", "", StringComparison.Ordinal).TrimEnd('.', ' ');

    private static void WriteStream(string partial, Action<Stream> write)
    {
        using var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    private static void Replace(string path, Action<string> write)
    {
        // An interrupted program leaves no half of a file either.
        using var partial = new TransientFile(PartialOf(path));
        write(partial.FullPath);
        File.Move(partial.FullPath, path, overwrite: true);
        FolderFlush.Flush(Path.GetDirectoryName(partial.FullPath)!);
    }
}
