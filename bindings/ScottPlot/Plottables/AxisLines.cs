namespace ScottPlot.Plottables;

public abstract class AxisLine : LabelStyleProperties, IPlottable, IHasLegendText
{
    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 14, Bold = true, ForeColor = Colors.White, PixelPadding = new PixelPadding(5) };
    public string Text { get => LabelText; set => LabelText = value; }
    public string LegendText { get; set; } = string.Empty;
    public bool ExcludeFromLegend { get; set; }
    public bool IsVisible { get; set; } = true;
    public bool EnableAutoscale { get; set; } = true;
    public double Position { get; set; }
    public IAxes Axes { get; set; } = new Axes();
    public LineStyle LineStyle { get; set; } = new(2);
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }

    public Color Color
    {
        get => LineStyle.Color;
        set
        {
            LineStyle.Color = value;
            LabelStyle.BackgroundColor = value;
        }
    }

    public IEnumerable<LegendItem> LegendItems =>
        ExcludeFromLegend ? LegendItem.None : LegendItem.Single(this, LegendText.Length > 0 ? LegendText : LabelText, LineStyle);

    public abstract AxisLimits GetAxisLimits();
    public abstract void Render(RenderPack rp);
    public abstract void RenderLast(RenderPack rp);

    private protected static bool IsInside(float low, float pixel, float high) => pixel >= low && pixel <= high;
}

public class HorizontalLine : AxisLine, IRenderLast
{
    public double Y { get => Position; set => Position = value; }
    public double Minimum { get; set; } = double.NegativeInfinity;
    public double Maximum { get; set; } = double.PositiveInfinity;

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.VerticalOnly(Y, Y) : AxisLimits.NoLimits;

    public override void Render(RenderPack rp)
    {
        var y = Axes.GetPixelY(Y);
        var left = double.IsFinite(Minimum) ? Axes.GetPixelX(Minimum) : rp.DataRect.Left;
        var right = double.IsFinite(Maximum) ? Axes.GetPixelX(Maximum) : rp.DataRect.Right;
        rp.Canvas.Line(new PixelLine(left, y, right, y), LineStyle);
    }

    public override void RenderLast(RenderPack rp)
    {
        var y = Axes.GetPixelY(Y);
        if (!IsInside(rp.DataRect.Top, y, rp.DataRect.Bottom))
            return;
        LabelAlignment = Alignment.MiddleRight;
        LabelStyle.Draw(rp.Canvas, new Pixel(rp.DataRect.Left - LabelStyle.PixelPadding.Right, y), LabelText);
    }
}

public class VerticalLine : AxisLine, IRenderLast
{
    public double X { get => Position; set => Position = value; }
    public double Minimum { get; set; } = double.NegativeInfinity;
    public double Maximum { get; set; } = double.PositiveInfinity;

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.HorizontalOnly(X, X) : AxisLimits.NoLimits;

    public override void Render(RenderPack rp)
    {
        var x = Axes.GetPixelX(X);
        var bottom = double.IsFinite(Minimum) ? Axes.GetPixelY(Minimum) : rp.DataRect.Bottom;
        var top = double.IsFinite(Maximum) ? Axes.GetPixelY(Maximum) : rp.DataRect.Top;
        rp.Canvas.Line(new PixelLine(x, bottom, x, top), LineStyle);
    }

    public override void RenderLast(RenderPack rp)
    {
        var x = Axes.GetPixelX(X);
        if (!IsInside(rp.DataRect.Left, x, rp.DataRect.Right))
            return;
        LabelAlignment = Alignment.UpperCenter;
        LabelStyle.Draw(rp.Canvas, new Pixel(x, rp.DataRect.Bottom + LabelStyle.PixelPadding.Top), LabelText);
    }
}

public abstract class AxisSpan : IPlottable, IHasLegendText
{
    protected AxisSpan()
    {
    }

    public string LegendText { get; set; } = string.Empty;
    public bool IsVisible { get; set; } = true;
    public bool EnableAutoscale { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public FillStyle FillStyle { get; set; } = new();
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public LineStyle LineStyle { get; set; } = new(0);
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, FillStyle, LineStyle);

    public abstract AxisLimits GetAxisLimits();
    public abstract void Render(RenderPack rp);

    protected void Render(RenderPack rp, PixelRect rect)
    {
        rp.Canvas.FillRectangle(rect, FillStyle.VisibleColor);
        rp.Canvas.StrokeRectangle(rect, LineStyle);
    }
}

/// <summary>A range of x, over the whole height.</summary>
public class HorizontalSpan : AxisSpan
{
    public double X1 { get; set; }
    public double X2 { get; set; }

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.HorizontalOnly(X1, X2) : AxisLimits.NoLimits;

    public override void Render(RenderPack rp)
    {
        float a = Axes.GetPixelX(X1), b = Axes.GetPixelX(X2);
        Render(rp, new PixelRect(Math.Min(a, b), Math.Max(a, b), rp.DataRect.Bottom, rp.DataRect.Top));
    }
}

/// <summary>A range of y, over the whole width.</summary>
public class VerticalSpan : AxisSpan
{
    public double Y1 { get; set; }
    public double Y2 { get; set; }

    public override AxisLimits GetAxisLimits() => EnableAutoscale ? AxisLimits.VerticalOnly(Y1, Y2) : AxisLimits.NoLimits;

    public override void Render(RenderPack rp)
    {
        float a = Axes.GetPixelY(Y1), b = Axes.GetPixelY(Y2);
        Render(rp, new PixelRect(rp.DataRect.Left, rp.DataRect.Right, Math.Max(a, b), Math.Min(a, b)));
    }
}
