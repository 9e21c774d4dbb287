using ScottPlot;
using ScottPlot.AxisPanels;
using ScottPlot.Panels;
using ScottPlot.TickGenerators;

namespace Hep.Evaluation.Plots;

// Heat maps and their color bars.
public static partial class PaperStyle
{
    /// <summary>Adds a color bar for a heat map, at the right.</summary>
    public static ColorBar AddColorBar(Plot plot, IHasColorAxis source, string label, double points = FontSize)
    {
        var bar = plot.Add.ColorBar(source);
        bar.Label = label;
        bar.Width = 8;
        var axis = (AxisBase)bar.Axis;
        SetTicks(axis, 2.5f, 0);
        axis.FrameLineStyle.Width = FrameWidth;
        axis.LabelStyle.Bold = false;
        axis.LabelStyle.FontSize = (float)points;
        axis.TickLabelStyle.FontSize = (float)(0.92 * points);
        axis.TickLabelStyle.OffsetX = -2.5f;
        axis.TickGenerator = new NumericAutomatic { LabelFormatter = Number };
        axis.PaddingBetweenTickAndAxisLabels = new PixelPadding(3.5f, 0);
        axis.PaddingOutsideAxisLabels = new PixelPadding(1, 1);
        return bar;
    }

    /// <summary>The color bar is a short one, and has two labels or more.</summary>
    internal static void SetFewTicks(ColorBar bar) => bar.Axis.TickGenerator = new FewTicks(Number);

    /// <summary>The color bar shows powers of ten: the values of the heat map are decimal logarithms.</summary>
    internal static void SetLogarithmic(ColorBar bar)
    {
        SetTicks((AxisBase)bar.Axis, 2.5f, 1.4f);
        bar.Axis.TickGenerator = new LogTicks();
    }

    /// <summary>A title above a panel of a grid, without which nobody could tell the panels apart.</summary>
    internal static void SetPanelTitle(Plot plot, string title, double points)
    {
        plot.Title(true);
        plot.Title(title, (float)points);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.VerticalPadding = 2;
        ((AxisBase)plot.Axes.Top).EmptyLabelPadding = new PixelPadding(0, 0);
    }

    /// <summary>Neither ticks nor labels: the place in the picture has no coordinates.</summary>
    internal static void HideTicks(Plot plot)
    {
        foreach (var axis in plot.Axes.GetAxes().Cast<AxisBase>())
        {
            axis.TickLabelStyle.IsVisible = false;
            SetTicks(axis, 0, 0);
            (axis.EmptyLabelPadding, axis.PaddingBetweenTickAndAxisLabels) = (new PixelPadding(1, 1), new PixelPadding(0, 0));
        }
    }
}
