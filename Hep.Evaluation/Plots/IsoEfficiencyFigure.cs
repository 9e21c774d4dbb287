using Hep.Evaluation.Flavour;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>c against light rejection as the share f_c of the discriminant goes from 0 to 1, a curve a b efficiency, with a point and the error of its c rejection for each value; both axes are logarithmic.</summary>
public static class IsoEfficiencyFigure
{
    /// <summary>Draws the curves.</summary>
    /// <param name="scans">One or more.</param>
    /// <param name="chosen">The f_c in use, which has a black point on each curve where it was scanned; null: none.</param>
    /// <exception cref="ArgumentException">No curves, or one of fewer than two points with finite rejections.</exception>
    public static Figure Create(IReadOnlyList<FractionScan> scans, double? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(scans);
        if (scans.Count == 0 || scans.Any(scan => Shown(scan).Length < 2))
            throw new ArgumentException("expected one curve or more, each with two points or more at which jets of both backgrounds are left", nameof(scans));
        var plot = PaperStyle.NewPlot("Light-jet rejection", "c-jet rejection");
        var numbers = new NumberTable("b_efficiency", "f_c", "light_rejection", "light_rejection_error", "c_rejection", "c_rejection_error");
        for (var s = 0; s < scans.Count; s++)
        {
            var points = Shown(scans[s]);
            foreach (var point in points)
                numbers.Add(scans[s].Efficiency, point.Charm, point.LightRejection.Value, point.LightRejection.Error, point.CharmRejection.Value, point.CharmRejection.Error);
            Draw.Line(
                plot,
                points.Select(point => (Math.Log10(point.LightRejection.Value), Math.Log10(point.CharmRejection.Value))),
                Draw.ColourOf(s),
                FormattableString.Invariant($"b efficiency {100 * scans[s].Efficiency:0.##}%"),
                Draw.PatternOf(s));
            Draw.Points(plot, points.Select(Bars), Draw.ColourOf(s), "", MarkerShape.FilledCircle);
            foreach (var point in points.Where(point => point.Charm == chosen))
                plot.Add.Marker(Math.Log10(point.LightRejection.Value), Math.Log10(point.CharmRejection.Value), MarkerShape.FilledCircle, 5, Colors.Black);
        }

        var all = scans.SelectMany(Shown).ToArray();
        var (left, right) = Limits(all.Select(point => point.LightRejection.Value));
        var (bottom, top) = Limits(all.Select(point => point.CharmRejection.Value));
        plot.Axes.SetLimits(left, right, bottom, top);
        PaperStyle.SetLogarithmicX(plot);
        PaperStyle.SetLogarithmicY(plot);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot) { Numbers = numbers };
    }

    // Of the abscissa there is no bar, since both errors come of the same jets of the signal.
    private static (double X, double HalfWidth, double Y, double Low, double High) Bars(FractionPoint point)
    {
        var (value, error) = point.CharmRejection;
        return (Math.Log10(point.LightRejection.Value), 0, Math.Log10(value), Math.Log10(Math.Max(0.5 * value, value - error)), Math.Log10(value + error));
    }

    private static FractionPoint[] Shown(FractionScan scan) =>
        [.. scan.Points.Where(point => double.IsFinite(point.LightRejection.Value) && double.IsFinite(point.CharmRejection.Value) && point.LightRejection.Value > 0 && point.CharmRejection.Value > 0)];

    private static (double Low, double High) Limits(IEnumerable<double> values)
    {
        var logarithms = values.Select(Math.Log10).ToArray();
        var margin = Math.Max(0.05, 0.08 * (logarithms.Max() - logarithms.Min()));
        return (logarithms.Min() - margin, logarithms.Max() + margin);
    }
}
