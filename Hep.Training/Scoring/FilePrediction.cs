using Hep.Data;
using Hep.Onnx;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Scoring;

/// <summary>Scores the events of a file: the same rows with a column <c>score</c> added. Memory does not grow with the file.</summary>
public static class FilePrediction
{
    /// <summary>The name of the column that is added.</summary>
    public const string ScoreColumn = "score";

    /// <summary>Reads, scores, writes.</summary>
    /// <param name="model">A run folder, or an .onnx file.</param>
    /// <param name="data">The events, <c>.csv</c> or <c>.csv.gz</c>; columns are found by name, labels are not needed.</param>
    /// <param name="target">The table to write; what was there is replaced, when all of it is scored.</param>
    /// <param name="parameters">Values of the model's parameters, each <c>NAME=VALUE,VALUE,...</c>; with several points there is a column of scores each. Empty: the columns of the file are taken.</param>
    /// <param name="keep">The columns of the events that are written too, to the letter; null: all.</param>
    /// <param name="progress">Is told how many events are scored; null: nobody is.</param>
    /// <returns>The number of events, and what a user should know.</returns>
    /// <exception cref="FileNotFoundException">Model or events are not there.</exception>
    /// <exception cref="InvalidDataException">The model cannot be used, a column is not there, a cell is not a number, or an event has no value of a parameter.</exception>
    /// <exception cref="IOException">The table cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The table may not be written.</exception>
    public static PredictionOutcome Write(string model, string data, string target, IReadOnlyList<string>? keep = null, IReadOnlyList<string>? parameters = null, IStageProgress? progress = null)
    {
        using var scorer = EventScorer.Open(model);
        var asked = parameters is { Count: > 0 } ? ParameterRequest.Of(parameters, scorer.Parameters, model, scorer.Missing) : null;
        progress?.Stage("scoring");
        var told = new ToldValues(data, scorer.Parameters, scorer.Missing);
        var features = asked is null ? scorer.Features : [.. scorer.Features.SkipLast(scorer.Parameters.Count)];
        if (asked is null && !EventFiles.HasArrays(data))
            RequireParameters(data, model, scorer.Parameters);
        if (scorer.Images is [var image, ..] && !EventFiles.HasArrays(data))
            throw new InvalidDataException($"{data}: found a table, expected a file of arrays (.h5, .npz) with the images '{image.Name}' that {model} takes");
        var points = asked?.ToRows() ?? [];
        var columns = asked?.Columns ?? [ScoreColumn];
        var events = EventFiles.HasArrays(data)
            ? ArrayExtension.AddColumns(data, LayoutOf(scorer, features), target, keep, columns, part => Score(RowsOf(data, part, scorer.Images)))
            : CsvExtension.AddColumns(data, features, scorer.Missing, target, keep, columns, Score);
        return new(events, asked?.Warnings ?? told.Warnings);

        float[] Score(float[] rows)
        {
            if (asked is null)
                told.Look(rows, features.Count);
            var scores = asked is null ? scorer.Score(rows) : scorer.Scan(rows, points);
            progress?.Advance(rows.Length / Math.Max(1, features.Count + scorer.Images.Sum(image => image.Size)));
            return scores;
        }
    }

    private static CsvLayout LayoutOf(EventScorer scorer, IReadOnlyList<string> features) => new()
    {
        Features = [.. features.Select(name => new CsvLayout.Feature(name))],
        Arrays = [.. scorer.Images.Select(image => new CsvLayout.Feature(image.Name, image.Unit))],
        Missing = scorer.Missing,
    };

    private static float[] RowsOf(string data, EventTable part, IReadOnlyList<OnnxImage> images)
    {
        foreach (var (array, image) in part.Arrays.Zip(images).Where(pair => !pair.First.Shape.SequenceEqual(pair.Second.Shape)))
            throw new InvalidDataException($"{data}: {image.Name}: found images of [{string.Join(", ", array.Shape)}] cells, expected [{string.Join(", ", image.Shape)}], which the model takes");
        foreach (var (array, image) in part.Arrays.Zip(images))
            ImageInputs.RequireEnergies(part, array, image.IsSigned);
        return part.ToRowMajor();
    }

    private static void RequireParameters(string data, string model, IReadOnlyList<OnnxParameter> parameters)
    {
        if (parameters.Count == 0)
            return;
        var header = CsvColumns.Header(data);
        if (parameters.FirstOrDefault(parameter => !header.Contains(parameter.Name, StringComparer.Ordinal)) is { } absent)
            throw new InvalidDataException($"{data}: found no column '{absent.Name}', the parameter that {model} is told, expected --parameter {absent.Name}=VALUE, or such a column");
    }

    /// <summary>The range of each parameter over a file, of which every event must have a value.</summary>
    private sealed class ToldValues(string file, IReadOnlyList<OnnxParameter> parameters, float? missing)
    {
        private readonly (double Low, double High)[] ranges = [.. parameters.Select(_ => (double.PositiveInfinity, double.NegativeInfinity))];
        private long events;

        public IReadOnlyList<string> Warnings =>
            [.. parameters.Zip(ranges).Where(pair => pair.Second.Low <= pair.Second.High).Select(pair => pair.First.WarningFor(pair.Second.Low, pair.Second.High)).OfType<string>()];

        public void Look(float[] rows, int width)
        {
            for (var end = width; end <= rows.Length && ranges.Length > 0; end += width)
            {
                events++;
                for (var p = 0; p < ranges.Length; p++)
                {
                    var value = rows[end - ranges.Length + p];
                    if (value == missing)
                        throw Absent(parameters[p].Name, value);
                    ranges[p] = (Math.Min(ranges[p].Low, value), Math.Max(ranges[p].High, value));
                }
            }
        }

        private InvalidDataException Absent(string name, float value) => new(FormattableString.Invariant(
            $"{file}, event {events:N0}, column '{name}': found {value}, which stands for a missing value, expected a value of the parameter for every event; give all of them one with --parameter {name}=VALUE, or fill the column"));
    }
}
