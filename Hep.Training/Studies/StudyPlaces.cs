using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Parameters;
using Hep.Training.Runs;

namespace Hep.Training.Studies;

/// <summary>Reads the scored test events of all trainings of a study.</summary>
internal static class StudyPlaces
{
    /// <summary>The places at which the networks are compared.</summary>
    /// <param name="folder">The study.</param>
    /// <param name="trainings">All of its trainings, done.</param>
    public static IReadOnlyList<StudyPlace> Read(StudyFolder folder, IReadOnlyList<StudyTraining> trainings)
    {
        var all = trainings.SelectMany(training => Tested(folder, training).Select(tested => (training.Network.Name, Step: StepOf(training), tested.Point, tested.Result))).ToList();
        return
        [
            .. all.GroupBy(one => one.Point is null ? one.Step?.Key ?? "" : PointScoring.KeyOf(one.Point), StringComparer.Ordinal).Select(place => new StudyPlace(
                place.First().Point,
                place.First().Step,
                [.. place.GroupBy(one => one.Name, StringComparer.Ordinal).Select(network => new StudyPlace.Network(network.Key, network.First().Point?.IsTrained ?? true, [.. network.Select(one => one.Result)]))])),
        ];
    }

    private static StudyStep? StepOf(StudyTraining training) => training.Axis is { } axis ? new(axis.Name, training.Value!.Value) : null;

    private static IEnumerable<(PointFacts? Point, StudyPlace.Tested Result)> Tested(StudyFolder folder, StudyTraining training)
    {
        var run = RunFolder.Open(folder.Run(training));
        var (card, facts, metrics) = (run.LoadCard(), RunFacts.Load(run.Facts), MetricsTree.Load(run.Metrics));
        var predictions = Predictions.Load(run.Predictions, [.. card.Data.Parameters.Select(parameter => parameter.Name), .. PointsEvaluation.Columns(card, facts)]);
        var points = PointFigures.Of(card, facts, predictions, metrics.Number("yields.background.expected"));
        if (points is null)
            return [(null, new(predictions.Sample("test", training.Network.Name)!, metrics.Figure("test.asimov")))];
        return points
            .Where(point => training.Value is null || ParameterValues.AreSame(point.Point.Values[training.Network.ForEach!], training.Value.Value))
            .Select(point => ((PointFacts?)point.Point, new StudyPlace.Tested(point.Sample, point.Significance)));
    }
}
