using ScottPlot.Drawing;

namespace ScottPlot;

/// <summary>What is being drawn, where, and on what.</summary>
public class RenderPack
{
    internal RenderPack(Plot plot, PixelRect figureRect, Canvas canvas) => (Plot, FigureRect, Canvas) = (plot, figureRect, canvas);

    public Plot Plot { get; }
    public PixelRect FigureRect { get; }
    public PixelRect DataRect { get; private set; }
    public Paint Paint => Paint.Shared;
    internal Canvas Canvas { get; }
    internal Dictionary<IPanel, (float Size, float Offset)> Panels { get; } = [];

    /// <summary>
    /// Panels take their size and the data area what is left. Ticks are estimated on the length of the figure, because
    /// their labels decide how long the data area is.
    /// </summary>
    internal void Arrange()
    {
        foreach (var axis in Plot.Axes.GetAxes())
            axis.RegenerateTicks(axis.Edge.IsVertical() ? FigureRect.Height : FigureRect.Width, Paint);

        var taken = new float[4];
        foreach (var panel in Plot.Axes.GetPanels())
        {
            var size = panel.MinimumSize == panel.MaximumSize
                ? panel.MinimumSize
                : Math.Clamp(panel.Measure(Paint), panel.MinimumSize, panel.MaximumSize);
            Panels[panel] = (size, taken[(int)panel.Edge]);
            taken[(int)panel.Edge] += size;
        }

        DataRect = FigureRect.Contract(new PixelPadding(taken[(int)Edge.Left], taken[(int)Edge.Right], taken[(int)Edge.Bottom], taken[(int)Edge.Top]));
        if (Plot.Layout.FixedPadding is { } padding)
            DataRect = FigureRect.Contract(padding);
        DataRect = new PixelRect(DataRect.Left, Math.Max(DataRect.Left, DataRect.Right), Math.Max(DataRect.Top, DataRect.Bottom), DataRect.Top);

        foreach (var axes in Plot.PlottableList.Select(item => item.Axes))
        {
            axes.DataRect = DataRect;
            axes.XAxis.RegenerateTicks(DataRect.Width, Paint);
            axes.YAxis.RegenerateTicks(DataRect.Height, Paint);
        }
    }
}

/// <summary>Where a plot was drawn last.</summary>
public readonly struct RenderDetails
{
    internal RenderDetails(RenderPack rp)
    {
        FigureRect = rp.FigureRect;
        DataRect = rp.DataRect;
        AxisLimits = rp.Plot.Axes.GetLimits();
    }

    public readonly PixelRect FigureRect;
    public readonly PixelRect DataRect;
    public readonly AxisLimits AxisLimits;
}

public class LayoutManager
{
    public LayoutManager(Plot plot) => _ = plot;

    internal PixelPadding? FixedPadding { get; private set; }

    public void Fixed(PixelPadding padding) => FixedPadding = padding;
    public void Default() => FixedPadding = null;
}

public class SavedImageInfo(string path, int fileSize)
{
    public string Path { get; } = path;
    public int FileSize { get; } = fileSize;
}
