using ScottPlot.Panels;
using ScottPlot.Plottables;

namespace ScottPlot;

public class PlottableAdder
{
    private readonly Plot plot;
    private int nextColor;

    public PlottableAdder(Plot plot) => this.plot = plot;

    public IPalette Palette { get; set; } = new Palettes.Category10();

    public Color GetNextColor(bool incrementCounter = true)
    {
        if (plot.PlottableList.Count == 0)
            nextColor = 0;
        var color = Palette.GetColor(nextColor);
        nextColor += incrementCounter ? 1 : 0;
        return color;
    }

    public IPlottable Plottable(IPlottable plottable) => Added(plottable);

    public Scatter Scatter(IScatterSource source, Color? color = null) => Added(new Scatter(source) { Color = color ?? GetNextColor() });
    public Scatter Scatter(List<Coordinates> coordinates, Color? color = null) => Scatter(new ScatterSource(coordinates), color);
    public Scatter Scatter(Coordinates[] coordinates, Color? color = null) => Scatter(new ScatterSource(coordinates), color);
    public Scatter Scatter(Coordinates point, Color? color = null) => Scatter(new[] { point }, color);
    public Scatter Scatter(double x, double y, Color? color = null) => Scatter(new Coordinates(x, y), color);
    public Scatter Scatter(double[] xs, double[] ys, Color? color = null) => Scatter(Coordinates.Zip(xs, ys), color);
    public Scatter ScatterLine(IScatterSource source, Color? color = null) => AsLine(Scatter(source, color));
    public Scatter ScatterLine(List<Coordinates> coordinates, Color? color = null) => AsLine(Scatter(coordinates, color));
    public Scatter ScatterLine(Coordinates[] coordinates, Color? color = null) => AsLine(Scatter(coordinates, color));
    public Scatter ScatterLine(double[] xs, double[] ys, Color? color = null) => AsLine(Scatter(xs, ys, color));
    public Scatter ScatterPoints(IScatterSource source, Color? color = null) => AsPoints(Scatter(source, color));
    public Scatter ScatterPoints(List<Coordinates> coordinates, Color? color = null) => AsPoints(Scatter(coordinates, color));
    public Scatter ScatterPoints(Coordinates[] coordinates, Color? color = null) => AsPoints(Scatter(coordinates, color));
    public Scatter ScatterPoints(double[] xs, double[] ys, Color? color = null) => AsPoints(Scatter(xs, ys, color));

    public LinePlot Line(CoordinateLine line)
    {
        var color = GetNextColor();
        return Added(new LinePlot { Line = line, Color = color });
    }

    public LinePlot Line(Coordinates start, Coordinates end) => Line(new CoordinateLine(start, end));
    public LinePlot Line(double x1, double y1, double x2, double y2) => Line(new CoordinateLine(x1, y1, x2, y2));

    public Polygon Polygon(Coordinates[] coordinates)
    {
        var color = GetNextColor();
        return Added(new Polygon(coordinates) { FillColor = color.WithAlpha(.5), LineColor = color });
    }

    public FillY FillY(double[] xs, double[] ys1, double[] ys2)
    {
        if (xs.Length != ys1.Length || xs.Length != ys2.Length)
            throw new ArgumentException($"{nameof(xs)}, {nameof(ys1)} and {nameof(ys2)} must have equal length");
        return FillY([.. xs.Select((x, i) => (x, ys1[i], ys2[i]))]);
    }

    public FillY FillY(ICollection<(double X, double Top, double Bottom)> data)
    {
        var fill = new FillY { FillColor = GetNextColor() };
        fill.SetDataSource(data);
        return Added(fill);
    }

    public FillY FillY(Scatter scatter1, Scatter scatter2)
    {
        var color = GetNextColor();
        return Added(new FillY(scatter1, scatter2) { FillColor = color });
    }

    public BarPlot Bar(Bar bar) => Bars(new List<Bar> { bar });

    public BarPlot Bar(double position, double value, double error = 0) =>
        Bar(new Bar { Position = position, Value = value, Error = error, FillColor = GetNextColor() });

    public BarPlot Bars(List<Bar> bars) => Added(new BarPlot(bars));
    public BarPlot Bars(Bar[] bars) => Bars(bars.ToList());
    public BarPlot Bars(double[] values) => Bars(Enumerable.Range(0, values.Length).Select(i => (double)i), values);

    public BarPlot Bars(IEnumerable<double> positions, IEnumerable<double> values)
    {
        var color = GetNextColor();
        List<Bar> bars = [.. positions.Zip(values, (position, value) => new Bar { Position = position, Value = value, FillColor = color })];
        return Bars(bars);
    }

    public ErrorBar ErrorBar(IReadOnlyList<double> xs, IReadOnlyList<double> ys, IReadOnlyList<double> yErrors)
    {
        var color = GetNextColor();
        return Added(new ErrorBar(xs, ys, null, null, yErrors, yErrors) { Color = color });
    }

    public Heatmap Heatmap(double[,] intensities) => Added(new Heatmap(intensities));

    public ColorBar ColorBar(IHasColorAxis source, Edge edge = Edge.Right)
    {
        var bar = new ColorBar(source, edge);
        plot.Axes.AddPanel(bar);
        return bar;
    }

    public Text Text(string text, Coordinates location) => Added(new Text { LabelText = text, Location = location });
    public Text Text(string text, double x, double y) => Text(text, new Coordinates(x, y));

    public Annotation Annotation(string text, Alignment alignment = Alignment.UpperLeft) =>
        Added(new Annotation { LabelText = text, Alignment = alignment });

    public Marker Marker(double x, double y, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        Marker(new Coordinates(x, y), shape, size, color);

    public Marker Marker(Coordinates location, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null)
    {
        var ink = color ?? GetNextColor();
        return Added(new Marker { Location = location, Shape = shape, Size = size, Color = ink });
    }

    public Markers Markers(double[] xs, double[] ys, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null) =>
        Markers(Coordinates.Zip(xs, ys), shape, size, color);

    public Markers Markers(Coordinates[] coordinates, MarkerShape shape = MarkerShape.FilledCircle, float size = 10, Color? color = null)
    {
        var ink = color ?? GetNextColor();
        return Added(new Markers(new ScatterSource(coordinates)) { MarkerShape = shape, MarkerSize = size, Color = ink });
    }

    public HorizontalLine HorizontalLine(double y, float width = 2, Color? color = null, LinePattern pattern = default)
    {
        var ink = color ?? GetNextColor();
        return Added(new HorizontalLine { Y = y, LineWidth = width, Color = ink, LinePattern = pattern });
    }

    public VerticalLine VerticalLine(double x, float width = 2, Color? color = null, LinePattern pattern = default)
    {
        var ink = color ?? GetNextColor();
        return Added(new VerticalLine { X = x, LineWidth = width, Color = ink, LinePattern = pattern });
    }

    public HorizontalSpan HorizontalSpan(double x1, double x2, Color? color = null)
    {
        var ink = color ?? GetNextColor().WithAlpha(.2);
        return Added(new HorizontalSpan { X1 = x1, X2 = x2, FillColor = ink, LineColor = ink });
    }

    public VerticalSpan VerticalSpan(double y1, double y2, Color? color = null)
    {
        var ink = color ?? GetNextColor().WithAlpha(.2);
        return Added(new VerticalSpan { Y1 = y1, Y2 = y2, FillColor = ink, LineColor = ink });
    }

    private T Added<T>(T plottable)
        where T : IPlottable
    {
        plot.PlottableList.Add(plottable);
        return plottable;
    }

    private static Scatter AsLine(Scatter scatter)
    {
        scatter.MarkerSize = 0;
        return scatter;
    }

    private static Scatter AsPoints(Scatter scatter)
    {
        scatter.LineWidth = 0;
        return scatter;
    }
}
