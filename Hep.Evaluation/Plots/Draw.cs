using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The strokes that the figures share.</summary>
internal static class Draw
{
    private const double BandOpacity = 0.25;

    public static Color Background => PaperStyle.Colors[0];

    public static Color Signal => PaperStyle.Colors[1];

    public static Color Grey => new("#7F7F7F");

    public static Color ColourOf(int series) => PaperStyle.Colors[series % PaperStyle.Colors.Count];

    /// <summary>A line through points; those with an ordinate that is not finite are left out.</summary>
    public static void Line(Plot plot, IEnumerable<(double X, double Y)> points, Color colour, string legend, LinePattern? pattern = null)
    {
        var shown = points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray();
        if (shown.Length == 0)
            return;
        var line = plot.Add.ScatterLine(Array.ConvertAll(shown, point => point.X), Array.ConvertAll(shown, point => point.Y), colour);
        line.LineWidth = PaperStyle.LineWidth;
        line.LegendText = legend;
        if (pattern is { } wanted)
            line.LinePattern = wanted;
    }

    /// <summary>A band of one standard deviation between two lines; points that are not finite are left out.</summary>
    public static void Band(Plot plot, IEnumerable<(double X, double Low, double High)> points, Color colour)
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
