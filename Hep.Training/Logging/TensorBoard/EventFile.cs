using System.Globalization;
using Google.Protobuf;

namespace Hep.Training.Logging.TensorBoard;

/// <summary>A file of numbers by step that TensorBoard shows. Every record is with the system when the call returns, so that a kill leaves whole records.</summary>
internal sealed class EventFile : IDisposable
{
    // What readers ask the first record for.
    private const string Version = "brain.Event:2";

    private readonly FileStream file;
    private readonly TimeProvider clock;

    /// <summary>Begins a file; several in one folder are shown as one training, one for each time it was begun or resumed.</summary>
    /// <param name="folder">The folder, which is made if it is missing.</param>
    /// <param name="clock">The time, part of the name and of each record.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public EventFile(string folder, TimeProvider clock)
    {
        this.clock = clock;
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{clock.GetUtcNow().ToUnixTimeSeconds():D10}.hep.{Environment.ProcessId}");
        FullPath = Path.Combine(folder, name);
        file = new FileStream(FullPath, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Write(new Event { FileVersion = Version });
    }

    /// <summary>The file.</summary>
    public string FullPath { get; }

    /// <summary>Adds numbers of one step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="values">The numbers by name; those with a slash in common are shown together.</param>
    public void Add(long step, params ReadOnlySpan<(string Name, double Value)> values)
    {
        var summary = new Summary();
        foreach (var (name, value) in values)
            summary.Value.Add(new Summary.Types.Value { Tag = name, SimpleValue = (float)value });
        Write(new Event { Step = step, Summary = summary });
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Write(Event entry)
    {
        entry.WallTime = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        file.Write(TfRecord.Frame(entry.ToByteArray()));
    }
}
