using Hep.Data;

namespace Hep.Training.Measured;

/// <summary>Scored measured events, as a run folder keeps them.</summary>
internal sealed class MeasuredEvents
{
    /// <summary>The column of event ids.</summary>
    public const string IdColumn = "event_id";

    /// <summary>The column of scores.</summary>
    public const string ScoreColumn = "score";

    private readonly EventTable events;

    private MeasuredEvents(EventTable events)
    {
        this.events = events;
        Scores = Array.ConvertAll(events.Features[0].Values, score => (double)score);
    }

    /// <summary>The scores, [N].</summary>
    public double[] Scores { get; }

    /// <summary>Reads <c>measured.csv</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="variables">The columns that are drawn.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or a cell is wrong; with line and column.</exception>
    public static MeasuredEvents Load(string path, IReadOnlyList<string> variables) =>
        new(File.Exists(path) && !File.ReadLines(path).Skip(1).Any() ? None(path, variables) : CsvReader.Read(path, new CsvLayout { Features = [new CsvLayout.Feature(ScoreColumn)], Numbers = variables }));

    /// <summary>The values of a column that is drawn, [N].</summary>
    public double[] Numbers(string variable) => events.Numbers(variable).Values;

    // All events are blinded.
    private static EventTable None(string path, IReadOnlyList<string> variables) =>
        new(path, [new FeatureColumn(ScoreColumn, "", [])], [], [], extras: [.. variables.Select(name => new NumberColumn(name, []))]);
}
