using Hep.Data;
using Hep.Evaluation;

namespace Hep.Training.Runs;

/// <summary>
/// What a run's model says of every event, and what the events really are: plain arrays, in the order of the input. Written as
/// <c>predictions.csv</c>, from which everything can be evaluated again without the model.
/// </summary>
public sealed class Predictions
{
    /// <summary>The splits, in the order of their names' use.</summary>
    public static readonly IReadOnlyList<string> SplitNames = ["train", "validation", "test"];

    /// <summary>The column with the name of each event's split.</summary>
    internal const string SplitColumn = "split";

    private const string IdColumn = "event_id";
    private const string LabelColumn = "label";
    private const string WeightColumn = "weight";
    private const string ScoreColumn = "score";

    private readonly IReadOnlyList<Part> parts;

    private Predictions(IEnumerable<Part> parts) => this.parts = [.. parts];

    /// <summary>Whether a name is that of a column which predictions have anyway.</summary>
    internal static bool IsReserved(string name) => name is IdColumn or SplitColumn or LabelColumn or WeightColumn or ScoreColumn or CalibrationEvaluation.LogitColumn;

    /// <summary>The number of events.</summary>
    public int Count => parts.Sum(part => part.Scores.Length);

    /// <summary>Collects the scores of the splits; the arrays are shared, not copied.</summary>
    /// <param name="parts">For each split its name, its events, and their scores. The columns that the tables have kept besides are kept here, too.</param>
    public static Predictions Of(params IReadOnlyList<(string Split, EventTable Events, float[] Scores)> parts) =>
        new(parts.Select(part => new Part(part.Split, WithoutFeatures(part.Events), part.Scores)));

    /// <summary>Reads <c>predictions.csv</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="numbers">Kept columns to read as numbers; null: none.</param>
    /// <param name="texts">Kept columns to read as text; null: none.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or a cell is wrong; with line and column.</exception>
    public static Predictions Load(string path, IReadOnlyList<string>? numbers = null, IReadOnlyList<string>? texts = null)
    {
        var events = CsvReader.Read(path, new CsvLayout
        {
            Features = [new CsvLayout.Feature(ScoreColumn)],
            Label = LabelColumn,
            Classes = ["0", "1"],
            Weight = WeightColumn,
            EventId = IdColumn,
            Extras = [SplitColumn, .. texts ?? []],
            Numbers = numbers ?? [],
        });
        var splits = KnownSplits(path, events.Text(SplitColumn).Values);
        return new Predictions(SplitNames.Where(splits.Contains).Select(split =>
        {
            var own = events.Select([.. Enumerable.Range(0, splits.Length).Where(row => string.Equals(splits[row], split, StringComparison.Ordinal))]);
            return new Part(split, WithoutFeatures(own), own.Features[0].Values);
        }));
    }

    /// <summary>Writes <c>predictions.csv</c>, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => CsvWriter.Write(path, parts.Select(part => (IReadOnlyList<Column>)
        [
            new IdColumn(IdColumn, part.Events.EventIds),
            new TextColumn(SplitColumn, [.. Enumerable.Repeat(part.Split, part.Events.Count)]),
            new NumberColumn(LabelColumn, Array.ConvertAll(part.Events.Labels, label => label == 1 ? 1.0 : 0.0)),
            new NumberColumn(WeightColumn, part.Events.Weights),
            new FeatureColumn(ScoreColumn, "", part.Scores),
            .. part.Events.Extras,
        ]));

    /// <summary>The events of one split as the evaluation wants them; null if there are none.</summary>
    /// <param name="split">The split's name.</param>
    /// <param name="name">The sample's name in legends and messages.</param>
    /// <exception cref="InvalidDataException">The split lacks a class, or its weights sum to nothing.</exception>
    public BinarySample? Sample(string split, string name) => Of(split) is { Events.Count: > 0 } part ? part.Sample(name) : null;

    /// <summary>The events of one split with other scores or weights, from kept columns of numbers.</summary>
    /// <param name="split">The split's name; it has events.</param>
    /// <param name="name">The sample's name in legends and messages.</param>
    /// <param name="scoreColumn">The column of scores; null: the scores as they are.</param>
    /// <param name="weightColumn">The column of weights; null: the weights as they are.</param>
    /// <exception cref="ArgumentException">A column was not kept, or not read as numbers.</exception>
    /// <exception cref="InvalidDataException">The weights of a class sum to nothing.</exception>
    internal BinarySample Varied(string split, string name, string? scoreColumn, string? weightColumn)
    {
        // Scores are single-precision numbers, whatever digits they were written with.
        var part = Of(split)!;
        var varied = scoreColumn is null ? part.Scores : Array.ConvertAll(Numbers(split, scoreColumn), score => (float)score);
        return new BinarySample(name, varied, part.IsSignal, weightColumn is null ? part.Events.Weights : Numbers(split, weightColumn));
    }

    /// <summary>A kept column of numbers, for the events of one split; not a copy.</summary>
    /// <param name="split">The split's name.</param>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">It was not kept, or not read as numbers.</exception>
    public double[] Numbers(string split, string name) => Kept<NumberColumn>(split, name, "numbers")?.Values ?? [];

    /// <summary>A kept column of text, for the events of one split; not a copy.</summary>
    /// <param name="split">The split's name.</param>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">It was not kept, or not read as text.</exception>
    public string[] Texts(string split, string name) => Kept<TextColumn>(split, name, "text")?.Values ?? [];

    /// <summary>The ids of the events of one split; not a copy.</summary>
    /// <param name="split">The split's name.</param>
    internal ulong[] EventIds(string split) => Of(split)?.Events.EventIds ?? [];

    /// <summary>Sum of the weights of a class over all splits.</summary>
    /// <param name="signal">True for signal.</param>
    public double Yield(bool signal)
    {
        double sum = 0;
        foreach (var part in parts)
        {
            for (var row = 0; row < part.Events.Count; row++)
                sum += part.Events.Labels[row] == 1 == signal ? part.Events.Weights[row] : 0;
        }

        return sum;
    }

    private static string[] KnownSplits(string path, string[] splits)
    {
        var row = Array.FindIndex(splits, split => !SplitNames.Contains(split));
        return row < 0
            ? splits
            : throw new InvalidDataException(FormattableString.Invariant($"{path}, line {row + 2}, column '{SplitColumn}': found '{splits[row]}', expected {string.Join(", ", SplitNames)}"));
    }

    private static EventTable WithoutFeatures(EventTable events) => events.With(features: [], arrays: [], extras: [.. events.Extras.Where(column => column.Name != SplitColumn)]);

    private Part? Of(string split) => parts.FirstOrDefault(part => part.Split == split);

    private TColumn? Kept<TColumn>(string split, string name, string what)
        where TColumn : Column
    {
        if (!parts.All(part => part.Events.Extras.OfType<TColumn>().Any(column => column.Name == name)))
            throw new ArgumentException($"no kept column of {what} '{name}'", nameof(name));
        return Of(split)?.Events.Extras.OfType<TColumn>().First(column => column.Name == name);
    }

    /// <summary>The events of one split: the arrays of the table that was scored, since a large sample is in memory once.</summary>
    private sealed class Part(string split, EventTable events, float[] scores)
    {
        // Several figures are made of the same sample, and its order and curve are made once for all of them; they go when nobody has it any more.
        private readonly WeakReference<BinarySample?> last = new(null);

        public string Split => split;

        public EventTable Events => events;

        public float[] Scores => scores;

        public bool[] IsSignal => Array.ConvertAll(events.Labels, label => label == 1);

        public BinarySample Sample(string name)
        {
            if (last.TryGetTarget(out var known) && known?.Name == name)
                return known;
            var sample = new BinarySample(name, scores, IsSignal, events.Weights);
            last.SetTarget(sample);
            return sample;
        }
    }
}
