using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Runs;
using FeatureColumn = Hep.Data.FeatureColumn;

namespace Hep.Training.Measured;

/// <summary>
/// The files of measured events, which are read in parts, selected as simulation is, scored, and written into the run folder. They have neither label nor weight nor parameters, and an id
/// only if all files have it.
/// </summary>
internal sealed class MeasuredFiles
{
    private readonly RunCard card;
    private readonly InputFiles files;
    private readonly DataSection columns;
    private readonly KeptColumns drawn;

    private MeasuredFiles(RunCard card)
    {
        this.card = card;
        var data = card.Data with { Source = "", Files = [], Label = card.Data.Label with { Column = null }, Weight = null, Process = null, Parameters = [], HoldOut = [], TrainOn = [], Split = new SplitOptions.Hash() };
        files = InputFiles.Of(data, "evaluation.measured", card.Evaluation.Measured);
        columns = data.EventId is { } id && files.All.All(file => CsvColumns.Header(file.Path).Contains(id)) ? data : data with { EventId = null };
        drawn = new KeptColumns(card.Evaluation.Variables, []);
    }

    /// <summary>Finds the files; null: the card has none.</summary>
    /// <param name="card">The run card.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A wildcard finds nothing, a file would be read twice, or it has no header.</exception>
    public static MeasuredFiles? Of(RunCard card) => card.Evaluation.Measured.Count == 0 ? null : new MeasuredFiles(card);

    /// <summary>The files with their hashes; they are read for it.</summary>
    public IReadOnlyList<InputFileFacts> Fingerprints() => files.Fingerprints();

    /// <summary>Reads all of them, so that what is wrong with them is known before a model is trained.</summary>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A column is not there, a cell is wrong, or no event passes the selection.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Require(CancellationToken stop)
    {
        foreach (var _ in Selected())
            stop.ThrowIfCancellationRequested();
    }

    /// <summary>Scores the events, and writes those that are not blinded.</summary>
    /// <param name="classifier">The trained classifier, calibrated.</param>
    /// <param name="path">The file.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="InvalidDataException">As by <see cref="Require"/>.</exception>
    public long Score(Classifier classifier, string path)
    {
        var written = 0L;
        CsvWriter.Write(path, Selected().Select(part => Scored(classifier, part)).Select(scored =>
        {
            written += scored[0].Count;
            return scored;
        }));
        return written;
    }

    private IEnumerable<EventTable> Selected()
    {
        var selection = new EventSelection(columns);
        foreach (var part in files.Read(selection.Extend(StudyData.Layout(columns, drawn) with { Classes = [] }), budget: null))
            yield return ImageInputs.Of(columns, drawn.AddFeatures(selection.Apply(part)));
        selection.RequireEvents(files.Origin);
    }

    private IReadOnlyList<Column> Scored(Classifier classifier, EventTable events)
    {
        var scores = Array.ConvertAll(Classifiers.Score(classifier, events.ToRowMajor()), score => (float)score);
        int[] rows = [.. Enumerable.Range(0, events.Count).Where(row => !(scores[row] >= card.Evaluation.BlindAbove))];
        var seen = rows.Length == events.Count ? events : events.Select(rows);
        return
        [
            .. columns.EventId is null ? Array.Empty<Column>() : [new IdColumn(MeasuredEvents.IdColumn, seen.EventIds)],
            .. card.Evaluation.Variables.Select(seen.Numbers),
            new FeatureColumn(MeasuredEvents.ScoreColumn, "", Array.ConvertAll(rows, row => scores[row])),
        ];
    }
}
