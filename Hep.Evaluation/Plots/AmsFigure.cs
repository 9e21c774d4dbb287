using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The approximate median significance against the threshold, on the sample that chose the threshold and on the one that tests it.</summary>
public static class AmsFigure
{
    /// <summary>Draws both scans with bands of one standard deviation, and the threshold that is best on validation.</summary>
    /// <param name="validation">The scan whose best threshold is chosen.</param>
    /// <param name="test">The scan whose value at this threshold is quoted in the legend.</param>
    public static Figure Create(AmsScan validation, AmsScan test)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        var plot = PaperStyle.NewPlot("Threshold on the score", "AMS");
        var numbers = new NumberTable("sample", "threshold", "ams", "ams_error");
        var (low, high) = (
            Math.Min(validation.Thresholds[^1], test.Thresholds[^1]),
            Math.Max(validation.Thresholds[0], test.Thresholds[0]));
        if (low >= 0 && high <= 1)
            (low, high) = (0, 1);
        var highest = new[] { validation.Best, test.Best }.Select(best => best.Value + best.Error).Where(double.IsFinite).DefaultIfEmpty(1).Max();

        var chosen = validation.BestThreshold;
        var value = test.At(chosen);
        DrawScan(plot, numbers, validation, Draw.ColourOf(0), "Validation", low, high, highest);
        DrawScan(plot, numbers, test, Draw.ColourOf(1), $"Test: AMS = {value}", low, high, highest);

        Draw.Mark(plot, chosen, 0, validation.Best.Value, FormattableString.Invariant($"Chosen threshold: {chosen:G3}"));
        plot.Axes.SetLimits(low, high, 0, 1.5 * highest);
        plot.ShowLegend(Alignment.UpperLeft);
        return new Figure(plot) { Numbers = numbers, NoteCorner = Alignment.UpperRight };
    }

    private static void DrawScan(
        Plot plot, NumberTable numbers, AmsScan scan, Color colour, string legend, double low, double high, double highest)
    {
        var points = Draw.Visible(scan.Count, i => ((scan.Thresholds[i] - low) / (high - low), scan[i].Value / highest))
            .Select(i => (X: scan.Thresholds[i], Y: scan[i]))
            .ToArray();
        foreach (var (x, y) in points)
            numbers.Add(scan.Name, x, y.Value, y.Error);
        Draw.Band(plot, points.Select(p => (p.X, p.Y.Value - p.Y.Error, p.Y.Value + p.Y.Error)), colour);
        Draw.Line(plot, points.Select(p => (p.X, p.Y.Value)), colour, legend);
    }
}
