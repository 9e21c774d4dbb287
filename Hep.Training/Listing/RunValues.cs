using System.Globalization;
using System.Text.Json;
using Hep.Data;
using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Listing;

/// <summary>
/// Everything that a run folder says, as text by key: the card's values under their paths (<c>training.seed</c>), the metrics under theirs
/// (<c>test.auc.value</c>, and <c>test.auc</c> for short), and the run's facts under <c>run</c> (<c>run.events_per_second</c>).
/// </summary>
internal static class RunValues
{
    private const string Run = "run";

    /// <summary>Reads what is there; a file that is not there yet is left out.</summary>
    /// <exception cref="InvalidDataException">A file is broken.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dictionary<string, string> Of(RunFolder folder)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(folder.Card))
            AddCard(values, folder.Card);
        if (File.Exists(folder.Facts))
            AddFacts(values, folder.Facts);
        if (File.Exists(folder.History))
            AddHistory(values, folder.History);
        if (!File.Exists(folder.Metrics))
            return values;
        using var metrics = JsonDocument.Parse(MetricsTree.Load(folder.Metrics).ToJson());
        Add(values, "", metrics.RootElement);
        return values;
    }

    private static void AddCard(Dictionary<string, string> values, string path)
    {
        var problems = new CardProblems(path);
        var root = CardParser.ParseCard(File.ReadAllText(path), problems, path);
        problems.ThrowIfAny();
        Add(values, "", root);
    }

    private static void AddFacts(Dictionary<string, string> values, string path)
    {
        _ = RunFacts.Load(path);
        using var facts = JsonDocument.Parse(File.ReadAllBytes(path));
        Add(values, Run, facts.RootElement);
    }

    private static void AddHistory(Dictionary<string, string> values, string path)
    {
        // A run that was interrupted in its first epoch has a history without a line.
        var lines = File.ReadLines(path).Count();
        values[$"{Run}.epochs"] = Math.Max(0, lines - 1).ToString(CultureInfo.InvariantCulture);
        if (lines < 2)
            return;
        var history = CsvColumns.Read(path, ["validation_loss", "is_best"]);
        var best = Array.LastIndexOf(history.Numbers("is_best"), 1);
        if (best >= 0)
            values[$"{Run}.best_validation_loss"] = history.Numbers("validation_loss")[best].ToString(CultureInfo.InvariantCulture);
    }

    private static void Add(Dictionary<string, string> values, string path, CardNode node)
    {
        if (node is not CardNode.Mapping mapping)
        {
            values[path] = Text(node);
            return;
        }

        foreach (var entry in mapping.Entries)
            Add(values, Join(path, entry.Key), entry.Value);
    }

    private static string Text(CardNode node) => node switch
    {
        CardNode.Scalar scalar => scalar.Value,
        CardNode.Sequence list => $"[{string.Join(", ", list.Items.Select(Text))}]",
        CardNode.Mapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value)}"))}}}",
        _ => "",
    };

    private static void Add(Dictionary<string, string> values, string path, JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            if (node.ValueKind != JsonValueKind.Null)
                values[path] = node.ValueKind == JsonValueKind.String ? node.GetString()! : node.GetRawText();
            return;
        }

        foreach (var entry in node.EnumerateObject())
            Add(values, Join(path, entry.Name), entry.Value);
        if (path.Length > 0 && values.TryGetValue($"{path}.value", out var value) && node.TryGetProperty("error", out _))
            values[path] = value;
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
