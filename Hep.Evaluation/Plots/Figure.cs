using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// A figure at the size it is printed: one plot, or several stacked over a common x axis (for instance distributions
/// and their ratio). All lengths of the plots, from line widths to font sizes, are points (1/72 inch) on that paper.
/// </summary>
public sealed class Figure
{
    /// <summary>The width of one column of a two-column journal, in millimetres.</summary>
    public const double OneColumn = 86;

    /// <summary>The width of a page of a two-column journal, in millimetres.</summary>
    public const double TwoColumns = 178;

    private const double PointsPerMillimetre = 72 / 25.4;

    // Between stacked panels; tick labels at their ends need it.
    private const float Gap = 3.5f;

    /// <summary>A figure of one plot.</summary>
    /// <param name="plot">What it shows.</param>
    /// <param name="widthMillimetres">Its printed width.</param>
    /// <param name="heightMillimetres">Its printed height.</param>
    public Figure(Plot plot, double widthMillimetres = OneColumn, double heightMillimetres = 65)
        : this([new Panel(plot)], widthMillimetres, heightMillimetres)
    {
    }

    /// <summary>A figure of panels over a common x axis.</summary>
    /// <param name="panels">The panels from top to bottom.</param>
    /// <param name="widthMillimetres">The printed width.</param>
    /// <param name="heightMillimetres">The printed height of all of them together.</param>
    /// <exception cref="ArgumentException">There is no panel, or a size is not positive.</exception>
    public Figure(IEnumerable<Panel> panels, double widthMillimetres = OneColumn, double heightMillimetres = 85)
    {
        Panels = [.. panels];
        if (Panels.Count == 0)
            throw new ArgumentException("a figure has at least one panel", nameof(panels));
        if (!(widthMillimetres > 0) || !(heightMillimetres > 0) || Panels.Any(panel => !(panel.Height > 0)))
            throw new ArgumentException("the sizes of a figure and of its panels are positive");
        WidthMillimetres = widthMillimetres;
        HeightMillimetres = heightMillimetres;
    }

    /// <summary>One plot of a figure.</summary>
    /// <param name="Plot">What it shows.</param>
    /// <param name="Height">Its height relative to the other panels'.</param>
    public sealed record Panel(Plot Plot, double Height = 1);

    /// <summary>The panels from top to bottom.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    /// <summary>The printed width in millimetres.</summary>
    public double WidthMillimetres { get; }

    /// <summary>The printed height in millimetres.</summary>
    public double HeightMillimetres { get; }

    /// <summary>The size of axis labels in points; tick labels and the legend are a little smaller.</summary>
    public double FontSize { get; init; } = PaperStyle.FontSize;

    /// <summary>The numbers it shows, which are written beside it; null for none.</summary>
    public NumberTable? Numbers { get; init; }

    /// <summary>The corner of the first panel that the data leave free; null where they leave none.</summary>
    public Alignment? NoteCorner { get; init; } = Alignment.UpperLeft;

    internal float Width => (float)(WidthMillimetres * PointsPerMillimetre);

    internal float Height => (float)(HeightMillimetres * PointsPerMillimetre);

    /// <summary>Writes a few words, such as "Simulation", where the data leave room for them.</summary>
    /// <param name="text">The words; nothing is written for none.</param>
    /// <returns>The figure.</returns>
    public Figure WithNote(string? text)
    {
        if (NoteCorner is { } corner && !string.IsNullOrEmpty(text))
            PaperStyle.AddNote(Panels[0].Plot, text, corner);
        return this;
    }

    /// <summary>Where the panels go, in points; data areas line up, and no label is cut.</summary>
    internal IReadOnlyList<(Plot Plot, PixelRect Rect)> Arrange()
    {
        foreach (var panel in Panels)
            PaperStyle.SetFontSize(panel.Plot, FontSize);
        ShareX();
        var places = Places();
        foreach (var (plot, rect) in places)
        {
            // A first drawing tells how wide the axes come out.
            plot.RenderInMemory((int)Math.Ceiling(rect.Width), (int)Math.Ceiling(rect.Height));
            KeepLastLabel(plot);
        }

        LineUp(places);
        return places;
    }

    private List<(Plot Plot, PixelRect Rect)> Places()
    {
        var places = new List<(Plot, PixelRect)>();
        var total = Panels.Sum(panel => panel.Height);
        var top = 0f;
        foreach (var panel in Panels)
        {
            var bottom = top + (float)(Height * panel.Height / total);
            places.Add((panel.Plot, new PixelRect(0, Width, bottom, top)));
            top = bottom;
        }

        return places;
    }

    private void ShareX()
    {
        if (Panels.Count == 1)
            return;
        var axes = Panels.Select(panel => panel.Plot.Axes).ToArray();
        foreach (var panel in axes.Where(panel => !panel.Bottom.Range.HasBeenSet))
            panel.AutoScaleX();
        double left = axes.Min(panel => panel.Bottom.Min), right = axes.Max(panel => panel.Bottom.Max);
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i].SetLimitsX(left, right);
            if (i > 0)
                Fix(axes[i].Top, Gap);
            if (i == axes.Length - 1)
                continue;
            axes[i].Bottom.Label.Text = "";
            axes[i].Bottom.TickLabelStyle.IsVisible = false;
            Fix(axes[i].Bottom, Gap);
        }
    }

    // The last label of the x axis is centred on its tick, and may reach beyond the data area.
    private static void KeepLastLabel(Plot plot)
    {
        var drawn = plot.LastRender;
        var axis = plot.Axes.Bottom;
        if (!axis.TickLabelStyle.IsVisible)
            return;
        using var paint = Paint.NewDisposablePaint();
        var beyond = axis.TickGenerator.Ticks
            .Where(tick => axis.Range.Contains(tick.Position))
            .Select(tick => axis.GetPixel(tick.Position, drawn.DataRect) + axis.TickLabelStyle.Measure(tick.Label, paint).Width / 2)
            .DefaultIfEmpty(0)
            .Max() - drawn.DataRect.Right;

        // In whole points, so that rounding errors do not make the same figure a little different the next time.
        plot.Axes.Right.MinimumSize = Math.Max(plot.Axes.Right.MinimumSize, MathF.Ceiling(beyond + 1.9f));
    }

    private void LineUp(IReadOnlyList<(Plot Plot, PixelRect Rect)> places)
    {
        if (Panels.Count == 1)
            return;
        var left = places.Max(place => place.Plot.LastRender.DataRect.Left);
        var right = places.Max(place => place.Plot.Axes.Right.MinimumSize);
        foreach (var (plot, _) in places)
        {
            Fix(plot.Axes.Left, left);
            plot.Axes.Right.MinimumSize = right;
        }
    }

    private static void Fix(IPanel panel, float size) => (panel.MinimumSize, panel.MaximumSize) = (size, size);
}
