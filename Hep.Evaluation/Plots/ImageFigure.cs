using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Images side by side, such as mean jet images in (eta, phi), as heat maps with a colour bar: viridis for values, blue and red about a white 0 for correlations and
/// differences. Cells are drawn as they are, not smoothed.
/// </summary>
public static class ImageFigure
{
    private const double PointsPerMillimetre = 72 / 25.4;

    // More images in a row are small ones.
    private const int MostLarge = 4;

    // Between images, and between an image and its colour bar.
    private const float Gap = 6;

    /// <summary>Draws the images.</summary>
    /// <param name="panels">The images, row by row, all of one shape, unless the options fix the aspect.</param>
    /// <param name="options">Axes, colours and layout; null: linear, without coordinates.</param>
    /// <exception cref="ArgumentException">No image, one without cells or of another shape than the first, an axis that does not rise, or a floor that is not above 0.</exception>
    public static Figure Create(IReadOnlyList<ImagePanel> panels, ImageFigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(panels);
        options ??= new ImageFigureOptions();
        Check(panels, options);
        var columns = Math.Min(options.Columns, panels.Count);
        var width = options.WidthMillimetres ?? (columns == 1 ? Figure.OneColumn : columns == 2 ? 120 : Figure.TwoColumns);
        var points = columns == 1 ? PaperStyle.FontSize : columns <= MostLarge ? 7 : 6;
        var common = new ImageColours(options.Scale, options.Floor, panels.Select(panel => panel.Values));
        var plots = panels.Select((panel, i) => Draw(
            panel,
            options,
            options.HasCommonScale ? common : new ImageColours(panel.Scale ?? options.Scale, options.Floor, panel.Range ?? [panel.Values]),
            new Place(IsFirst: i % columns == 0, HasBar: !options.HasCommonScale || i % columns == columns - 1, IsSmall: columns > MostLarge),
            points));
        var aspect = options.Aspect ?? ((double)panels[0].Values.GetLength(1) / panels[0].Values.GetLength(0));
        return Figure.Grid(plots, columns, Numbers(panels, options), width, RowMillimetres(), commonLegend: false, points, aspect);

        // About what makes the cells square; the layout leaves out what is too much.
        double RowMillimetres()
        {
            var bars = (options.HasCommonScale ? 1 : columns) * (11 + (4.5 * points));
            var left = options.Y is null ? 4 : 3.4 * points;
            var inner = (width * PointsPerMillimetre) - bars - left - ((columns - 1) * 4) - (columns * Gap);
            var edges = 6 + (options.X is null ? 0 : 2.8 * points) + (panels.Any(panel => panel.Title.Length > 0) ? 1.6 * points : 0);
            return ((inner / columns / aspect) + edges) / PointsPerMillimetre;
        }
    }

    private static Plot Draw(ImagePanel panel, ImageFigureOptions options, ImageColours colours, Place place, double points)
    {
        var plot = PaperStyle.NewPlot(Label(options.X), place.IsFirst ? Label(options.Y) : "");
        var (x, y) = (EdgesOf(options.X, panel.Values.GetLength(1)), EdgesOf(options.Y, panel.Values.GetLength(0)));
        var map = plot.Add.Heatmap(colours.Cells(panel.Values));
        colours.Apply(map);
        map.Rectangle = new CoordinateRect(x.Low, x.High, y.Low, y.High);
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        if (options.X is null || options.Y is null)
            PaperStyle.HideTicks(plot);
        plot.Axes.Left.TickLabelStyle.IsVisible &= place.IsFirst;
        plot.Axes.Right.MinimumSize = Gap;
        if (panel.Title.Length > 0)
            PaperStyle.SetPanelTitle(plot, panel.Title, points);
        if (place.HasBar)
        {
            var bar = PaperStyle.AddColorBar(plot, map, panel.ValueLabel ?? options.ValueLabel, points);
            if ((panel.Scale ?? options.Scale) == ImageScale.Logarithmic)
                PaperStyle.SetLogarithmic(bar);
            else if (place.IsSmall)
                PaperStyle.SetFewTicks(bar);
        }

        return plot;
    }

    private static NumberTable Numbers(IReadOnlyList<ImagePanel> panels, ImageFigureOptions options)
    {
        var numbers = new NumberTable("image", options.X?.Name ?? "column", options.Y?.Name ?? "row", "value");
        foreach (var panel in panels)
        {
            var (rows, columns) = (panel.Values.GetLength(0), panel.Values.GetLength(1));
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                    numbers.Add(panel.Title, Centre(options.X, column, columns), Centre(options.Y, row, rows), panel.Values[row, column]);
            }
        }

        return numbers;
    }

    private static void Check(IReadOnlyList<ImagePanel> panels, ImageFigureOptions options)
    {
        if (panels.Count == 0)
            throw new ArgumentException("found no image, expected one or more", nameof(panels));
        var (rows, columns) = (panels[0].Values.GetLength(0), panels[0].Values.GetLength(1));
        if (panels.FirstOrDefault(panel => panel.Values.Length == 0) is { } empty)
            throw new ArgumentException(FormattableString.Invariant($"image '{empty.Title}' has {empty.Values.GetLength(0)} x {empty.Values.GetLength(1)} cells, expected one or more"), nameof(panels));
        if (options.Aspect is { } aspect && !(aspect > 0 && double.IsFinite(aspect)))
            throw new ArgumentException(FormattableString.Invariant($"the aspect of the images is {aspect}, expected a finite number above 0"), nameof(options));
        if (options.Aspect is null && panels.FirstOrDefault(panel => panel.Values.GetLength(0) != rows || panel.Values.GetLength(1) != columns) is { } other)
            throw new ArgumentException(FormattableString.Invariant($"image '{other.Title}' has {other.Values.GetLength(0)} x {other.Values.GetLength(1)} cells, expected {rows} x {columns} as of the first"), nameof(panels));
        foreach (var axis in new[] { options.X, options.Y }.OfType<ImageAxis>())
        {
            if (!double.IsFinite(axis.Low) || !double.IsFinite(axis.High) || !(axis.High > axis.Low))
                throw new ArgumentException(FormattableString.Invariant($"axis {axis.Name} goes from {axis.Low} to {axis.High}, expected finite numbers that rise"), nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Columns, nameof(options));
        if (options.Floor is { } floor && !(floor > 0 && double.IsFinite(floor)))
            throw new ArgumentException(FormattableString.Invariant($"the logarithmic scale starts at {floor}, expected a number above 0"), nameof(options));
    }

    private static string Label(ImageAxis? axis) => axis is null ? "" : PaperStyle.WithUnit(axis.Name, axis.Unit);

    private static (double Low, double High) EdgesOf(ImageAxis? axis, int cells) => axis is null ? (0, cells) : (axis.Low, axis.High);

    private static double Centre(ImageAxis? axis, int index, int cells) => axis is null ? index : axis.Low + ((axis.High - axis.Low) * (index + 0.5) / cells);

    private readonly record struct Place(bool IsFirst, bool HasBar, bool IsSmall);
}
