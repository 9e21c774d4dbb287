namespace ScottPlot.Plottables;

public class LinePlot : IPlottable, IHasLegendText
{
    public CoordinateLine Line { get; set; }
    public string LegendText { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public LineStyle LineStyle { get; set; } = new(1);
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public Color Color { get => LineStyle.Color; set => LineStyle.Color = value; }
    public Coordinates Start { get => Line.Start; set => Line = new CoordinateLine(value, Line.End); }
    public Coordinates End { get => Line.End; set => Line = new CoordinateLine(Line.Start, value); }
    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, LineStyle);

    public AxisLimits GetAxisLimits() => ExtentBuilder.Limits([Line.Start, Line.End]);
    public virtual void Render(RenderPack rp) => rp.Canvas.Line(Axes.GetPixelLine(Line), LineStyle);
}

public class Polygon(Coordinates[] coords) : IPlottable, IHasLegendText
{
    public Coordinates[] Coordinates { get; private set; } = coords;
    public string LegendText { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public FillStyle FillStyle { get; set; } = new(Colors.LightGray);
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public LineStyle LineStyle { get; set; } = new(1);
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, FillStyle, LineStyle);

    public void UpdateCoordinates(Coordinates[] newCoordinates) => Coordinates = newCoordinates;
    public AxisLimits GetAxisLimits() => ExtentBuilder.Limits(Coordinates);

    public virtual void Render(RenderPack rp)
    {
        Pixel[] outline = [.. Coordinates.Select(Axes.GetPixel)];
        rp.Canvas.Fill(outline, FillStyle.VisibleColor);
        rp.Canvas.Stroke(outline, close: true, LineStyle);
    }
}

public class FillY : IPlottable, IHasLegendText
{
    private readonly Polygon polygon = new([]);

    public FillY()
    {
    }

    public FillY(Scatter scatter1, Scatter scatter2) =>
        polygon.UpdateCoordinates([.. scatter1.Data.GetScatterPoints(), .. scatter2.Data.GetScatterPoints().Reverse()]);

    public string LegendText { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get => polygon.Axes; set => polygon.Axes = value; }
    public FillStyle FillStyle { get => polygon.FillStyle; set => polygon.FillStyle = value; }
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public LineStyle LineStyle { get => polygon.LineStyle; set => polygon.LineStyle = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, FillStyle, LineStyle);

    public void SetDataSource(ICollection<(double X, double Top, double Bottom)> items) => polygon.UpdateCoordinates(
        [.. items.Select(item => new Coordinates(item.X, item.Bottom)), .. items.Reverse().Select(item => new Coordinates(item.X, item.Top))]);

    public void SetDataSource<T>(ICollection<T> items, Func<T, (double X, double Top, double Bottom)> coordinateSolver) =>
        SetDataSource([.. items.Select(coordinateSolver)]);

    public AxisLimits GetAxisLimits() => polygon.GetAxisLimits();
    public virtual void Render(RenderPack rp) => polygon.Render(rp);
}

public class ErrorBar(
    IReadOnlyList<double> xs,
    IReadOnlyList<double> ys,
    IReadOnlyList<double>? xErrorsPositive,
    IReadOnlyList<double>? xErrorsNegative,
    IReadOnlyList<double>? yErrorsPositive,
    IReadOnlyList<double>? yErrorsNegative) : IPlottable, IHasLegendText
{
    public IReadOnlyList<double> Xs { get; set; } = xs;
    public IReadOnlyList<double> Ys { get; set; } = ys;
    public IReadOnlyList<double>? XErrorPositive { get; set; } = xErrorsPositive;
    public IReadOnlyList<double>? XErrorNegative { get; set; } = xErrorsNegative;
    public IReadOnlyList<double>? YErrorPositive { get; set; } = yErrorsPositive;
    public IReadOnlyList<double>? YErrorNegative { get; set; } = yErrorsNegative;
    public float CapSize { get; set; } = 3;
    public string LegendText { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public LineStyle LineStyle { get; set; } = new(1);
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public Color Color { get => LineStyle.Color; set => LineStyle.Color = value; }
    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, LineStyle);

    public AxisLimits GetAxisLimits() => ExtentBuilder.Limits(Enumerable.Range(0, Xs.Count).SelectMany(i => new[]
    {
        new Coordinates(Xs[i] - At(XErrorNegative, i), Ys[i] - At(YErrorNegative, i)),
        new Coordinates(Xs[i] + At(XErrorPositive, i), Ys[i] + At(YErrorPositive, i)),
    }));

    public virtual void Render(RenderPack rp)
    {
        for (var i = 0; i < Xs.Count; i++)
        {
            DrawBar(rp, new(Xs[i], Ys[i] - At(YErrorNegative, i)), new(Xs[i], Ys[i] + At(YErrorPositive, i)), new Pixel(CapSize, 0));
            DrawBar(rp, new(Xs[i] - At(XErrorNegative, i), Ys[i]), new(Xs[i] + At(XErrorPositive, i), Ys[i]), new Pixel(0, CapSize));
        }
    }

    private void DrawBar(RenderPack rp, Coordinates low, Coordinates high, Pixel cap)
    {
        if (low == high)
            return;
        Pixel from = Axes.GetPixel(low), to = Axes.GetPixel(high);
        rp.Canvas.Stroke([from, to], false, LineStyle);
        if (CapSize > 0)
        {
            rp.Canvas.Stroke([from - cap, from + cap], false, LineStyle);
            rp.Canvas.Stroke([to - cap, to + cap], false, LineStyle);
        }
    }

    private static double At(IReadOnlyList<double>? errors, int i) => errors?[i] ?? 0;
}

public class Text : LabelStyleProperties, IPlottable
{
    public Coordinates Location { get; set; }
    public float OffsetX { get; set; }
    public float OffsetY { get; set; }
    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 14 };
    public Alignment Alignment { get => LabelStyle.Alignment; set => LabelStyle.Alignment = value; }
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => ExtentBuilder.Limits([Location]);
    public virtual void Render(RenderPack rp) => LabelStyle.Draw(rp.Canvas, Axes.GetPixel(Location).WithOffset(OffsetX, OffsetY), LabelText);
}

/// <summary>Text at a place of the data area, whatever the axes show.</summary>
public class Annotation : LabelStyleProperties, IPlottable
{
    public Alignment Alignment { get; set; } = Alignment.UpperLeft;
    public float OffsetX { get; set; } = 10;
    public float OffsetY { get; set; } = 10;
    public string Text { get => LabelText; set => LabelText = value; }
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public override LabelStyle LabelStyle { get; set; } = new()
    {
        BackgroundColor = new Color(255, 255, 0, 191),
        BorderColor = Colors.Black,
        ShadowColor = Colors.Black.WithAlpha(.2),
        PixelPadding = new PixelPadding(5),
    };

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public virtual void Render(RenderPack rp)
    {
        var inside = rp.DataRect.Contract(OffsetX, OffsetY);
        LabelStyle.Alignment = Alignment;
        var place = new Pixel(inside.Left + inside.Width * Alignment.Horizontal(), inside.Top + inside.Height * Alignment.Vertical());
        LabelStyle.Draw(rp.Canvas, place, LabelText);
    }
}

public class Marker : IPlottable, IHasLegendText
{
    public Coordinates Location { get; set; }
    public double X { get => Location.X; set => Location = new Coordinates(value, Location.Y); }
    public double Y { get => Location.Y; set => Location = new Coordinates(Location.X, value); }
    public string LegendText { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public MarkerStyle MarkerStyle { get; set; } = new() { LineWidth = 1 };
    public MarkerShape Shape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }
    public float Size { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }
    public Color Color { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }
    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle);

    public AxisLimits GetAxisLimits() => ExtentBuilder.Limits([Location]);
    public virtual void Render(RenderPack rp) => MarkerStyle.Draw(rp.Canvas, Axes.GetPixel(Location));
}

public class Markers(IScatterSource data) : IPlottable, IHasLegendText
{
    public IScatterSource Data { get; } = data;
    public string LegendText { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public MarkerStyle MarkerStyle { get; set; } = new() { LineWidth = 1 };
    public MarkerShape MarkerShape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }
    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }
    public Color Color { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }
    public Color MarkerColor { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }
    public float MarkerLineWidth { get => MarkerStyle.LineWidth; set => MarkerStyle.LineWidth = value; }
    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle);

    public AxisLimits GetAxisLimits() => Data.GetLimits();

    public virtual void Render(RenderPack rp)
    {
        foreach (var point in Data.GetScatterPoints())
            MarkerStyle.Draw(rp.Canvas, Axes.GetPixel(point));
    }
}
