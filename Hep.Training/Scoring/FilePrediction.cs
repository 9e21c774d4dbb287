using Hep.Data;
using Hep.Training.Progress;

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
    /// <param name="keep">The columns of the events that are written too, to the letter; null: all.</param>
    /// <param name="progress">Is told how many events are scored; null: nobody is.</param>
    /// <returns>The number of events.</returns>
    /// <exception cref="FileNotFoundException">Model or events are not there.</exception>
    /// <exception cref="InvalidDataException">The model cannot be used, a column is not there, or a cell is not a number.</exception>
    /// <exception cref="IOException">The table cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The table may not be written.</exception>
    public static long Write(string model, string data, string target, IReadOnlyList<string>? keep = null, IStageProgress? progress = null)
    {
        using var scorer = EventScorer.Open(model);
        progress?.Stage("scoring");
        return CsvExtension.AddColumn(data, scorer.Features, scorer.Missing, target, keep, ScoreColumn, rows =>
        {
            var scores = scorer.Score(rows);
            progress?.Advance(scores.Length);
            return scores;
        });
    }
}
