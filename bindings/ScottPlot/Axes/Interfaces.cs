namespace ScottPlot;

public interface IPanel
{
    bool IsVisible { get; set; }
    float MinimumSize { get; set; }
    float MaximumSize { get; set; }
    Edge Edge { get; }
    float Measure(Paint paint);
    PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint);
    void Render(RenderPack rp, float size, float offset);
}

public interface IAxis : IPanel
{
    CoordinateRangeMutable Range { get; }
    double Min { get; set; }
    double Max { get; set; }
    ITickGenerator TickGenerator { get; set; }
    LabelStyle Label { get; }
    LabelStyle TickLabelStyle { get; set; }
    TickMarkStyle MajorTickStyle { get; set; }
    TickMarkStyle MinorTickStyle { get; set; }
    LineStyle FrameLineStyle { get; }
    float GetPixel(double position, PixelRect dataArea);
    double GetCoordinate(float pixel, PixelRect dataArea);
    void RegenerateTicks(PixelLength size, Paint paint);
    void SetTicks(double[] xs, string[] labels);
}

public interface IXAxis : IAxis
{
    double Width { get; }
}

public interface IYAxis : IAxis
{
    double Height { get; }
}

public interface IAxes
{
    IXAxis XAxis { get; set; }
    IYAxis YAxis { get; set; }
    PixelRect DataRect { get; set; }
    Pixel GetPixel(Coordinates coordinates);
    float GetPixelX(double xCoordinate);
    float GetPixelY(double yCoordinate);
    PixelRect GetPixelRect(CoordinateRect rect);
    PixelLine GetPixelLine(CoordinateLine rect);
}

public class Axes : IAxes
{
    public static Axes Default => new();

    // The plot fills them in when it is drawn, unless the user did.
    public IXAxis XAxis { get; set; } = null!;
    public IYAxis YAxis { get; set; } = null!;
    public PixelRect DataRect { get; set; }

    public Pixel GetPixel(Coordinates coordinates) => new(GetPixelX(coordinates.X), GetPixelY(coordinates.Y));
    public float GetPixelX(double xCoordinate) => XAxis.GetPixel(xCoordinate, DataRect);
    public float GetPixelY(double yCoordinate) => YAxis.GetPixel(yCoordinate, DataRect);
    public PixelLine GetPixelLine(CoordinateLine line) => new(GetPixel(line.Start), GetPixel(line.End));

    public PixelRect GetPixelRect(CoordinateRect rect)
    {
        float x1 = GetPixelX(rect.Left), x2 = GetPixelX(rect.Right), y1 = GetPixelY(rect.Bottom), y2 = GetPixelY(rect.Top);
        return new PixelRect(Math.Min(x1, x2), Math.Max(x1, x2), Math.Max(y1, y2), Math.Min(y1, y2));
    }
}
