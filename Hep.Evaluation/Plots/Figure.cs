using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// A figure at the size it is printed: one plot, several stacked over a common x axis (for instance distributions
/// and their ratio), or a grid of small ones. All lengths of the plots, from line widths to font sizes, are points
/// (1/72 inch) on that paper.
/// </summary>
public sealed class Figure
{
    /// <summary>The width of one column of a two-column journal, in millimetres.</summary>
    public const double OneColumn = 86;

    /// <summary>The width of a page of a two-column journal, in millimetres.</summary>
    public const double TwoColumns = 178;

    private const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>A figure of one plot.</summary>
    /// <param name="plot">What it shows.</param>
    /// <param name="widthMillimetres">Its printed width.</param>
    /// <param name="heightMillimetres">Its printed height.</param>
    /// <exception cref="ArgumentException">A size is not positive.</exception>
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
    public sealed record Panel(Plot Plot, double Height = 1)
    {
        /// <summary>Whether the y axis may grow upwards where the legend finds no free corner; not so where its end means something, as that of an efficiency.</summary>
        public bool Headroom { get; init; } = true;
    }

    /// <summary>The panels from top to bottom; of a grid, row by row.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    /// <summary>The number of columns of a grid; 0: the panels are stacked over a common x axis.</summary>
    public int Columns { get; private init; }

    /// <summary>The printed width in millimetres.</summary>
    public double WidthMillimetres { get; }

    /// <summary>The printed height in millimetres.</summary>
    public double HeightMillimetres { get; }

    /// <summary>The size of axis labels in points; tick labels and the legend are a little smaller.</summary>
    public double FontSize { get; init; } = PaperStyle.FontSize;

    /// <summary>The numbers it shows, which are written beside it; null for none.</summary>
    public NumberTable? Numbers { get; init; }

    /// <summary>The numbers of a ratio panel, on a grid of their own, which are written into a second file; null for none.</summary>
    public NumberTable? RatioNumbers { get; init; }

    /// <summary>Whether one legend, with the entries of the first panel, stands above all panels, instead of one in each.</summary>
    public bool HasCommonLegend { get; private init; }

    /// <summary>What is written above the frame at the left, such as Simulation; null: nothing.</summary>
    public string? Label { get; private init; }

    /// <summary>What is written above the frame at the right, such as the energy and the luminosity; null: nothing.</summary>
    public string? Conditions { get; private init; }

    /// <summary>Width divided by height of the data areas of a grid, as pictures need it; null: they fill what room there is.</summary>
    internal double? DataAspect { get; private init; }

    internal float Width => (float)(WidthMillimetres * PointsPerMillimetre);

    internal float Height => (float)(HeightMillimetres * PointsPerMillimetre);

    /// <summary>A grid of small plots, each with axes of its own; their data areas have the same size, and line up.</summary>
    /// <param name="plots">The plots, row by row.</param>
    /// <param name="columns">How many stand side by side.</param>
    /// <param name="numbers">The numbers they show; null for none.</param>
    /// <param name="widthMillimetres">The printed width of the grid.</param>
    /// <param name="rowMillimetres">The printed height of a row.</param>
    /// <param name="commonLegend">Whether one legend, with the entries of the first plot, stands above the grid, instead of one in each plot.</param>
    /// <param name="fontSize">The size of axis labels in points.</param>
    /// <exception cref="ArgumentException">There is no plot or no column, or a size is not positive.</exception>
    public static Figure Grid(
        IEnumerable<Plot> plots,
        int columns,
        NumberTable? numbers = null,
        double widthMillimetres = TwoColumns,
        double rowMillimetres = 40,
        bool commonLegend = true,
        double fontSize = 7) => Grid(plots, columns, numbers, widthMillimetres, rowMillimetres, commonLegend, fontSize, null);

    /// <summary>A grid whose data areas have a given width divided by height.</summary>
    internal static Figure Grid(IEnumerable<Plot> plots, int columns, NumberTable? numbers, double widthMillimetres, double rowMillimetres, bool commonLegend, double fontSize, double? dataAspect)
    {
        ArgumentNullException.ThrowIfNull(plots);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Panel[] panels = [.. plots.Select(plot => new Panel(plot))];
        var rows = (panels.Length + columns - 1) / columns;
        return new Figure(panels, widthMillimetres, Math.Max(1, rows) * rowMillimetres)
        {
            Columns = columns,
            Numbers = numbers,
            HasCommonLegend = commonLegend,
            FontSize = fontSize,
            DataAspect = dataAspect,
        };
    }

    /// <summary>
    /// The same figure with a few words above its frame, where they never cover data: a label such as "Simulation" at the left, and what
    /// it holds for, such as "√s = 8 TeV, 20.2 fb⁻¹", at the right.
    /// </summary>
    /// <param name="label">The label; null or empty: nothing.</param>
    /// <param name="conditions">What it holds for; null or empty: nothing.</param>
    public Figure WithNote(string? label, string? conditions = null) => Like(WidthMillimetres, HeightMillimetres, FontSize, label, conditions);

    /// <summary>The same figure for another width and font; a single plot and a stack grow in height with the root of their width, a grid keeps its rows.</summary>
    /// <param name="widthMillimetres">The printed width, such as <see cref="OneColumn"/> or <see cref="TwoColumns"/>; a grid is left as wide as it is.</param>
    /// <param name="fontSize">The size of axis labels in points; a grid's is left as it is.</param>
    /// <exception cref="ArgumentException">A size is not positive.</exception>
    public Figure Sized(double widthMillimetres, double fontSize = PaperStyle.FontSize)
    {
        if (!(widthMillimetres > 0) || !(fontSize > 0))
            throw new ArgumentException("the sizes of a figure and of its font are positive");
        return Columns > 0
            ? this
            : Like(widthMillimetres, HeightMillimetres * Math.Sqrt(widthMillimetres / WidthMillimetres), fontSize, Label, Conditions);
    }

    private Figure Like(double width, double height, double fontSize, string? label, string? conditions) => new(Panels, width, height)
    {
        Columns = Columns,
        DataAspect = DataAspect,
        FontSize = fontSize,
        Numbers = Numbers,
        RatioNumbers = RatioNumbers,
        HasCommonLegend = HasCommonLegend,
        Label = label,
        Conditions = conditions,
    };
}
