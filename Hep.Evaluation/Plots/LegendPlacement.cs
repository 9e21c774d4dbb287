using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Moves a legend to a corner where it covers nothing. What is drawn is looked at as pixels, a point each, so that lines, bands, points and
/// texts count alike. Where no corner is free, the y axis grows until one is.
/// </summary>
internal static class LegendPlacement
{
    private const double GrowthStep = 1.07;
    private const int MostSteps = 12;

    // Around the legend, so that it does not touch the data.
    private const float Clearance = 1.5f;

    private static readonly Alignment[] Corners =
    [
        Alignment.UpperRight, Alignment.UpperLeft, Alignment.LowerRight, Alignment.LowerLeft, Alignment.UpperCenter, Alignment.LowerCenter,
    ];

    // Where the axis cannot grow, a place along a side is better than none.
    private static readonly Alignment[] Sides = [Alignment.MiddleRight, Alignment.MiddleLeft];

    /// <summary>The plot as pixels of a point; its axes know their places afterwards.</summary>
    public static Image Render(Plot plot, PixelRect rect) => plot.GetImage((int)Math.Ceiling(rect.Width), (int)Math.Ceiling(rect.Height));

    /// <summary>Moves the legend of a panel. Its present corner is taken where that is as good as any.</summary>
    /// <param name="panel">The panel, with its final sizes of axes.</param>
    /// <param name="rect">Where it will be drawn.</param>
    public static void Settle(Figure.Panel panel, PixelRect rect)
    {
        var (plot, legend) = (panel.Plot, panel.Plot.Legend);
        if (!legend.IsVisible || legend.GetItems().Length == 0)
        {
            Render(plot, rect).Dispose();
            return;
        }

        var (bottom, top) = (plot.Axes.Left.Min, plot.Axes.Left.Max);
        Alignment[] candidates = [legend.Alignment, .. Corners, .. panel.Headroom ? [] : Sides];
        var (corner, covered) = Best(plot, rect, candidates);
        var chosen = corner;
        for (var (step, end) = (0, top); covered > 0 && panel.Headroom && step < MostSteps; step++)
        {
            end = bottom + (GrowthStep * (end - bottom));
            plot.Axes.SetLimitsY(bottom, end);
            (corner, covered) = Best(plot, rect, candidates);
            if (covered == 0)
                chosen = corner;
        }

        if (covered > 0)
            plot.Axes.SetLimitsY(bottom, top);
        legend.Alignment = chosen;
    }

    private static (Alignment Corner, int Covered) Best(Plot plot, PixelRect rect, Alignment[] candidates)
    {
        plot.HideLegend();
        using var image = Render(plot, rect);
        plot.ShowLegend();
        var pixels = image.GetArrayRGB();
        var size = SizeOf(plot.Legend);
        var area = plot.LastRender.DataRect.Contract(plot.Legend.Margin);
        return candidates
            .Select(corner => (Corner: corner, Covered: Ink(pixels, Place(area, size, corner))))
            .MinBy(candidate => candidate.Covered);
    }

    // As the legend itself is laid out when all its entries stand below each other.
    private static PixelSize SizeOf(Legend legend)
    {
        using var paint = Paint.NewDisposablePaint();
        var items = legend.GetItems();
        var sizes = Array.ConvertAll(items, item => item.LabelStyle.Measure(item.LabelText, paint).Size);
        var height = Math.Max(legend.SymbolHeight, sizes.Max(size => size.Height));
        return new PixelSize(
            legend.SymbolWidth + legend.SymbolPadding + sizes.Max(size => size.Width) + legend.Padding.Left + legend.Padding.Right,
            (items.Length * height) + ((items.Length - 1) * legend.InterItemPadding.Bottom) + legend.Padding.Bottom + legend.Padding.Top);
    }

    private static PixelRect Place(PixelRect area, PixelSize size, Alignment corner)
    {
        var (across, down) = ((int)corner % 3 / 2f, (int)corner / 3 / 2f);
        var left = area.Left + (across * (area.Width - size.Width));
        var top = area.Top + (down * (area.Height - size.Height));
        return new PixelRect(
            Math.Max(area.Left, left - Clearance),
            Math.Min(area.Right, left + size.Width + Clearance),
            Math.Min(area.Bottom, top + size.Height + Clearance),
            Math.Max(area.Top, top - Clearance));
    }

    private static int Ink(byte[,,] pixels, PixelRect rect)
    {
        var ink = 0;
        for (var y = Math.Max(0, (int)rect.Top); y < Math.Min(pixels.GetLength(0), (int)Math.Ceiling(rect.Bottom)); y++)
        {
            for (var x = Math.Max(0, (int)rect.Left); x < Math.Min(pixels.GetLength(1), (int)Math.Ceiling(rect.Right)); x++)
                ink += Math.Min(pixels[y, x, 0], Math.Min(pixels[y, x, 1], pixels[y, x, 2])) < 245 ? 1 : 0;
        }

        return ink;
    }
}
