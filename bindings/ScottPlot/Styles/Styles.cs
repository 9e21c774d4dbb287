namespace ScottPlot;

public readonly struct LinePattern(float[] intervals, float phase, string name)
{
    private readonly float[]? intervals = intervals;
    private readonly string? name = name;

    public float[] Intervals => intervals ?? [];
    public float Phase { get; } = phase;
    public string Name => name ?? "Solid";

    public static LinePattern Solid => default;
    public static LinePattern Dashed => new([10, 10], 0, "Dashed");
    public static LinePattern DenselyDashed => new([6, 6], 0, "Densely Dashed");
    public static LinePattern Dotted => new([3, 5], 0, "Dotted");
    public static LinePattern[] GetAllPatterns() => [Solid, Dashed, DenselyDashed, Dotted];
}

public class LineStyle
{
    public LineStyle()
    {
    }

    public LineStyle(float width) => Width = width;

    public LineStyle(float width, Color color)
        : this(width) => Color = color;

    public LineStyle(float width, Color color, LinePattern pattern)
        : this(width, color) => Pattern = pattern;

    public float Width { get; set; }
    public Color Color { get; set; } = Colors.Black;
    public LinePattern Pattern { get; set; } = LinePattern.Solid;
    public bool IsVisible { get; set; } = true;
    public bool AntiAlias { get; set; } = true;
    public bool Hairline { get; set; }
    public bool Rounded { get; set; }
    public bool CanBeRendered => IsVisible && Color.Alpha > 0 && (Width > 0 || Hairline);
    public static LineStyle None => new() { IsVisible = false };
}

public class FillStyle
{
    public FillStyle()
    {
    }

    public FillStyle(Color color) => Color = color;

    public Color Color { get; set; } = Colors.Transparent;
    public bool IsVisible { get; set; } = true;
    public bool AntiAlias { get; set; } = true;
    public bool HasValue => Color.Alpha > 0;
    public bool CanBeRendered => IsVisible && HasValue;

    internal Color VisibleColor => IsVisible ? Color : Colors.Transparent;
}

public class BackgroundStyle
{
    public Color Color { get; set; } = Colors.Transparent;
}

public class TickMarkStyle
{
    public float Length;
    public float Width;
    public Color Color = Colors.Black;
    public LinePattern Pattern = LinePattern.Solid;
    public bool AntiAlias;
    public bool Hairline;

    internal LineStyle Line => new(Width, Color, Pattern) { AntiAlias = AntiAlias, Hairline = Hairline };
}
