using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>Discovery significances against the threshold, such as s / sqrt(b) and Asimov's with an uncertain background, with bands of one standard deviation.</summary>
public static class SignificanceFigure
{
    /// <summary>Draws the scans, each with its value at the chosen threshold in the legend.</summary>
    /// <param name="threshold">The threshold, chosen on other events where its values are to be unbiased.</param>
    /// <param name="scans">The names of the significances and their scans.</param>
    /// <exception cref="ArgumentException">No scans.</exception>
    public static Figure Create(double threshold, params IReadOnlyList<(string Name, SignificanceScan Scan)> scans)
    {
        ArgumentNullException.ThrowIfNull(scans);
        ArgumentOutOfRangeException.ThrowIfZero(scans.Count, nameof(scans));
        return Create(
            ("Significance", "significance", "significance"),
            (threshold, scans.Max(scan => scan.Scan.At(threshold).Value)),
            [.. scans.Select(scan => new Curve(scan.Name, scan.Scan, $"{scan.Name} = {scan.Scan.At(threshold)}"))]);
    }

    /// <summary>The figure of any scans.</summary>
    /// <param name="words">The label of the ordinate, the heading of the column that names the curves, and of the one that has their values.</param>
    /// <param name="mark">The chosen threshold, and the height of its mark.</param>
    /// <param name="curves">The scans.</param>
    internal static Figure Create((string Axis, string Name, string Value) words, (double Threshold, double Height) mark, IReadOnlyList<Curve> curves)
    {
        var plot = PaperStyle.NewPlot("Threshold on the score", words.Axis);
        var numbers = new NumberTable(words.Name, "threshold", words.Value, $"{words.Value}_error", $"{words.Value}_low", $"{words.Value}_high");
        var (low, high) = (curves.Min(curve => curve.Scan.Thresholds[^1]), curves.Max(curve => curve.Scan.Thresholds[0]));
        if (low >= 0 && high <= 1)
            (low, high) = (0, 1);
        var highest = curves.Select(curve => curve.Scan.Best.Value + curve.Scan.Best.Error).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        for (var i = 0; i < curves.Count; i++)
            DrawCurve(plot, numbers, curves[i], i, (low, high, highest));

        Draw.Mark(plot, mark.Threshold, 0, mark.Height, FormattableString.Invariant($"Chosen threshold: {mark.Threshold:G3}"));
        plot.Axes.SetLimits(low, high, 0, 1.08 * highest);
        plot.ShowLegend(Alignment.UpperLeft);
        return new Figure(plot) { Numbers = numbers };
    }

    private static void DrawCurve(Plot plot, NumberTable numbers, Curve curve, int series, (double Low, double High, double Highest) frame)
    {
        var scan = curve.Scan;
        var points = Draw.Visible(scan.Count, i => ((scan.Thresholds[i] - frame.Low) / (frame.High - frame.Low), scan[i].Value / frame.Highest))
            .Select(i => (X: scan.Thresholds[i], Y: scan[i]))
            .ToArray();
        var band = curve.Band ?? Array.ConvertAll(points, p => (p.X, Low: p.Y.Value - p.Y.Error, High: p.Y.Value + p.Y.Error));
        foreach (var (x, bottom, top) in band)
        {
            var value = scan.At(x);
            numbers.Add(curve.Name, x, value.Value, value.Error, bottom, top);
        }

        Draw.Band(plot, band, Draw.ColourOf(series));
        Draw.Line(plot, points.Select(p => (p.X, p.Y.Value)), Draw.ColourOf(series), curve.Legend, Draw.PatternOf(curve.IsSolid ? 0 : series));
    }

    /// <summary>One curve.</summary>
    /// <param name="Name">Its name in the table of numbers.</param>
    /// <param name="Scan">Its points.</param>
    /// <param name="Legend">Its name in the legend.</param>
    /// <param name="Band">Thresholds and the ends of the band there; null: the errors of the points.</param>
    /// <param name="IsSolid">Whether its line is solid whatever its place.</param>
    internal sealed record Curve(string Name, SignificanceScan Scan, string Legend, (double X, double Low, double High)[]? Band = null, bool IsSolid = false);
}
