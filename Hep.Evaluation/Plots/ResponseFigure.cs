using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>What a network gives against one of its inputs, the others being fixed: a curve an event, or a value of the parameter (arXiv:1601.07913, figure 2).</summary>
public static class ResponseFigure
{
    /// <summary>Draws the curves.</summary>
    /// <param name="input">The input's name.</param>
    /// <param name="unit">Its unit; <c>1</c> or empty for none.</param>
    /// <param name="curves">One curve or more; the marked place of each is a dot on it.</param>
    /// <exception cref="ArgumentException">No curves, or one without points.</exception>
    public static Figure Create(string input, string unit, params IReadOnlyList<ResponseCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0 || curves.Any(curve => curve.Points.Count == 0))
            throw new ArgumentException("expected one curve or more, each with points", nameof(curves));
        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(input, unit), "Network output");
        var numbers = new NumberTable("curve", PaperStyle.WithUnit(input, unit), "output");
        for (var c = 0; c < curves.Count; c++)
        {
            var (points, mark) = (curves[c].Points, curves[c].Mark);
            Draw.Line(plot, points.Select(point => (point.Input, point.Output)), Draw.ColourOf(c), curves[c].Name, Draw.PatternOf(c / PaperStyle.Colors.Count));
            if (double.IsFinite(mark))
            {
                var (at, output) = points.MinBy(point => Math.Abs(point.Input - mark));
                plot.Add.Marker(at, output, MarkerShape.FilledCircle, 4, Draw.ColourOf(c));
            }

            foreach (var (at, output) in points)
                numbers.Add(curves[c].Name, at, output);
        }

        var all = curves.SelectMany(curve => curve.Points).ToArray();
        var (low, high) = (all.Min(point => point.Input), all.Max(point => point.Input));
        plot.Axes.SetLimits(low, high > low ? high : low + 1, 0, 1.05 * Math.Max(1, all.Max(point => point.Output)));
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot) { Numbers = numbers };
    }
}
