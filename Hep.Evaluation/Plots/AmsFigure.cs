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
        return Create(validation, new Curve(validation, "Validation"), new Curve(test, Quoted(test, validation.BestThreshold)));
    }

    /// <summary>Draws both scans with the 68% bands of their bootstraps, and the threshold that is best on validation.</summary>
    /// <param name="validation">The scan whose best threshold is chosen.</param>
    /// <param name="test">The scan whose value at this threshold is quoted in the legend.</param>
    public static Figure Create(AmsBootstrap validation, AmsBootstrap test)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        return Create(
            validation.Scan,
            new Curve(validation.Scan, "Validation", validation),
            new Curve(test.Scan, Quoted(test.Scan, validation.Scan.BestThreshold), test));
    }

    /// <summary>Draws one scan with its band, and the threshold that is best on it; the value in the legend is biased upwards by this choice.</summary>
    /// <param name="scan">The scan.</param>
    public static Figure Create(AmsScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return Create(scan, new Curve(scan, $"{scan.Name}: largest AMS = {scan.Best}"));
    }

    private static string Quoted(AmsScan test, double threshold) => $"Test: AMS = {test.At(threshold)}";

    private static Figure Create(AmsScan choosing, params IReadOnlyList<Curve> curves)
    {
        var plot = PaperStyle.NewPlot("Threshold on the score", "AMS");
        var numbers = new NumberTable("sample", "threshold", "ams", "ams_error", "ams_low", "ams_high");
        var (low, high) = (curves.Min(curve => curve.Scan.Thresholds[^1]), curves.Max(curve => curve.Scan.Thresholds[0]));
        if (low >= 0 && high <= 1)
            (low, high) = (0, 1);
        var highest = curves.Select(curve => curve.Scan.Best.Value + curve.Scan.Best.Error).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        for (var i = 0; i < curves.Count; i++)
            DrawCurve(plot, numbers, curves[i], Draw.ColourOf(i), low, high, highest);

        var chosen = choosing.BestThreshold;
        Draw.Mark(plot, chosen, 0, choosing.Best.Value, FormattableString.Invariant($"Chosen threshold: {chosen:G3}"));
        plot.Axes.SetLimits(low, high, 0, 1.08 * highest);
        plot.ShowLegend(Alignment.UpperLeft);
        return new Figure(plot) { Numbers = numbers };
    }

    private static void DrawCurve(Plot plot, NumberTable numbers, Curve curve, Color colour, double low, double high, double highest)
    {
        var scan = curve.Scan;
        var points = Draw.Visible(scan.Count, i => ((scan.Thresholds[i] - low) / (high - low), scan[i].Value / highest))
            .Select(i => (X: scan.Thresholds[i], Y: scan[i]))
            .ToArray();
        var band = curve.Band is { } bootstrap
            ? [.. Enumerable.Range(0, bootstrap.Thresholds.Length).Select(p => (X: bootstrap.Thresholds[p], bootstrap.Band[p].Low, bootstrap.Band[p].High))]
            : Array.ConvertAll(points, p => (p.X, Low: p.Y.Value - p.Y.Error, High: p.Y.Value + p.Y.Error));
        foreach (var (x, bottom, top) in band)
        {
            var value = scan.At(x);
            numbers.Add(scan.Name, x, value.Value, value.Error, bottom, top);
        }

        Draw.Band(plot, band, colour);
        Draw.Line(plot, points.Select(p => (p.X, p.Y.Value)), colour, curve.Legend);
    }

    private sealed record Curve(AmsScan Scan, string Legend, AmsBootstrap? Band = null);
}
