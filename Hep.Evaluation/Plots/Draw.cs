using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The strokes that the figures share.</summary>
internal static class Draw
{
    private const double BandOpacity = 0.25;

    // Curves are told apart on a black-and-white print, too.
    private static readonly LinePattern[] Patterns =
    [
        LinePattern.Solid, new([4.5f, 2], 0, "Dashed"), new([1.3f, 1.6f], 0, "Dotted"), new([5, 1.5f, 1.3f, 1.5f], 0, "Dash-dotted"),
    ];

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.OpenCircle, MarkerShape.OpenSquare,
    ];

    public static Color Background => PaperStyle.Colors[0];

    public static Color Signal => PaperStyle.Colors[1];

    public static Color Grey => new("#7F7F7F");

    public static Color ColourOf(int series) => PaperStyle.Colors[series % PaperStyle.Colors.Count];

    public static LinePattern PatternOf(int series) => Patterns[series % Patterns.Length];

    public static MarkerShape ShapeOf(int series) => Shapes[series % Shapes.Length];

    /// <summary>A line through points; those with an ordinate that is not finite are left out.</summary>
    public static void Line(Plot plot, IEnumerable<(double X, double Y)> points, Color colour, string legend, LinePattern? pattern = null, bool thin = false)
    {
        var shown = points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray();
        if (shown.Length == 0)
            return;
        var line = plot.Add.ScatterLine(Array.ConvertAll(shown, point => point.X), Array.ConvertAll(shown, point => point.Y), colour);
        line.LineWidth = thin ? 0.6f * PaperStyle.LineWidth : PaperStyle.LineWidth;
        line.LegendText = legend;
        if (pattern is { } wanted)
            line.LinePattern = wanted;
    }

    /// <summary>A band of one standard deviation between two lines; points that are not finite are left out.</summary>
    public static void Band(Plot plot, IEnumerable<(double X, double Low, double High)> points, Color colour, string legend = "")
    {
        var shown = points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Low) && double.IsFinite(point.High)).ToArray();
        if (shown.Length < 2)
            return;
        var band = plot.Add.FillY(
            Array.ConvertAll(shown, point => point.X),
            Array.ConvertAll(shown, point => point.Low),
            Array.ConvertAll(shown, point => point.High));
        band.FillColor = colour.WithAlpha(BandOpacity);
        band.LineWidth = 0;
        band.LegendText = legend;
    }

    /// <summary>The outline of a histogram as a line: two points a bin.</summary>
    /// <param name="edges">The bin edges, shape [B + 1].</param>
    /// <param name="values">A value a bin, shape [B].</param>
    public static IEnumerable<(double X, double Y)> Steps(double[] edges, double[] values) =>
        values.SelectMany((value, bin) => new[] { (edges[bin], value), (edges[bin + 1], value) });

    /// <summary>Points with asymmetric error bars; those that are not finite are left out.</summary>
    public static void Points(
        Plot plot, IEnumerable<(double X, double HalfWidth, double Y, double Low, double High)> points, Color colour, string legend, MarkerShape shape = MarkerShape.FilledCircle)
    {
        var shown = points.Where(p => double.IsFinite(p.Y) && double.IsFinite(p.Low) && double.IsFinite(p.High)).ToArray();
        if (shown.Length == 0)
            return;
        double[] xs = [.. shown.Select(p => p.X)], ys = [.. shown.Select(p => p.Y)], widths = [.. shown.Select(p => p.HalfWidth)];
        plot.Add.Plottable(new ScottPlot.Plottables.ErrorBar(
            xs, ys, widths, widths, [.. shown.Select(p => p.High - p.Y)], [.. shown.Select(p => p.Y - p.Low)])
        {
            Color = colour,
            LineWidth = 0.9f,
            CapSize = 0,
        });
        var markers = plot.Add.ScatterPoints(xs, ys, colour);
        markers.MarkerShape = shape;
        markers.MarkerSize = 3.5f;
        markers.LegendText = legend;
    }

    /// <summary>
    /// Boxes hatched with thin lines that rise at about 45 degrees on paper. One broken line, so that the three formats and every printer show the same.
    /// </summary>
    /// <param name="plot">The plot, whose limits are set.</param>
    /// <param name="boxes">Left, right, lower and upper ends; boxes that are not finite are left out.</param>
    /// <param name="aspect">Width of the data area divided by its height.</param>
    public static void Hatch(Plot plot, IEnumerable<(double Left, double Right, double Low, double High)> boxes, double aspect)
    {
        const int lines = 55;
        var limits = plot.Axes.GetLimits();
        double width = limits.Right - limits.Left, slope = aspect * (limits.Top - limits.Bottom) / width, step = width / lines;
        var (xs, ys) = (new List<double>(), new List<double>());
        foreach (var (left, right, lower, upper) in boxes.Where(box => double.IsFinite(box.Low) && double.IsFinite(box.High)))
        {
            // A box may reach far beyond the axis, where there is nothing to see.
            var (low, high) = (Math.Max(lower, limits.Bottom), Math.Min(upper, limits.Top));
            if (!(high > low))
                continue;

            // The line n is y = slope (x - left limit - n step), seen from the bottom of the axis.
            var first = (int)Math.Ceiling((left - limits.Left - ((high - limits.Bottom) / slope)) / step);
            var last = (int)Math.Floor((right - limits.Left - ((low - limits.Bottom) / slope)) / step);
            for (var n = first; n <= last; n++)
            {
                var start = limits.Left + (n * step);
                double from = Math.Max(left, start + ((low - limits.Bottom) / slope)), to = Math.Min(right, start + ((high - limits.Bottom) / slope));
                xs.AddRange([from, to, double.NaN]);
                ys.AddRange([limits.Bottom + (slope * (from - start)), limits.Bottom + (slope * (to - start)), double.NaN]);
            }
        }

        if (xs.Count == 0)
            return;
        var hatch = plot.Add.ScatterLine(xs.ToArray(), ys.ToArray(), Colors.Black.WithAlpha(0.55));
        hatch.LineWidth = 0.4f;
    }

    /// <summary>A mark on a curve: a dashed line from the axis up to it, and a dot there. It leaves the room above to the legend.</summary>
    public static void Mark(Plot plot, double x, double bottom, double y, string legend)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
            return;
        Line(plot, [(x, bottom), (x, y)], Grey, legend, LinePattern.DenselyDashed);
        plot.Add.Marker(x, y, MarkerShape.FilledCircle, 4, Colors.Black);
    }

    /// <summary>
    /// The points of a curve that make a difference on paper: the first, the last, and every one which lies a four-hundredth of an axis
    /// from the last one kept.
    /// </summary>
    public static IEnumerable<int> Visible(int count, Func<int, (double X, double Y)> point)
    {
        const double step = 1.0 / 400;
        (double X, double Y) kept = (double.NaN, double.NaN);
        for (var i = 0; i < count; i++)
        {
            var next = point(i);
            if (Math.Abs(next.X - kept.X) < step && Math.Abs(next.Y - kept.Y) < step && i < count - 1)
                continue;
            kept = next;
            yield return i;
        }
    }
}
