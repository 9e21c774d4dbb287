using ScottPlot.TickGenerators;

namespace ScottPlot.AxisPanels;

public abstract class AxisBase : LabelStyleProperties
{
    protected AxisBase()
    {
    }

    public bool IsVisible { get; set; } = true;
    public abstract Edge Edge { get; }
    public virtual CoordinateRangeMutable Range { get; } = CoordinateRangeMutable.NotSet;
    public float MinimumSize { get; set; }
    public float MaximumSize { get; set; } = float.MaxValue;
    public float SizeWhenNoData { get; set; } = 15;
    public PixelPadding EmptyLabelPadding { get; set; } = new(10, 5);
    public PixelPadding PaddingBetweenTickAndAxisLabels { get; set; } = new(5, 3);
    public PixelPadding PaddingOutsideAxisLabels { get; set; } = new(2, 2);
    public double Min { get => Range.Min; set => Range.Min = value; }
    public double Max { get => Range.Max; set => Range.Max = value; }
    public virtual ITickGenerator TickGenerator { get; set; } = new NumericAutomatic();
    public LabelStyle Label => LabelStyle;
    public override LabelStyle LabelStyle { get; set; } = new() { FontSize = 16, Bold = true };
    public LabelStyle TickLabelStyle { get; set; } = new() { Alignment = Alignment.MiddleCenter };
    public LineStyle FrameLineStyle { get; } = new(1, Colors.Black) { AntiAlias = false };
    public TickMarkStyle MajorTickStyle { get; set; } = new() { Length = 4, Width = 1 };
    public TickMarkStyle MinorTickStyle { get; set; } = new() { Length = 2, Width = 1 };

    public void SetTicks(double[] xs, string[] labels) => TickGenerator = new NumericManual(xs, labels);

    public void Color(Color color)
    {
        LabelStyle.ForeColor = color;
        TickLabelStyle.ForeColor = color;
        MajorTickStyle.Color = color;
        MinorTickStyle.Color = color;
        FrameLineStyle.Color = color;
    }

    private protected void DrawTicksAndFrame(RenderPack rp, Func<double, Pixel> place, Pixel outward, float labelGap, Alignment labelAlignment, PixelLine frame)
    {
        foreach (var tick in TickGenerator.Ticks)
        {
            var style = tick.IsMajor ? MajorTickStyle : MinorTickStyle;
            var foot = place(tick.Position);
            rp.Canvas.Line(new PixelLine(foot, foot.WithOffset(outward.X * style.Length, outward.Y * style.Length)), style.Line);
            if (string.IsNullOrWhiteSpace(tick.Label))
                continue;
            if (TickLabelStyle.Rotation == 0)
                TickLabelStyle.Alignment = labelAlignment;
            var distance = style.Length + labelGap;
            TickLabelStyle.Draw(rp.Canvas, foot.WithOffset(outward.X * distance, outward.Y * distance), tick.Label);
        }

        rp.Canvas.Line(frame, FrameLineStyle);
    }

    private protected void RegenerateTicksOn(PixelLength size, Paint paint)
    {
        // An axis that carries no data has no range, and so no ticks.
        if (Range.HasBeenSet || TickGenerator is not NumericAutomatic)
            TickGenerator.Regenerate(Range.ToCoordinateRange, Edge, size, paint, TickLabelStyle);
    }
}

public abstract class XAxisBase : AxisBase, IXAxis
{
    public XAxisBase()
    {
    }

    public double Width => Range.Span;

    public virtual float Measure(Paint paint)
    {
        if (!IsVisible)
            return 0;
        if (!Range.HasBeenSet)
            return SizeWhenNoData;
        var tickLabel = TickGenerator.Ticks.Select(tick => TickLabelStyle.Measure(tick.Label, paint).Height).DefaultIfEmpty(0).Max();
        var axisLabel = LabelText.Length == 0
            ? EmptyLabelPadding.Vertical
            : LabelStyle.Measure(paint).Height + PaddingBetweenTickAndAxisLabels.Vertical + PaddingOutsideAxisLabels.Vertical;
        return MajorTickStyle.Length + tickLabel + axisLabel;
    }

    public float GetPixel(double position, PixelRect dataArea) => (float)(dataArea.Left + (position - Min) * dataArea.Width / Width);
    public double GetCoordinate(float pixel, PixelRect dataArea) => Min + (pixel - dataArea.Left) * Width / dataArea.Width;
    public void RegenerateTicks(PixelLength size, Paint paint) => RegenerateTicksOn(size, paint);

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => Edge == Edge.Bottom
        ? new PixelRect(dataRect.Left, dataRect.Right, dataRect.Bottom + offset + size, dataRect.Bottom + offset)
        : new PixelRect(dataRect.Left, dataRect.Right, dataRect.Top - offset, dataRect.Top - offset - size);

    public virtual void Render(RenderPack rp, float size, float offset)
    {
        if (!IsVisible)
            return;
        var panel = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        var isBottom = Edge == Edge.Bottom;
        LabelAlignment = Alignment.LowerCenter;
        var labelY = isBottom ? panel.Bottom - PaddingOutsideAxisLabels.Vertical : panel.Top + PaddingOutsideAxisLabels.Vertical;
        LabelStyle.Draw(rp.Canvas, new Pixel(panel.HorizontalCenter, labelY), LabelText);

        var edge = isBottom ? panel.Top : panel.Bottom;
        DrawTicksAndFrame(
            rp,
            position => new Pixel(GetPixel(position, panel), edge),
            new Pixel(0f, isBottom ? 1f : -1f),
            labelGap: 2,
            isBottom ? Alignment.UpperCenter : Alignment.LowerCenter,
            new PixelLine(panel.Left, edge, panel.Right, edge));
    }
}

public abstract class YAxisBase : AxisBase, IYAxis
{
    protected YAxisBase()
    {
    }

    public double Height => Range.Span;

    public virtual float Measure(Paint paint)
    {
        if (!IsVisible)
            return 0;
        if (!Range.HasBeenSet)
            return SizeWhenNoData;
        var tickLabel = TickGenerator.Ticks.Select(tick => TickLabelStyle.Measure(tick.Label, paint).Width).DefaultIfEmpty(0).Max();
        var axisLabel = LabelText.Length == 0
            ? EmptyLabelPadding.Horizontal
            : LabelStyle.Measure(paint).Height + PaddingBetweenTickAndAxisLabels.Horizontal + PaddingOutsideAxisLabels.Horizontal;
        return tickLabel + axisLabel;
    }

    public float GetPixel(double position, PixelRect dataArea) => (float)(dataArea.Bottom - (position - Min) * dataArea.Height / Height);
    public double GetCoordinate(float pixel, PixelRect dataArea) => Min + (dataArea.Bottom - pixel) * Height / dataArea.Height;
    public void RegenerateTicks(PixelLength size, Paint paint) => RegenerateTicksOn(size, paint);

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => Edge == Edge.Left
        ? new PixelRect(dataRect.Left - offset - size, dataRect.Left - offset, dataRect.Bottom, dataRect.Top)
        : new PixelRect(dataRect.Right + offset, dataRect.Right + offset + size, dataRect.Bottom, dataRect.Top);

    public virtual void Render(RenderPack rp, float size, float offset)
    {
        if (!IsVisible)
            return;
        var panel = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        var isLeft = Edge == Edge.Left;
        LabelAlignment = Alignment.UpperCenter;
        var labelX = isLeft ? panel.Left + PaddingOutsideAxisLabels.Horizontal : panel.Right - PaddingOutsideAxisLabels.Horizontal;
        LabelStyle.Draw(rp.Canvas, new Pixel(labelX, panel.VerticalCenter), LabelText);

        var edge = isLeft ? panel.Right : panel.Left;
        DrawTicksAndFrame(
            rp,
            position => new Pixel(edge, GetPixel(position, panel)),
            new Pixel(isLeft ? -1f : 1f, 0f),
            labelGap: 5,
            isLeft ? Alignment.MiddleRight : Alignment.MiddleLeft,
            new PixelLine(edge, panel.Bottom, edge, panel.Top));
    }
}

public class BottomAxis : XAxisBase
{
    public override Edge Edge => Edge.Bottom;
}

public class TopAxis : XAxisBase
{
    public override Edge Edge => Edge.Top;
}

public class LeftAxis : YAxisBase
{
    public LeftAxis() => LabelRotation = -90;

    public override Edge Edge => Edge.Left;
}

public class RightAxis : YAxisBase
{
    public RightAxis() => LabelRotation = 90;

    public override Edge Edge => Edge.Right;
}
