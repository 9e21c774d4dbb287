namespace ScottPlot.Plottables;

public class Scatter(IScatterSource data) : IPlottable, IHasLegendText
{
    public ConnectStyle ConnectStyle = ConnectStyle.Straight;

    public IScatterSource Data { get; } = data;
    public string LegendText { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public LineStyle LineStyle { get; set; } = new(1);
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public MarkerStyle MarkerStyle { get; set; } = new(MarkerShape.FilledCircle, 5) { LineWidth = 1 };
    public MarkerShape MarkerShape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }
    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }
    public Color MarkerColor { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }
    public Color MarkerFillColor { get => MarkerStyle.FillColor; set => MarkerStyle.FillColor = value; }
    public Color MarkerLineColor { get => MarkerStyle.LineColor; set => MarkerStyle.LineColor = value; }
    public float MarkerLineWidth { get => MarkerStyle.LineWidth; set => MarkerStyle.LineWidth = value; }
    public bool FillY { get; set; }
    public bool FillYAbove { get; set; } = true;
    public bool FillYBelow { get; set; } = true;
    public double FillYValue { get; set; }
    public Color FillYAboveColor { get; set; } = Colors.Blue.WithAlpha(.2);
    public Color FillYBelowColor { get; set; } = Colors.Blue.WithAlpha(.2);

    public Color FillYColor
    {
        get => FillYAboveColor;
        set
        {
            FillYAboveColor = value;
            FillYBelowColor = value;
        }
    }

    public Color Color
    {
        get => LineStyle.Color;
        set
        {
            LineStyle.Color = value;
            MarkerStyle.MarkerColor = value;
        }
    }

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle, LineStyle);

    public AxisLimits GetAxisLimits()
    {
        var limits = Data.GetLimits();
        return FillY
            ? new AxisLimits(limits.Left, limits.Right, Math.Min(limits.Bottom, FillYValue), Math.Max(limits.Top, FillYValue))
            : limits;
    }

    public virtual void Render(RenderPack rp)
    {
        Pixel[] markers = [.. Data.GetScatterPoints().Select(Axes.GetPixel)];
        if (markers.Length == 0)
            return;
        var line = ConnectStyle == ConnectStyle.Straight ? markers : GetStepDisplayPixels(markers, ConnectStyle == ConnectStyle.StepHorizontal);
        if (FillY)
            Fill(rp, line);

        rp.Canvas.Stroke(line, close: false, LineStyle);
        foreach (var marker in markers)
            MarkerStyle.Draw(rp.Canvas, marker);
    }

    public static IReadOnlyList<Pixel> GetStepDisplayPixels(IReadOnlyList<Pixel> pixels, bool right)
    {
        var steps = new List<Pixel>(pixels.Count * 2);
        for (var i = 0; i < pixels.Count; i++)
        {
            if (i > 0)
                steps.Add(right ? new Pixel(pixels[i].X, pixels[i - 1].Y) : new Pixel(pixels[i - 1].X, pixels[i].Y));
            steps.Add(pixels[i]);
        }

        return steps;
    }

    private void Fill(RenderPack rp, IReadOnlyList<Pixel> line)
    {
        var floor = Axes.GetPixelY(FillYValue);
        Pixel[] area = [.. line, new Pixel(line[^1].X, floor), new Pixel(line[0].X, floor)];
        var data = rp.DataRect;
        if (FillYAbove)
            FillInside(new PixelRect(data.Left, data.Right, floor, data.Top), FillYAboveColor);
        if (FillYBelow)
            FillInside(new PixelRect(data.Left, data.Right, data.Bottom, floor), FillYBelowColor);

        void FillInside(PixelRect clip, Color color)
        {
            if (clip.Height <= 0)
                return;
            rp.Canvas.Save();
            rp.Canvas.Clip(clip);
            rp.Canvas.Fill(area, color);
            rp.Canvas.Restore();
        }
    }
}
