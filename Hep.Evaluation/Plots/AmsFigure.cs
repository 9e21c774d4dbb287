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
        return Create(validation, (validation, "Validation"), (test, $"Test: AMS = {test.At(validation.BestThreshold)}"));
    }

    /// <summary>Draws one scan with its band, and the threshold that is best on it; the value in the legend is biased upwards by this choice.</summary>
    /// <param name="scan">The scan.</param>
    public static Figure Create(AmsScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return Create(scan, (scan, $"{scan.Name}: largest AMS = {scan.Best}"));
    }

    private static Figure Create(AmsScan choosing, params IReadOnlyList<(AmsScan Scan, string Legend)> scans)
    {
        var plot = PaperStyle.NewPlot("Threshold on the score", "AMS");
        var numbers = new NumberTable("sample", "threshold", "ams", "ams_error");
        var (low, high) = (scans.Min(s => s.Scan.Thresholds[^1]), scans.Max(s => s.Scan.Thresholds[0]));
        if (low >= 0 && high <= 1)
            (low, high) = (0, 1);
        var highest = scans.Select(s => s.Scan.Best.Value + s.Scan.Best.Error).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        for (var i = 0; i < scans.Count; i++)
            DrawScan(plot, numbers, scans[i].Scan, Draw.ColourOf(i), scans[i].Legend, low, high, highest);

        var chosen = choosing.BestThreshold;
        Draw.Mark(plot, chosen, 0, choosing.Best.Value, FormattableString.Invariant($"Chosen threshold: {chosen:G3}"));
        plot.Axes.SetLimits(low, high, 0, 1.5 * highest);
        plot.ShowLegend(Alignment.UpperLeft);
        return new Figure(plot) { Numbers = numbers };
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
