using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>Where the panels of a figure go, in points: data areas line up, no label is cut, no legend covers data.</summary>
internal sealed class FigureLayout
{
    // Between stacked panels; tick labels at their ends need it.
    private const float Gap = 3.5f;

    private readonly Figure figure;
    private readonly List<(Plot Plot, PixelRect Rect)> places = [];
    private readonly float headerHeight;

    private FigureLayout(Figure figure)
    {
        this.figure = figure;
        headerHeight = (HasNote ? NoteHeight : 0) + (figure.HasCommonLegend ? LegendHeight : 0);
    }

    private bool IsGrid => figure.Columns > 0;

    private bool HasNote => !string.IsNullOrEmpty(figure.Label) || !string.IsNullOrEmpty(figure.Conditions);

    private float NoteHeight => (float)(1.35 * figure.FontSize);

    private float LegendHeight => (float)(1.6 * figure.FontSize);

    /// <summary>The plots in the order in which they are drawn, and their rectangles.</summary>
    public static IReadOnlyList<(Plot Plot, PixelRect Rect)> Of(Figure figure) => new FigureLayout(figure).Arrange();

    private List<(Plot Plot, PixelRect Rect)> Arrange()
    {
        foreach (var panel in figure.Panels)
        {
            PaperStyle.SetFontSize(panel.Plot, figure.FontSize);
            if (figure.HasCommonLegend)
                panel.Plot.HideLegend();
        }

        if (!IsGrid && figure.Panels.Count > 1)
            ShareX();
        if (IsGrid)
            PlaceGrid();
        else
            PlaceStack();

        // An axis that grows for its legend may have longer labels than before.
        foreach (var _ in new[] { "as it is", "as it has grown" })
            Fit();
        AddHeader();
        return places;
    }

    private void Fit()
    {
        foreach (var (plot, rect) in places)
        {
            // A drawing tells how wide the axes come out.
            (plot.Axes.Left.MinimumSize, plot.Axes.Left.MaximumSize) = (0, float.MaxValue);
            LegendPlacement.Render(plot, rect).Dispose();
            KeepLastLabel(plot);
        }

        LineUp();
        foreach (var (panel, place) in figure.Panels.Zip(places))
            LegendPlacement.Settle(panel, place.Rect);
    }

    private void PlaceStack()
    {
        var total = figure.Panels.Sum(panel => panel.Height);
        var top = headerHeight;
        foreach (var panel in figure.Panels)
        {
            var bottom = top + (float)((figure.Height - headerHeight) * panel.Height / total);
            places.Add((panel.Plot, new PixelRect(0, figure.Width, bottom, top)));
            top = bottom;
        }
    }

    private void PlaceGrid()
    {
        var rows = (figure.Panels.Count + figure.Columns - 1) / figure.Columns;
        float width = figure.Width / figure.Columns, height = (figure.Height - headerHeight) / rows;
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            float left = width * (i % figure.Columns), top = headerHeight + (height * (i / figure.Columns));
            places.Add((figure.Panels[i].Plot, new PixelRect(left, left + width, top + height, top)));
        }
    }

    private void ShareX()
    {
        var axes = figure.Panels.Select(panel => panel.Plot.Axes).ToArray();
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

    private void LineUp()
    {
        if (places.Count == 1 && figure.DataAspect is null)
            return;
        var right = places.Max(place => place.Plot.Axes.Right.MinimumSize);
        foreach (var (plot, _) in places)
            plot.Axes.Right.MinimumSize = right;
        if (IsGrid)
            LineUpGrid(right);
        else
            places.ForEach(place => Fix(place.Plot.Axes.Left, places.Max(other => LeftOf(other.Plot))));
    }

    // Each column is as wide as its labels and color bars need and a data area, the same for all.
    private void LineUpGrid(float right)
    {
        var columns = Math.Min(figure.Columns, places.Count);
        float[] Widest(Func<Plot, float> of) => [.. Enumerable.Range(0, columns).Select(column => places.Where((_, i) => i % figure.Columns == column).Max(place => of(place.Plot)))];
        var (lefts, bars) = (Widest(LeftOf), Widest(ColorBarOf));
        var bottom = places.Max(place => place.Plot.LastRender.FigureRect.Bottom - place.Plot.LastRender.DataRect.Bottom);
        var top = places.Max(place => place.Plot.LastRender.DataRect.Top - place.Plot.LastRender.FigureRect.Top);
        var width = ((figure.Width * columns / figure.Columns) - lefts.Sum() - bars.Sum() - (columns * right)) / columns;
        var height = places[0].Rect.Height - bottom - top;
        if (figure.DataAspect is { } aspect)
            (width, height) = ((float)Math.Min(width, aspect * height), (float)Math.Min(height, width / aspect));
        for (var i = 0; i < places.Count; i++)
        {
            var (column, (plot, rect)) = (i % figure.Columns, places[i]);
            Fix(plot.Axes.Left, lefts[column]);
            Fix(plot.Axes.Right, right);
            Fix(plot.Axes.Bottom, bottom);
            var start = lefts.Take(column).Sum() + bars.Take(column).Sum() + (column * (width + right));
            var end = start + lefts[column] + width + right + ColorBarOf(plot);
            places[i] = (plot, new PixelRect(start, end, figure.DataAspect is null ? rect.Bottom : rect.Top + top + height + bottom, rect.Top));
        }
    }

    private static float ColorBarOf(Plot plot)
    {
        using var paint = Paint.NewDisposablePaint();
        return plot.Axes.GetPanels().OfType<ScottPlot.Panels.ColorBar>().Sum(bar => bar.Measure(paint));
    }

    private static float LeftOf(Plot plot) => plot.LastRender.DataRect.Left - plot.LastRender.FigureRect.Left;

    // The label, the conditions and the common legend stand in strips of their own, over the data areas of the first row.
    private void AddHeader()
    {
        var top = 0f;
        if (HasNote)
        {
            var strip = Strip();
            Write(strip, figure.Label, Alignment.LowerLeft).LabelBold = true;
            Write(strip, figure.Conditions, Alignment.LowerRight);
            var (first, last) = (places[0], places[Math.Min(places.Count, Math.Max(1, figure.Columns)) - 1]);
            var left = LeftOf(first.Plot);
            var right = last.Plot.LastRender.FigureRect.Right - last.Plot.LastRender.DataRect.Right;
            places.Add((strip, new PixelRect(left, last.Rect.Right - right, NoteHeight, top)));
            top = NoteHeight;
        }

        if (!figure.HasCommonLegend)
            return;
        var common = Strip();
        common.Legend.TightHorizontalWrapping = true;
        common.Legend.Orientation = Orientation.Horizontal;
        common.Legend.Margin = new PixelPadding(0);
        common.ShowLegend(figure.Panels[0].Plot.Legend.GetItems(), Alignment.MiddleCenter);
        places.Add((common, new PixelRect(0, figure.Width, top + LegendHeight, top)));
    }

    private Plot Strip()
    {
        var strip = new Plot();
        PaperStyle.Apply(strip);
        PaperStyle.SetFontSize(strip, figure.FontSize);
        strip.Axes.SetLimits(0, 1, 0, 1);
        foreach (var axis in strip.Axes.GetAxes())
            axis.IsVisible = false;
        return strip;
    }

    private ScottPlot.Plottables.Annotation Write(Plot strip, string? text, Alignment corner)
    {
        PaperStyle.AddNote(strip, text ?? "", corner, figure.FontSize);
        var note = (ScottPlot.Plottables.Annotation)strip.PlottableList[^1];
        (note.OffsetX, note.OffsetY) = (0, 0);
        return note;
    }

    private static void Fix(IPanel panel, float size) => (panel.MinimumSize, panel.MaximumSize) = (size, size);
}
