using Hep.Data;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Parameters;

/// <summary>
/// The scores that a network which is told parameters gives to events, whatever they are, when it is told the point of each hypothesis: what an
/// analysis of that hypothesis sees. They are kept as columns of the predictions.
/// </summary>
internal static class PointScoring
{
    /// <summary>More points than these are not evaluated one by one.</summary>
    public const int MostPoints = 50;

    /// <summary>How many there are for the share of memory, which is settled before the events are read.</summary>
    public const int UsualPoints = 10;

    /// <summary>The points that are evaluated; empty where the network is told nothing, or there are too many.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="points">The points of the sample.</param>
    public static IReadOnlyList<PointFacts> PointsOf(RunCard card, IReadOnlyList<PointFacts>? points) =>
        card.Data.Told.Count == 0 || points is not { Count: <= MostPoints } ? [] : points;

    /// <summary>The column of the predictions with the scores at a point.</summary>
    public static string ColumnOf(PointFacts point) => "score@" + string.Join(';', point.Values.Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value:R}")));

    /// <summary>The key of a point in the figures of merit: <c>mass_500</c>.</summary>
    public static string KeyOf(PointFacts point) => KeyOf(string.Join('_', point.Values.Select(pair => FormattableString.Invariant($"{pair.Key}_{pair.Value:R}"))));

    /// <summary>A point in words as a key: a dot would part the path.</summary>
    public static string KeyOf(string text) => FigureFolder.NameOf(text.Replace('.', 'p'));

    /// <summary>The events with the scores at each point as further columns.</summary>
    /// <param name="classifier">The trained classifier, calibrated.</param>
    /// <param name="set">The events with their features.</param>
    /// <param name="events">The same events with the columns that are kept.</param>
    /// <param name="points">The points.</param>
    public static EventTable With(Classifier classifier, EventSet set, EventTable events, IReadOnlyList<PointFacts> points)
    {
        if (points.Count == 0)
            return events;
        double[][] scores = [.. points.Select(_ => new double[set.Count])];
        foreach (var (start, rows) in set.Pieces())
        {
            for (var p = 0; p < points.Count; p++)
            {
                Tell(rows, set.Features.Count, [.. points[p].Values.Values]);
                Array.ConvertAll(Classifiers.Score(classifier, rows), score => ShortestDecimal.Of((float)score)).CopyTo(scores[p], start);
            }
        }

        return events.With(extras: [.. events.Extras, .. points.Select((point, p) => new NumberColumn(ColumnOf(point), scores[p]))]);
    }

    /// <summary>Writes the values of a point over the parameters of all events.</summary>
    /// <param name="rows">Features and, last, parameters: [N, F + P] row-major.</param>
    /// <param name="width">F + P.</param>
    /// <param name="values">A value a parameter.</param>
    public static void Tell(Span<float> rows, int width, IReadOnlyList<double> values)
    {
        for (var end = width; end <= rows.Length; end += width)
        {
            for (var p = 0; p < values.Count; p++)
                rows[end - values.Count + p] = (float)values[p];
        }
    }
}
