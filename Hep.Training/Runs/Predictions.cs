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

    private readonly ulong[] eventIds;
    private readonly string[] splits;
    private readonly bool[] isSignal;
    private readonly double[] weights;
    private readonly float[] scores;
    private readonly IReadOnlyList<Column> kept;

    private Predictions(ulong[] eventIds, string[] splits, bool[] isSignal, double[] weights, float[] scores, IReadOnlyList<Column> kept)
    {
        this.eventIds = eventIds;
        this.splits = splits;
        this.isSignal = isSignal;
        this.weights = weights;
        this.scores = scores;
        this.kept = kept;
    }

    /// <summary>Whether a name is that of a column which predictions have anyway.</summary>
    internal static bool IsReserved(string name) => name is IdColumn or SplitColumn or LabelColumn or WeightColumn or ScoreColumn or CalibrationEvaluation.LogitColumn;

    /// <summary>The number of events.</summary>
    public int Count => scores.Length;

    /// <summary>Collects the scores of the splits.</summary>
    /// <param name="parts">For each split its name, its events, and their scores. The columns that the tables have kept besides are kept here, too.</param>
    public static Predictions Of(params IReadOnlyList<(string Split, EventTable Events, float[] Scores)> parts) => new(
        [.. parts.SelectMany(part => part.Events.EventIds)],
        [.. parts.SelectMany(part => Enumerable.Repeat(part.Split, part.Events.Count))],
        [.. parts.SelectMany(part => part.Events.Labels.Select(label => label == 1))],
        [.. parts.SelectMany(part => part.Events.Weights)],
        [.. parts.SelectMany(part => part.Scores)],
        Joined([.. parts.Select(part => part.Events.Extras.Where(column => column.Name != SplitColumn).ToList())]));

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
        return new Predictions(
            events.EventIds,
            KnownSplits(path, events.Text(SplitColumn).Values),
            Array.ConvertAll(events.Labels, label => label == 1),
            events.Weights,
            events.Features[0].Values,
            [.. events.Extras.Skip(1)]);
    }

    /// <summary>Writes <c>predictions.csv</c>, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => CsvWriter.Write(
        path,
        [
            new IdColumn(IdColumn, eventIds),
            new TextColumn(SplitColumn, splits),
            new NumberColumn(LabelColumn, Array.ConvertAll(isSignal, signal => signal ? 1.0 : 0.0)),
            new NumberColumn(WeightColumn, weights),
            new FeatureColumn(ScoreColumn, "", scores),
            .. kept,
        ]);

    /// <summary>The events of one split as the evaluation wants them; null if there are none.</summary>
    /// <param name="split">The split's name.</param>
    /// <param name="name">The sample's name in legends and messages.</param>
    /// <exception cref="InvalidDataException">The split lacks a class, or its weights sum to nothing.</exception>
    public BinarySample? Sample(string split, string name)
    {
        var rows = RowsOf(split);
        return rows.Length == 0
            ? null
            : new BinarySample(name, Pick(scores, rows), Pick(isSignal, rows), Pick(weights, rows));
    }

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
        var rows = RowsOf(split);
        var varied = scoreColumn is null ? Pick(scores, rows) : Array.ConvertAll(Numbers(split, scoreColumn), score => (float)score);
        return new BinarySample(name, varied, Pick(isSignal, rows), weightColumn is null ? Pick(weights, rows) : Numbers(split, weightColumn));
    }

    /// <summary>A kept column of numbers, for the events of one split.</summary>
    /// <param name="split">The split's name.</param>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">It was not kept, or not read as numbers.</exception>
    public double[] Numbers(string split, string name) =>
        kept.OfType<NumberColumn>().FirstOrDefault(column => column.Name == name) is { } column
            ? Pick(column.Values, RowsOf(split))
            : throw new ArgumentException($"no kept column of numbers '{name}'", nameof(name));

    /// <summary>A kept column of text, for the events of one split.</summary>
    /// <param name="split">The split's name.</param>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">It was not kept, or not read as text.</exception>
    public string[] Texts(string split, string name) =>
        kept.OfType<TextColumn>().FirstOrDefault(column => column.Name == name) is { } column
            ? Pick(column.Values, RowsOf(split))
            : throw new ArgumentException($"no kept column of text '{name}'", nameof(name));

    /// <summary>Sum of the weights of a class over all splits.</summary>
    /// <param name="signal">True for signal.</param>
    public double Yield(bool signal)
    {
        double sum = 0;
        for (var row = 0; row < Count; row++)
            sum += isSignal[row] == signal ? weights[row] : 0;
        return sum;
    }

    private static string[] KnownSplits(string path, string[] splits)
    {
        var row = Array.FindIndex(splits, split => !SplitNames.Contains(split));
        return row < 0
            ? splits
            : throw new InvalidDataException(FormattableString.Invariant($"{path}, line {row + 2}, column '{SplitColumn}': found '{splits[row]}', expected {string.Join(", ", SplitNames)}"));
    }

    private int[] RowsOf(string split) => [.. Enumerable.Range(0, Count).Where(row => string.Equals(splits[row], split, StringComparison.Ordinal))];

    private static IReadOnlyList<Column> Joined(List<Column>[] parts) => parts.Length == 0 ? [] :
    [
        .. parts[0].Select((column, c) => column switch
        {
            TextColumn => (Column)new TextColumn(column.Name, [.. parts.SelectMany(part => ((TextColumn)part[c]).Values)]),
            _ => new NumberColumn(column.Name, [.. parts.SelectMany(part => ((NumberColumn)part[c]).Values)]),
        }),
    ];

    private static T[] Pick<T>(T[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);
}
