using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hep.Data;

/// <summary>
/// The features of events on disk, for samples that do not fit into memory: floats event by event, [N, F], any rows of which are read by one
/// access. The file is scratch space, and goes with the process at the latest.
/// </summary>
internal sealed class FeatureSpool : IDisposable
{
    private const int BlockRows = 4096;
    private const int BlockNumbers = 1 << 22;
    private readonly SafeFileHandle file;
    private readonly string path;
    private long written;

    /// <summary>Takes an open file over.</summary>
    /// <param name="file">The file, empty.</param>
    /// <param name="path">Its name for messages.</param>
    /// <param name="width">Features F.</param>
    internal FeatureSpool(SafeFileHandle file, string path, int width)
    {
        this.file = file;
        this.path = path;
        Width = width;
    }

    /// <summary>Features F.</summary>
    public int Width { get; }

    /// <summary>Makes the file.</summary>
    /// <param name="path">Where; what is there is replaced.</param>
    /// <param name="width">Features F.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static FeatureSpool Create(string path, int width)
    {
        try
        {
            // On Unix a file without a name lives until its handle is closed, also by the end of a process that is killed. Windows sees to that itself.
            if (OperatingSystem.IsWindows())
                return new FeatureSpool(Open(path, FileOptions.DeleteOnClose), path, width);
            var file = Open(path, FileOptions.None);
            try
            {
                File.Delete(path);
            }
            catch
            {
                file.Dispose();
                throw;
            }

            return new FeatureSpool(file, path, width);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }
    }

    /// <summary>Appends the features of events.</summary>
    /// <param name="events">The events, with their features.</param>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public void Append(EventTable events) => Append(events.ToRowMajor());

    /// <summary>Reads events.</summary>
    /// <param name="row">The first of them.</param>
    /// <param name="rows">Filled: [n, F].</param>
    /// <exception cref="IOException">The disk fails, or the file is shorter.</exception>
    public void Read(long row, Span<float> rows)
    {
        var bytes = MemoryMarshal.AsBytes(rows);
        for (var offset = row * Width * sizeof(float); bytes.Length > 0;)
        {
            var count = RandomAccess.Read(file, bytes, offset);
            if (count == 0)
                throw new IOException($"{path}: the scratch file ends too early: another program has changed it");
            bytes = bytes[count..];
            offset += count;
        }
    }

    /// <summary>Copies some of the events into a spool of their own, so that they lie side by side.</summary>
    /// <param name="target">Its file.</param>
    /// <param name="rows">The rows, rising.</param>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public FeatureSpool Select(string target, int[] rows)
    {
        var selected = Create(target, Width);
        try
        {
            var blockRows = Math.Clamp(BlockNumbers / Math.Max(1, Width), 1, BlockRows);
            var (buffer, chosen) = (new float[blockRows * Width], new float[blockRows * Width]);
            for (var next = 0; next < rows.Length;)
            {
                // As far as one block reaches from the first row that is wanted.
                var (first, kept) = (rows[next], 0);
                var last = Array.BinarySearch(rows, next, Math.Min(blockRows, rows.Length - next), first + blockRows - 1);
                var end = last >= 0 ? last + 1 : ~last;
                Read(first, buffer.AsSpan(0, (rows[end - 1] - first + 1) * Width));
                for (; next < end; next++, kept++)
                    buffer.AsSpan((rows[next] - first) * Width, Width).CopyTo(chosen.AsSpan(kept * Width));
                selected.Append(chosen.AsSpan(0, kept * Width));
            }

            return selected;
        }
        catch
        {
            selected.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static SafeFileHandle Open(string path, FileOptions options) => File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, options);

    private void Append(ReadOnlySpan<float> rows)
    {
        var bytes = MemoryMarshal.AsBytes(rows);
        try
        {
            RandomAccess.Write(file, bytes, written);
        }
        catch (IOException e)
        {
            throw Unwritable(path, e);
        }

        written += bytes.Length;
    }

    private static IOException Unwritable(string path, Exception e) => new(
        $"{path}: the scratch file for events that do not fit into data.memory cannot be written ({e.Message.TrimEnd('.', ' ')}); make room, choose another folder with --out, or give data.memory more", e);
}
