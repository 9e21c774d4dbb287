using System.Globalization;
using Hep.Evaluation;
using Hep.Training.Runs;

namespace Hep.Training.Listing;

/// <summary>A run in a list: how far it came, and everything that its folder says.</summary>
public sealed class RunEntry
{
    private readonly Dictionary<string, string> values;

    private RunEntry(string name, RunFolder folder, RunState state, string? why, Dictionary<string, string> values)
    {
        Name = name;
        Folder = folder.FullPath;
        State = state;
        Why = why;
        this.values = values;
        values["run.name"] = name;
        values["run.state"] = state.InWords();
    }

    /// <summary>The folder's path from where was looked.</summary>
    public string Name { get; }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>How far it came.</summary>
    public RunState State { get; }

    /// <summary>What is wrong with a run that failed, or whose folder is broken; null: nothing, or it is not known.</summary>
    public string? Why { get; }

    /// <summary>When it began, UTC; null: not known.</summary>
    public DateTime? Started => DateTime.TryParse(Text("run.started"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>The AUC on the test split; null: not there.</summary>
    public Estimate? TestAuc => Figure("test.auc");

    /// <summary>The keys of all values: the card's, then the facts, then the metrics, each in the order of their file.</summary>
    public IEnumerable<string> Keys => values.Keys;

    /// <summary>Reads a run folder; what cannot be read makes a broken entry.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="name">What to call it.</param>
    public static RunEntry Read(string path, string name)
    {
        var folder = RunFolder.At(path);
        try
        {
            var (state, why) = RunStates.Of(folder);
            if (state != RunState.Running && !File.Exists(folder.Card))
                throw new InvalidDataException("it has no card.yaml");
            return new(name, folder, state, why, RunValues.Of(folder));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new(name, folder, RunState.Broken, e.Message, new(StringComparer.Ordinal));
        }
    }

    /// <summary>A value as text: of the card, the metrics, or the run; null: it is not there.</summary>
    /// <param name="key">The path, such as <c>training.seed</c>, <c>test.auc.error</c> or <c>run.commit</c>.</param>
    public string? Text(string key) => values.GetValueOrDefault(key);

    /// <summary>A value as a number; null: it is not there, or none.</summary>
    /// <param name="key">The path.</param>
    public double? Number(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A figure with its error; null: it is not there.</summary>
    /// <param name="key">The path, such as <c>test.auc</c>.</param>
    public Estimate? Figure(string key) =>
        Number($"{key}.value") is { } value ? new Estimate(value, Number($"{key}.error") ?? double.NaN) : null;

    /// <summary>A value as a table shows it: a figure with its error, or the text; nothing where there is none.</summary>
    /// <param name="key">The path.</param>
    public string Show(string key) => Figure(key)?.ToString() ?? Text(key) ?? "";
}
