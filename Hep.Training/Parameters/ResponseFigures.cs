using Hep.Data;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Parameters;

/// <summary>
/// What the network gives for fixed events when it is told other and other values of its parameter, and against its feature if there is one alone. They need the network, so they are drawn
/// once, at the end of a training; an evaluation later on shows the figures that are there.
/// </summary>
internal static class ResponseFigures
{
    private const int Steps = 200;
    private const int MostPoints = 15;

    // More events than these are not told apart.
    private const int MostCurves = 5;

    // Among so many events of a point the middle one is looked for.
    private const int MostEvents = 2000;

    private static readonly (string File, string Caption)[] Kinds =
    [
        ("response_to_parameter", "Output of the network against the value that it is told, for fixed test events: of each signal point the event whose score, told its own value (dot), is the median; and a background event likewise."),
        ("response_to_feature", "Output of the network against its feature, when it is told each value of the parameter."),
    ];

    /// <summary>Draws them; nothing where the network is told no parameter, or several.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="card">The run card.</param>
    /// <param name="classifier">The trained classifier, calibrated.</param>
    /// <param name="test">The test split.</param>
    /// <param name="points">The points of the sample.</param>
    public static void Draw(RunFolder folder, RunCard card, Classifier classifier, EventSet test, IReadOnlyList<PointFacts> points)
    {
        if (card.Data.Told is not [var parameter] || points.Count is 0 or > MostPoints)
            return;
        var figures = new FigureFolder(folder.Plots, card.Evaluation);
        var values = points.Select(point => point.Values[parameter.Name]).ToArray();
        ResponseCurve[] curves = [.. Spread(points.Count).Append(-1).Select(point => Against(classifier, test, parameter, values, point)).OfType<ResponseCurve>()];
        if (curves.Length > 0)
            figures.Add(Kinds[0].File, Kinds[0].Caption, ResponseFigure.Create(parameter.Name, parameter.Unit, curves));
        if (card.Data.Features is [var feature])
            figures.Add(Kinds[1].File, Kinds[1].Caption, ResponseFigure.Create(feature.Name, feature.Unit, [.. points.Select(point => OfFeature(classifier, test, point, point.Values[parameter.Name]) with { Group = point.IsTrained ? "Trained on" : "Held out" })]));
    }

    /// <summary>The figures that are there.</summary>
    /// <param name="folder">The run folder.</param>
    public static IReadOnlyList<ReportFigure> Load(RunFolder folder) =>
        [.. Kinds.Select(kind => (kind.Caption, Path: Path.Combine(folder.Plots, kind.File + ".svg"))).Where(kind => File.Exists(kind.Path)).Select(kind => ReportFigure.FromFile(kind.Caption, kind.Path))];

    /// <summary>Copies the output against the parameter, in all its formats and with its numbers.</summary>
    /// <param name="from">A run folder.</param>
    /// <param name="target">A folder of figures.</param>
    /// <returns>The figure with its caption; null: the run has none.</returns>
    public static ReportFigure? Copy(RunFolder from, string target)
    {
        var (file, caption) = Kinds[0];
        if (!File.Exists(Path.Combine(from.Plots, file + ".svg")))
            return null;
        Directory.CreateDirectory(target);
        foreach (var path in Directory.EnumerateFiles(from.Plots, file + ".*"))
            File.Copy(path, Path.Combine(target, Path.GetFileName(path)), overwrite: true);
        return ReportFigure.FromFile(caption, Path.Combine(target, file + ".svg"));
    }

    // The first, the last, and some between them.
    private static IEnumerable<int> Spread(int points) => Enumerable.Range(0, Math.Min(points, MostCurves)).Select(i => i * (points - 1) / Math.Max(1, Math.Min(points, MostCurves) - 1));

    // The median event of a signal point, or of background for -1; null where there is none.
    private static ResponseCurve? Against(Classifier classifier, EventSet test, ParameterColumn parameter, double[] values, int point)
    {
        var width = test.Features.Count;
        var parameters = test.Events.Numbers(parameter.Name).Values;
        int[] rows = [.. Enumerable.Range(0, test.Count).Where(row => point < 0 ? test.Events.Labels[row] == 0 : test.Events.Labels[row] == 1 && parameters[row] == values[point]).Take(MostEvents)];
        if (rows.Length == 0)
            return null;
        var events = new float[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
            test.Read(rows[i], events.AsSpan(i * width, width));
        if (point >= 0)
            PointScoring.Tell(events, width, [values[point]]);
        var scores = Classifiers.Score(classifier, events);
        var median = Enumerable.Range(0, rows.Length).OrderBy(i => scores[i]).ElementAt(rows.Length / 2);
        var (low, high) = (values.Min(), values.Max());
        var told = new float[(Steps + 1) * width];
        for (var step = 0; step <= Steps; step++)
        {
            var row = told.AsSpan(step * width, width);
            events.AsSpan(median * width, width).CopyTo(row);
            row[^1] = (float)(low + ((high - low) * step / Steps));
        }

        return new(
            point < 0 ? "Background" : FormattableString.Invariant($"{parameter.Name} = {values[point]:R}{(parameter.Unit == "1" ? "" : " " + parameter.Unit)}"),
            [.. Classifiers.Score(classifier, told).Select((score, step) => ((double)told[(step * width) + width - 1], score))])
        {
            Mark = point < 0 ? double.NaN : values[point],
        };
    }

    private static ResponseCurve OfFeature(Classifier classifier, EventSet test, PointFacts point, double value)
    {
        float[] feature = [.. test.Sample(MostEvents).Features[0].Values.Take(MostEvents)];
        var (low, high) = (feature.Min(), feature.Max());
        var rows = new float[2 * (Steps + 1)];
        for (var step = 0; step <= Steps; step++)
            (rows[2 * step], rows[(2 * step) + 1]) = (low + ((high - low) * step / Steps), (float)value);
        return new(point.InWords(), [.. Classifiers.Score(classifier, rows).Select((score, step) => ((double)rows[2 * step], score))]);
    }
}
