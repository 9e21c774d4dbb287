using ScottPlot.Drawing;

namespace ScottPlot;

public class MarkerStyle
{
    public MarkerStyle()
        : this(MarkerShape.FilledCircle, 5)
    {
    }

    public MarkerStyle(MarkerShape shape, float size)
        : this(shape, size, Colors.Gray)
    {
    }

    public MarkerStyle(MarkerShape shape, float size, Color color)
    {
        Shape = shape;
        Size = size;
        FillColor = color;
        LineColor = color;
    }

    public MarkerShape Shape { get; set; }
    public float Size { get; set; }
    public bool IsVisible { get; set; } = true;
    public FillStyle FillStyle { get; set; } = new();
    public LineStyle LineStyle { get; set; } = new();
    public LineStyle OutlineStyle { get; set; } = new();
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }
    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }

    public Color MarkerColor
    {
        get => FillColor;
        set
        {
            FillColor = value;
            LineColor = value;
        }
    }

    public static MarkerStyle None => new(MarkerShape.None, 0) { IsVisible = false };
    public static MarkerStyle Default => new(MarkerShape.FilledCircle, 5);

    internal void Draw(Canvas canvas, Pixel center)
    {
        if (!IsVisible || Shape == MarkerShape.None || Size <= 0 || !float.IsFinite(center.X) || !float.IsFinite(center.Y))
            return;

        var radius = Size / 2;
        switch (Shape)
        {
            case MarkerShape.FilledCircle:
                canvas.FillCircle(center, radius, FillStyle.VisibleColor);
                canvas.StrokeCircle(center, radius, OutlineStyle);
                break;
            case MarkerShape.OpenCircle:
                canvas.StrokeCircle(center, radius, LineStyle);
                break;
            case MarkerShape.FilledSquare or MarkerShape.FilledDiamond or MarkerShape.FilledTriangleUp or MarkerShape.FilledTriangleDown:
                var filled = Outline(center, radius);
                canvas.Fill(filled, FillStyle.VisibleColor);
                canvas.Stroke(filled, close: true, OutlineStyle);
                break;
            case MarkerShape.OpenSquare or MarkerShape.OpenDiamond or MarkerShape.OpenTriangleUp or MarkerShape.OpenTriangleDown:
                canvas.Stroke(Outline(center, radius), close: true, LineStyle);
                break;
            default:
                foreach (var (from, to) in Strokes())
                    canvas.Stroke([center.WithOffset(from.X * radius, from.Y * radius), center.WithOffset(to.X * radius, to.Y * radius)], false, LineStyle);
                break;
        }
    }

    private Pixel[] Outline(Pixel center, float radius)
    {
        // An equilateral triangle of the circle's radius sits on its center of gravity.
        const float half = 0.866f;
        (float X, float Y)[] corners = Shape switch
        {
            MarkerShape.FilledSquare or MarkerShape.OpenSquare => [(-1, -1), (1, -1), (1, 1), (-1, 1)],
            MarkerShape.FilledDiamond or MarkerShape.OpenDiamond => [(0, -1), (1, 0), (0, 1), (-1, 0)],
            MarkerShape.FilledTriangleUp or MarkerShape.OpenTriangleUp => [(0, -1), (half, 0.5f), (-half, 0.5f)],
            _ => [(0, 1), (half, -0.5f), (-half, -0.5f)],
        };
        return Array.ConvertAll(corners, corner => center.WithOffset(corner.X * radius, corner.Y * radius));
    }

    private (Pixel From, Pixel To)[] Strokes()
    {
        const float half = 0.866f, slant = 0.707f;
        static (Pixel, Pixel) Line(float x1, float y1, float x2, float y2) => (new Pixel(x1, y1), new Pixel(x2, y2));
        var vertical = Line(0, -1, 0, 1);
        var horizontal = Line(-1, 0, 1, 0);
        (Pixel, Pixel)[] diagonals = [Line(-1, -1, 1, 1), Line(-1, 1, 1, -1)];
        return Shape switch
        {
            MarkerShape.Eks => diagonals,
            MarkerShape.Cross => [vertical, horizontal],
            MarkerShape.VerticalBar => [vertical],
            MarkerShape.HorizontalBar => [horizontal],
            MarkerShape.TriUp => [Line(0, 0, 0, -1), Line(0, 0, half, 0.5f), Line(0, 0, -half, 0.5f)],
            MarkerShape.TriDown => [Line(0, 0, 0, 1), Line(0, 0, half, -0.5f), Line(0, 0, -half, -0.5f)],
            MarkerShape.Asterisk => [vertical, horizontal, Line(-slant, -slant, slant, slant), Line(-slant, slant, slant, -slant)],
            _ => [Line(-0.5f, -1, -0.5f, 1), Line(0.5f, -1, 0.5f, 1), Line(-1, -0.5f, 1, -0.5f), Line(-1, 0.5f, 1, 0.5f)],
        };
    }
}
