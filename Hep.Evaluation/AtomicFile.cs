using System.Globalization;

namespace Hep.Evaluation;

/// <summary>Files that are either the old one or the whole new one, never half of it.</summary>
internal static class AtomicFile
{
    /// <summary>Writes bytes beside the file, then moves them into place.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <param name="content">The whole content.</param>
    /// <param name="what">What the file is, for messages.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var partial = path + "." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + ".partial";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
                File.Delete(partial);
            var message = $"cannot write the {what} '{path}': {error.Message} Choose a folder that can be written to.";
            throw error is IOException ? new IOException(message, error) : new UnauthorizedAccessException(message, error);
        }
    }
}
