using System.Text.Json;
using Hep.Training.Logging;

namespace Hep.Training.Runs;

/// <summary>How far a run came, from its folder.</summary>
internal static class RunStates
{
    // The last line is short.
    private const int Tail = 1 << 16;

    private static readonly RunState[] All = Enum.GetValues<RunState>();

    /// <summary>The word of lists, filters and the log.</summary>
    public static string InWords(this RunState state) => state.ToString().ToLowerInvariant();

    /// <summary>The state, and what the log says of a run that failed.</summary>
    /// <param name="folder">The run folder.</param>
    public static (RunState State, string? Why) Of(RunFolder folder)
    {
        if (folder.IsInUse)
            return (RunState.Running, null);
        if (File.Exists(folder.Log))
            return LastLine(folder.Log);

        // A run of a version that kept no log.
        var isWhole = File.Exists(folder.Metrics) && File.Exists(folder.Facts) && RunFacts.Load(folder.Facts).Stopped is { } stopped && stopped != nameof(StopReason.Interrupted);
        return (isWhole ? RunState.Complete : RunState.Interrupted, null);
    }

    private static (RunState State, string? Why) LastLine(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(file.Length, Tail), SeekOrigin.End);
        using var reader = new StreamReader(file);
        var last = reader.ReadToEnd().TrimEnd('\n').Split('\n')[^1];
        try
        {
            using var json = JsonDocument.Parse(last);
            return json.RootElement.GetProperty("kind").GetString() == RunJournal.EndKind
                ? (All.First(state => state.InWords() == json.RootElement.GetProperty("state").GetString()), json.RootElement.TryGetProperty("text", out var text) ? text.GetString() : null)
                : (RunState.Interrupted, null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (RunState.Interrupted, null);
        }
    }
}
