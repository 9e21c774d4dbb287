using ScottPlot.AxisPanels;

namespace ScottPlot.Panels;

public class TitlePanel : IPanel
{
    public float VerticalPadding = 10;

    public bool IsVisible { get; set; } = true;
    public float MinimumSize { get; set; }
    public float MaximumSize { get; set; } = float.MaxValue;
    public Edge Edge => Edge.Top;
    public bool FullFigureCenter { get; set; }
    public LabelStyle Label { get; } = new() { FontSize = 16, Bold = true, Alignment = Alignment.LowerCenter };

    public float Measure(Paint paint) => IsVisible && Label.IsVisible && Label.Text.Length > 0 ? Label.Measure(paint).Height + VerticalPadding : 0;

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) =>
        new(dataRect.Left, dataRect.Right, dataRect.Top - offset, dataRect.Top - offset - size);

    public void Render(RenderPack rp, float size, float offset)
    {
        if (!IsVisible)
            return;
        var panel = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        var center = FullFigureCenter ? rp.FigureRect.HorizontalCenter : panel.HorizontalCenter;
        Label.Draw(rp.Canvas, new Pixel(center, panel.Bottom - VerticalPadding / 2), Label.Text);
    }
}

/// <summary>Beside the data area, left or right of it.</summary>
public class ColorBar : IPanel
{
    private readonly YAxisBase axis;

    public ColorBar(IHasColorAxis source, Edge edge = Edge.Right)
    {
        Source = source;
        Edge = edge;
        axis = edge switch
        {
            Edge.Left => new LeftAxis(),
            Edge.Right => new RightAxis(),
            _ => throw new NotSupportedException("a color bar stands at the left or right edge"),
        };
    }

    public IHasColorAxis Source { get; set; }
    public bool IsVisible { get; set; } = true;
    public float Width { get; set; } = 30;
    public float MinimumSize { get; set; }
    public float MaximumSize { get; set; } = float.MaxValue;
    public Edge Edge { get; set; }
    public IAxis Axis => axis;
    public LabelStyle LabelStyle => axis.LabelStyle;
    public string Label { get => LabelStyle.Text; set => LabelStyle.Text = value; }

    public float Measure(Paint paint)
    {
        if (!IsVisible)
            return 0;

        // The length is not known yet: labels are as wide as on a strip of 400 pixels.
        RegenerateTicks(400, paint);
        return Width + axis.Measure(paint);
    }

    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) => axis.GetPanelRect(dataRect, size, offset, paint);

    public void Render(RenderPack rp, float size, float offset)
    {
        if (!IsVisible)
            return;
        RegenerateTicks(rp.DataRect.Height, rp.Paint);
        const int steps = 256;
        var colors = new Color[steps, 1];
        for (var i = 0; i < steps; i++)
            colors[i, 0] = Source.Colormap.GetColor(1 - i / (steps - 1.0));
        rp.Canvas.Cells(colors, GetPanelRect(rp.DataRect, Width, offset, rp.Paint));
        axis.Render(rp, size - Width, offset + Width);
    }

    private void RegenerateTicks(PixelLength size, Paint paint)
    {
        var range = Source.GetRange();
        (axis.Min, axis.Max) = (range.Min, range.Max);
        axis.RegenerateTicks(size, paint);
    }
}
