using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hep.Training.Logging;

/// <summary>
/// A file with a JSON object a line (<c>log.jsonl</c>). A line is with the system, whole, when the call returns: a kill leaves whole lines. What was
/// written before the file is opened is kept, and goes into it first.
/// </summary>
internal sealed class JsonLog(TimeProvider clock) : IDisposable
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<byte[]> waiting = [];
    private FileStream? file;

    /// <summary>Opens the file, at the end of what a run that was interrupted has left there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Open(string path)
    {
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.SetLength(EndOfLines(file));
        file.Seek(0, SeekOrigin.End);
        foreach (var line in waiting)
            file.Write(line);
        waiting.Clear();
    }

    /// <summary>Adds a line.</summary>
    /// <param name="kind">What it tells of.</param>
    /// <param name="stage">The part of the work that it belongs to; null: before the first.</param>
    /// <param name="write">Writes the further entries.</param>
    public void Add(string kind, string? stage, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().UtcDateTime);
            json.WriteString("kind", kind);
            if (stage is not null)
                json.WriteString("stage", stage);
            write(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        if (file is null)
            waiting.Add(buffer.ToArray());
        else
            file.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    // A machine that lost its power may have left half a line.
    private static long EndOfLines(FileStream file)
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                return end;
        }

        return 0;
    }
}
