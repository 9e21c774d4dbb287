using System.Globalization;
using System.Text;
using ScottPlot;
using ScottPlot.AxisPanels;
using ScottPlot.TickGenerators;

namespace Hep.Evaluation.Plots;

/// <summary>
/// The look of a figure in a physics paper: ticks inside on all four sides, no grid, no title, a legend without a frame,
/// and colors that people with color blindness tell apart. Lengths are points on paper (see <see cref="Figure"/>).
/// </summary>
public static partial class PaperStyle
{
    /// <summary>The size of axis labels in points, unless told otherwise.</summary>
    public const double FontSize = 8.5;

    private const float MajorTick = 4;
    private const float MinorTick = 2.2f;
    private const float FrameWidth = 0.7f;

    /// <summary>The width of data lines in points.</summary>
    public const float LineWidth = 1.2f;

    /// <summary>
    /// The colors of B. Wong, Nature Methods 8 (2011) 441, without the yellow (too faint on paper), strongest first:
    /// blue, vermilion, green, purple, orange, sky blue, black.
    /// </summary>
    public static IReadOnlyList<Color> Colors { get; } = new Palette().Colors;

    /// <summary>A plot in this style.</summary>
    /// <param name="xLabel">Label of the x axis, with its unit.</param>
    /// <param name="yLabel">Label of the y axis, with its unit.</param>
    public static Plot NewPlot(string xLabel, string yLabel)
    {
        var plot = new Plot();
        Apply(plot);
        plot.XLabel(xLabel);
        plot.YLabel(yLabel);
        return plot;
    }

    /// <summary>Gives a plot this style. Before data are added to it, so that they take its colors.</summary>
    public static void Apply(Plot plot)
    {
        plot.Add.Palette = new Palette();
        plot.HideGrid();
        plot.Title(false);

        var axes = plot.Axes;
        foreach (var axis in axes.GetAxes().Cast<AxisBase>())
        {
            axis.FrameLineStyle.Width = FrameWidth;
            SetTicks(axis, -MajorTick, -MinorTick);
            axis.LabelStyle.Bold = false;
            axis.PaddingOutsideAxisLabels = new PixelPadding(1, 1);
        }

        // The package places labels at the outer end of a tick; for ticks that point inwards they are moved out of the frame.
        var bottom = (AxisBase)axes.Bottom;
        bottom.TickLabelStyle.OffsetY = MajorTick + 1;
        bottom.PaddingBetweenTickAndAxisLabels = new PixelPadding(0, 4);
        bottom.EmptyLabelPadding = new PixelPadding(0, 4.5f);
        var left = (AxisBase)axes.Left;
        left.TickLabelStyle.OffsetX = -3;
        left.PaddingBetweenTickAndAxisLabels = new PixelPadding(3.5f, 0);
        left.EmptyLabelPadding = new PixelPadding(3, 0);
        ((AxisBase)axes.Top).EmptyLabelPadding = new PixelPadding(0, 5);
        ((AxisBase)axes.Right).EmptyLabelPadding = new PixelPadding(3, 0);
        axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = Number };
        axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = Number };
        axes.Top.TickGenerator = new Mirror(axes.Bottom, axes.Top);
        axes.Right.TickGenerator = new Mirror(axes.Left, axes.Right);

        var legend = plot.Legend;
        legend.OutlineWidth = 0;
        legend.ShadowColor = ScottPlot.Colors.Transparent;
        legend.BackgroundColor = ScottPlot.Colors.White.WithAlpha(0.8);
        legend.Margin = new PixelPadding(5);
        legend.Padding = new PixelPadding(3, 2);
        legend.InterItemPadding = new PixelPadding(6, 1.5f);
        legend.SymbolWidth = 16;
        legend.SymbolPadding = 4;
        SetFontSize(plot, FontSize);
    }

    /// <summary>Sets the size of all axis labels (in points) and, a little smaller, of tick labels and the legend.</summary>
    public static void SetFontSize(Plot plot, double points)
    {
        foreach (var axis in plot.Axes.GetAxes())
        {
            axis.Label.FontSize = (float)points;
            axis.TickLabelStyle.FontSize = (float)(0.92 * points);
        }

        plot.Legend.FontSize = (float)(0.92 * points);
    }

    /// <summary>Whole numbers as ticks of the x axis, at most about eight of them.</summary>
    public static void SetWholeNumbersX(Plot plot, int first, int last)
    {
        int[] steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
        var step = Array.Find(steps, s => (last - first) / s <= 8);
        step = step == 0 ? steps[^1] : step;
        double[] ticks = [.. Enumerable.Range(first, last - first + 1).Where(tick => tick % step == 0 || step == 1).Select(tick => (double)tick)];
        plot.Axes.Bottom.TickGenerator = new NumericManual(ticks, Array.ConvertAll(ticks, tick => tick.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Writes a few words into a corner, such as "Simulation"; after the data, to stand over them.</summary>
    public static void AddNote(Plot plot, string text, Alignment corner = Alignment.UpperLeft, double points = FontSize)
    {
        var note = plot.Add.Annotation(text, corner);
        note.LabelFontSize = (float)points;
        note.LabelBackgroundColor = ScottPlot.Colors.White.WithAlpha(0.8);
        note.LabelPadding = 1;
        note.LabelBorderColor = ScottPlot.Colors.Transparent;
        note.LabelShadowColor = ScottPlot.Colors.Transparent;
        note.OffsetX = 8;
        note.OffsetY = 7;
    }

    /// <summary>An axis label with its unit in brackets; a pure number (no unit, or 1) has none.</summary>
    /// <param name="quantity">What is on the axis.</param>
    /// <param name="unit">Its unit.</param>
    public static string WithUnit(string quantity, string unit) => unit is "" or "1" ? quantity : $"{quantity} [{unit}]";

    /// <summary>Names at 0, 1, 2, ... along both axes instead of numbers, without tick marks: the classes of a confusion matrix.</summary>
    public static void SetCategories(Plot plot, IReadOnlyList<string> xNames, IReadOnlyList<string> yNames)
    {
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, xNames.Count).Select(i => (double)i)], [.. xNames]);
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, yNames.Count).Select(i => (double)i)], [.. yNames]);
        foreach (var axis in plot.Axes.GetAxes().Cast<AxisBase>())
            SetTicks(axis, 0, 0);
        ((AxisBase)plot.Axes.Bottom).PaddingBetweenTickAndAxisLabels = new PixelPadding(0, 2);
        plot.Axes.Bottom.TickLabelStyle.OffsetY = 1;
        plot.Axes.Left.TickLabelStyle.OffsetX = 1;
    }

    /// <summary>Names at 0, 1, 2, ... along the y axis instead of numbers, without tick marks: the rows of a ranking.</summary>
    internal static void SetCategoriesY(Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, names.Count).Select(i => (double)i)], [.. names]);
        SetTicks((AxisBase)plot.Axes.Left, 0, 0);
        SetTicks((AxisBase)plot.Axes.Right, 0, 0);
        plot.Axes.Left.TickLabelStyle.OffsetX = 1;
    }

    /// <summary>The y axis is a short one, and has two labels or more.</summary>
    internal static void SetFewTicksY(Plot plot) => plot.Axes.Left.TickGenerator = new FewTicks(Number);

    /// <summary>The x axis shows powers of ten: the x values of the plot are decimal logarithms.</summary>
    public static void SetLogarithmicX(Plot plot) => plot.Axes.Bottom.TickGenerator = new LogTicks();

    /// <summary>The y axis shows powers of ten: the y values of the plot are decimal logarithms.</summary>
    public static void SetLogarithmicY(Plot plot) => plot.Axes.Left.TickGenerator = new LogTicks();

    // Without separators of thousands, and with a minus sign in place of a hyphen.
    private static string Number(double value)
    {
        if (Math.Abs(value) is >= 1e6 or (> 1e-12 and < 1e-4))
        {
            var parts = value.ToString("0.###e0", CultureInfo.InvariantCulture).Split('e');
            return $"{parts[0].Replace('-', '−')}×10{Superscript(int.Parse(parts[1], CultureInfo.InvariantCulture))}";
        }

        var text = Math.Round(value, 10).ToString("0.##########", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text.Replace('-', '−');
    }

    private static string Superscript(int exponent)
    {
        var text = new StringBuilder();
        foreach (var c in exponent.ToString(CultureInfo.InvariantCulture))
            text.Append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']);
        return text.ToString();
    }

    private static void SetTicks(AxisBase axis, float major, float minor)
    {
        axis.MajorTickStyle.Length = major;
        axis.MajorTickStyle.Width = FrameWidth;
        axis.MinorTickStyle.Length = minor;
        axis.MinorTickStyle.Width = 0.8f * FrameWidth;
    }

    private sealed class Palette : IPalette
    {
        public string Name => "Paper";

        public string Description => "Wong's colors without yellow";

        public Color[] Colors { get; } =
            Color.FromHex(["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]);

        public Color GetColor(int index) => Colors[index % Colors.Length];
    }

    /// <summary>The ticks of the opposite axis without their labels.</summary>
    private sealed class Mirror(IAxis source, IAxis target) : ITickGenerator
    {
        public Tick[] Ticks => [.. source.TickGenerator.Ticks.Select(tick => new Tick(tick.Position, "", tick.IsMajor))];

        public int MaxTickCount { get; set; } = 1000;

        // Called when the limits of the source are known, and before anything is drawn.
        public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle) =>
            target.Range.Set(source.Min, source.Max);
    }

    /// <summary>Powers of ten with ticks at 2 to 9 between them, for values that are decimal logarithms.</summary>
    private sealed class LogTicks : ITickGenerator
    {
        public Tick[] Ticks { get; private set; } = [];

        public int MaxTickCount { get; set; } = 1000;

        public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
        {
            int first = (int)Math.Floor(range.Min), last = (int)Math.Ceiling(range.Max);
            string[] labels = [PowerOfTen(first), PowerOfTen(last)];
            var needed = 1.3f * (edge is Edge.Left or Edge.Right
                ? labelStyle.MeasureHighestString(labels, paint).height
                : labelStyle.MeasureWidestString(labels, paint).width.Length);
            var step = 1;
            while (size.Length * step / range.Length < needed)
                step++;

            // Less than a decade has hardly a power of ten in it: its 2 and 5 have labels as well.
            var isShort = range.Length < 1.2;
            var ticks = new List<Tick>();
            for (var decade = first; decade <= last; decade++)
            {
                if (decade % step == 0)
                    ticks.Add(Tick.Major(decade, PowerOfTen(decade)));
                else
                    ticks.Add(Tick.Minor(decade));
                for (var digit = 2; digit <= 9 && step == 1; digit++)
                {
                    var position = decade + Math.Log10(digit);
                    ticks.Add(isShort && digit is 2 or 5 ? Tick.Major(position, Times(digit, decade)) : Tick.Minor(position));
                }
            }

            Ticks = [.. ticks.Where(tick => range.Contains(tick.Position))];
        }

        private static string PowerOfTen(int exponent) => exponent is 0 or 1 ? Times(1, exponent) : "10" + Superscript(exponent);

        private static string Times(int digit, int exponent) => exponent is >= -3 and <= 3
            ? (digit * Math.Pow(10, exponent)).ToString("0.###", CultureInfo.InvariantCulture)
            : $"{digit.ToString(CultureInfo.InvariantCulture)}×10{Superscript(exponent)}";
    }
}
