using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Hep.Common;

namespace Hep.Evaluation;

/// <summary>
/// The figures of a run, as <c>metrics.json</c> holds them: one tree of split, then figure, then <c>value</c> and <c>error</c>, so that
/// <c>test.auc.value</c> is a path that stays. Entries keep the order in which they were first set. JSON has no NaN or infinity: a number that is
/// not finite is written as null, and read back as NaN.
/// </summary>
public sealed class MetricsTree
{
    private const string ValueKey = "value";
    private const string ErrorKey = "error";
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject root;

    /// <summary>An empty tree.</summary>
    public MetricsTree()
        : this([])
    {
    }

    private MetricsTree(JsonObject root) => this.root = root;

    /// <summary>Sets a figure with its error, as <c>{ "value": 0.91, "error": 0.002 }</c>.</summary>
    /// <param name="path">Keys joined by dots, such as <c>test.auc</c>.</param>
    /// <param name="figure">Value and error.</param>
    /// <exception cref="ArgumentException">An empty key, or a path that runs through a plain value.</exception>
    public void Set(string path, Estimate figure) =>
        Place(path, new JsonObject { [ValueKey] = Number(figure.Value), [ErrorKey] = Number(figure.Error) });

    /// <summary>Sets a figure with its error and an interval, as <c>{ "value": 0.91, "error": 0.01, "low": 0.898, "high": 0.919 }</c>.</summary>
    /// <param name="path">Keys joined by dots, such as <c>test.auc</c>.</param>
    /// <param name="figure">Value and error.</param>
    /// <param name="interval">The interval of one standard deviation.</param>
    /// <exception cref="ArgumentException">An empty key, or a path that runs through a plain value.</exception>
    public void Set(string path, Estimate figure, Interval interval)
    {
        Set(path, figure);
        Set($"{path}.low", interval.Low);
        Set($"{path}.high", interval.High);
    }

    /// <summary>Sets a number without an error.</summary>
    /// <param name="path">Keys joined by dots, such as <c>test.threshold</c>.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">An empty key, or a path that runs through a plain value.</exception>
    public void Set(string path, double value) => Place(path, Number(value));

    /// <summary>Sets a count.</summary>
    /// <param name="path">Keys joined by dots, such as <c>test.events</c>.</param>
    /// <param name="value">The count.</param>
    /// <exception cref="ArgumentException">An empty key, or a path that runs through a plain value.</exception>
    public void Set(string path, long value) => Place(path, JsonValue.Create(value));

    /// <summary>Sets a text.</summary>
    /// <param name="path">Keys joined by dots, such as <c>run.commit</c>.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">An empty key, or a path that runs through a plain value.</exception>
    public void Set(string path, string value) => Place(path, JsonValue.Create(value));

    /// <summary>Whether the path leads to anything.</summary>
    /// <param name="path">Keys joined by dots.</param>
    public bool Contains(string path) => TryFind(path, out _);

    /// <summary>A figure with its error; of a plain number, the error is NaN.</summary>
    /// <param name="path">Keys joined by dots, such as <c>test.auc</c>.</param>
    /// <exception cref="KeyNotFoundException">No such path, or no figure there; the message names the keys that are there.</exception>
    public Estimate Figure(string path) => Find(path) switch
    {
        JsonObject figure when figure.ContainsKey(ValueKey) => new Estimate(ToDouble(path, figure[ValueKey]), ToDouble(path, figure[ErrorKey])),
        var node => new Estimate(ToDouble(path, node), double.NaN),
    };

    /// <summary>A number: a plain one, or the value or error of a figure.</summary>
    /// <param name="path">Keys joined by dots, such as <c>test.auc.value</c>.</param>
    /// <exception cref="KeyNotFoundException">No such path, or no number there; the message names the keys that are there.</exception>
    public double Number(string path) => ToDouble(path, Find(path));

    /// <summary>A text.</summary>
    /// <param name="path">Keys joined by dots.</param>
    /// <exception cref="KeyNotFoundException">No such path, or no text there.</exception>
    public string Text(string path) => Find(path) is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw new KeyNotFoundException($"metrics: '{path}' is not a text");

    /// <summary>The keys below a path, in order; of the empty path, the top-level keys.</summary>
    /// <param name="path">Keys joined by dots, or nothing.</param>
    /// <exception cref="KeyNotFoundException">No such path, or a plain value there.</exception>
    public IReadOnlyList<string> Keys(string path = "") => (path.Length == 0 ? root : Find(path)) is JsonObject branch
        ? [.. branch.Select(entry => entry.Key)]
        : throw new KeyNotFoundException($"metrics: '{path}' is a plain value, with no keys below");

    /// <summary>The tree as JSON, indented by two blanks, ending with a new line.</summary>
    public string ToJson() => root.ToJsonString(Layout) + "\n";

    /// <summary>Writes the JSON; what was there before stays until the new file is whole.</summary>
    /// <param name="path">The file; its folder is made if it is missing.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToJson(), "metrics");

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidDataException">Not JSON, or not an object; with the line.</exception>
    public static MetricsTree Load(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"no metrics file '{path}'; expected the metrics.json of a run folder", path);
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>Reads JSON text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="InvalidDataException">Not JSON, or not an object; with the line.</exception>
    public static MetricsTree Parse(string json, string source = "metrics")
    {
        try
        {
            // Duplicate keys would surface only on first use, far from the file's name.
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject root
                ? new MetricsTree(root)
                : throw new InvalidDataException($"'{source}' holds no JSON object; expected metrics as split, figure, value and error");
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber ?? 0) + 1;
            throw new InvalidDataException(
                FormattableString.Invariant($"'{source}', line {line}: not valid JSON; expected metrics as split, figure, value and error"), error);
        }
    }

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static double ToDouble(string path, JsonNode? node) => node switch
    {
        null => double.NaN,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => throw new KeyNotFoundException($"metrics: '{path}' is not a number"),
    };

    private static string[] Split(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var keys = path.Split('.');
        return keys.All(key => key.Length > 0) ? keys : throw new ArgumentException($"'{path}' has an empty key", nameof(path));
    }

    private void Place(string path, JsonNode? leaf)
    {
        var keys = Split(path);
        var branch = root;
        foreach (var key in keys[..^1])
        {
            if (!branch.TryGetPropertyValue(key, out var below))
                branch[key] = below = new JsonObject();
            branch = below as JsonObject ?? throw new ArgumentException($"'{path}' runs through '{key}', which is a plain value", nameof(path));
        }

        branch[keys[^1]] = leaf;
    }

    private bool TryFind(string path, out JsonNode? node)
    {
        node = root;
        foreach (var key in Split(path))
        {
            if (node is not JsonObject branch || !branch.TryGetPropertyValue(key, out node))
                return false;
        }

        return true;
    }

    private JsonNode? Find(string path)
    {
        if (TryFind(path, out var node))
            return node;
        JsonNode deepest = root;
        foreach (var key in Split(path))
        {
            if (deepest is not JsonObject branch || !branch.TryGetPropertyValue(key, out var next) || next is null)
                break;
            deepest = next;
        }

        var known = deepest is JsonObject found ? string.Join(", ", found.Select(entry => entry.Key)) : "nothing below it";
        throw new KeyNotFoundException($"metrics: no '{path}'; found {known}");
    }
}
