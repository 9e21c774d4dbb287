using Hep.Evaluation.Systematics;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// One ROC curve with its statistical and systematic uncertainties, and under it the same relative to the nominal curve. The curve of each variation is read at the same
/// efficiencies as the nominal one; the band has the shifts of the sources and the statistical error, dashed lines the latter alone. The shifts of the sources add in quadrature at each of them, those up apart from those down.
/// </summary>
public static class SystematicBandFigure
{
    private const double LowestSignalEfficiency = 0.05;
    private const double LowestBackgroundEfficiency = 0.01;
    private const double LargestRelativeError = 0.5;
    private const double MainHeight = 2.3;
    private const string Total = "Stat. + syst. unc.";
    private const string Statistical = "Stat. unc.";

    private static double[] Grid { get; } = [.. Enumerable.Range(1, 100).Select(i => i / 100.0)];

    /// <summary>Signal efficiency (ordinate) against background efficiency (abscissa) on linear axes.</summary>
    /// <param name="nominal">The nominal events.</param>
    /// <param name="variations">The sources of uncertainty.</param>
    public static Figure OfRoc(BinarySample nominal, IReadOnlyList<Variation> variations)
    {
        ArgumentNullException.ThrowIfNull(nominal);
        ArgumentNullException.ThrowIfNull(variations);
        double[] grid = [.. Grid.Where(efficiency => efficiency >= LowestBackgroundEfficiency)];
        var points = Points(nominal, variations, grid, (roc, efficiency) => roc.AtBackgroundEfficiency(efficiency).SignalEfficiency);
        var plot = PaperStyle.NewPlot("Background efficiency", "Signal efficiency");
        plot.Axes.SetLimits(0, 1, 0, 1.02);
        plot.ShowLegend(Alignment.LowerRight);
        return Drawn(plot, $"Nominal (AUC = {nominal.Roc.Auc})", "background_efficiency", "signal_efficiency", points, value => value, headroom: false);
    }

    /// <summary>Background rejection (ordinate, logarithmic) against signal efficiency (abscissa); points that are not known to half their size are left out.</summary>
    /// <param name="nominal">The nominal events.</param>
    /// <param name="variations">The sources of uncertainty.</param>
    public static Figure OfRejection(BinarySample nominal, IReadOnlyList<Variation> variations)
    {
        ArgumentNullException.ThrowIfNull(nominal);
        ArgumentNullException.ThrowIfNull(variations);
        double[] grid = [.. Grid.Where(efficiency => efficiency >= LowestSignalEfficiency)];
        var points = Points(nominal, variations, grid, (roc, efficiency) => roc.AtSignalEfficiency(efficiency).BackgroundRejection);
        var plot = PaperStyle.NewPlot("Signal efficiency", "Background rejection, 1 / efficiency");
        plot.Axes.SetLimits(0, 1, 0, Math.Log10(points.Select(point => point.Total.High).Append(10).Max()) + 0.1);
        PaperStyle.SetLogarithmicY(plot);
        plot.ShowLegend(Alignment.UpperRight);
        return Drawn(plot, "Nominal", "signal_efficiency", "background_rejection", points, Math.Log10, headroom: true);
    }

    private static List<Point> Points(BinarySample nominal, IReadOnlyList<Variation> variations, double[] grid, Func<RocCurve, double, Estimate> read)
    {
        Estimate[] curve = [.. grid.Select(x => read(nominal.Roc, x))];
        var shifts = SystematicShifts.Of(nominal, variations, sample => ReferenceEquals(sample, nominal) ? [.. curve.Select(y => y.Value)] : [.. grid.Select(x => read(sample.Roc, x).Value)]);
        var points = new List<Point>();
        for (var k = 0; k < grid.Length; k++)
        {
            var point = new Point(grid[k], curve[k], shifts.Total(k), shifts.Total(k).Around(curve[k].Value, curve[k].Error));

            // Infinite rejections have no shifts.
            if (double.IsFinite(point.Total.Low) && double.IsFinite(point.Total.High) && point.Total.LowerError < LargestRelativeError * point.Y.Value)
                points.Add(point);
        }

        return points;
    }

    private static Figure Drawn(Plot plot, string legend, string abscissa, string ordinate, List<Point> points, Func<double, double> scale, bool headroom)
    {
        var below = PaperStyle.NewPlot(plot.Axes.Bottom.Label.Text, "Ratio");
        var numbers = new NumberTable(abscissa, ordinate, "statistical_error", "systematic_up", "systematic_down", "total_low", "total_high");
        var reach = points.Select(point => Math.Max(point.Total.UpperError, point.Total.LowerError) / point.Y.Value).Append(0.01).Max();
        below.Axes.SetLimits(0, 1, 1 - (1.3 * reach), 1 + (1.3 * reach));
        foreach (var (target, of) in new (Plot Plot, Func<double, Point, double> Of)[] { (plot, (y, _) => scale(y)), (below, (y, point) => y / point.Y.Value) })
        {
            var isMain = target == plot;
            Draw.Band(target, points.Select(p => (p.X, of(p.Total.Low, p), of(p.Total.High, p))), Draw.ColourOf(0), isMain ? Total : "");
            foreach (var side in new[] { -1, 1 })
                Draw.Line(target, points.Select(p => (p.X, of(p.Y.Value + (side * p.Y.Error), p))), Draw.ColourOf(1), isMain && side > 0 ? Statistical : "", Draw.PatternOf(1), thin: true);
            Draw.Line(target, points.Select(p => (p.X, of(p.Y.Value, p))), Draw.ColourOf(0), isMain ? legend : "");
        }

        foreach (var point in points)
            numbers.Add(point.X, point.Y.Value, point.Y.Error, point.Systematic.Up, point.Systematic.Down, point.Total.Low, point.Total.High);
        below.HideLegend();
        return new Figure([new Figure.Panel(plot, MainHeight) { Headroom = headroom }, new Figure.Panel(below)], Figure.OneColumn, 85) { Numbers = numbers };
    }

    private sealed record Point(double X, Estimate Y, Shift Systematic, Interval Total);
}
