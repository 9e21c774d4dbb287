using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Logging;
using Hep.Training.Measured;
using Hep.Training.Parameters;
using Hep.Training.Systematics;

namespace Hep.Training.Runs;

/// <summary>What a run's trained model says of all its events: those of the splits, those of shifted files, and measured ones.</summary>
/// <param name="card">The run card.</param>
/// <param name="classifier">The trained classifier, calibrated.</param>
/// <param name="data">The events.</param>
/// <param name="points">The points of the parameters at which all events are scored; empty: none.</param>
/// <param name="progress">Is told how far it is.</param>
internal sealed class RunScoring(RunCard card, Classifier classifier, StudyData data, IReadOnlyList<PointFacts> points, RunJournal progress)
{
    /// <summary>Scores, and writes the scores into the run folder.</summary>
    /// <param name="folder">The run folder.</param>
    /// <returns>The events of the splits.</returns>
    /// <exception cref="InvalidDataException">A shifted or a measured file cannot be used.</exception>
    public Predictions Write(RunFolder folder)
    {
        progress.Stage("scoring", data.Splits.Sum(split => split.Events.Count));
        progress.Note("scoring all events");
        var predictions = Predictions.Of([.. data.Splits.Select(split => Scored(split.Name, split.Events))]);
        predictions.Save(folder.Predictions);
        SystematicScoring.OfFiles(card, classifier, folder, progress.Note);
        if (MeasuredFiles.Of(card) is { } measured)
        {
            var events = measured.Score(classifier, folder.Measured);
            progress.Note(FormattableString.Invariant($"measured: {events:N0} events scored{(card.Evaluation.BlindAbove is { } blind ? FormattableString.Invariant($", those with a score of {blind:G4} or more left out") : "")}"));
        }

        return predictions;
    }

    private (string Split, EventTable Events, float[] Scores) Scored(string split, EventSet events)
    {
        var (logits, scores) = Classifiers.Evaluate(classifier, events, progress.Advance);
        float[] written = Array.ConvertAll(scores, score => (float)score);
        var table = PointScoring.With(classifier, events, CalibrationEvaluation.WithLogits(events.Events, logits), points);
        var varying = new SystematicScoring(card, events, table);
        return (split, events == data.Test ? varying.Varied(classifier) : varying.Unvaried(written), written);
    }
}
