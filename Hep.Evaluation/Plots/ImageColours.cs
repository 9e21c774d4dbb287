using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The range of colours of one or more images, and what their cells are on it.</summary>
internal sealed class ImageColours
{
    // Where nothing says how small a value still counts.
    private const double Decades = 6;

    // ColorBrewer's RdBu with blue below, and white in the middle.
    private static readonly IColormap BlueToRed = Colormap.FromColors(Color.FromHex(
        ["#053061", "#2166AC", "#4393C3", "#92C5DE", "#D1E5F0", "#FFFFFF", "#FDDBC7", "#F4A582", "#D6604D", "#B2182B", "#67001F"]));

    private static readonly IColormap Rising = new ScottPlot.Colormaps.Viridis();

    private readonly ImageScale scale;
    private readonly double floor;

    /// <summary>The range that holds all values of some images.</summary>
    public ImageColours(ImageScale scale, double? floor, IEnumerable<double[,]> images)
    {
        this.scale = scale;
        double[] finite = [.. images.SelectMany(image => image.Cast<double>()).Where(value => double.IsFinite(value) && (scale != ImageScale.Logarithmic || value > 0))];
        double low = finite.DefaultIfEmpty(0).Min(), high = finite.DefaultIfEmpty(1).Max();
        if (scale == ImageScale.Logarithmic)
        {
            this.floor = floor ?? Math.Max(finite.DefaultIfEmpty(0.1).Min(), high * Math.Pow(10, -Decades));
            (low, high) = (Math.Log10(this.floor), Math.Log10(high));
        }
        else if (scale == ImageScale.Diverging)
        {
            high = Math.Max(Math.Abs(low), Math.Abs(high));
            low = -high;
        }

        Range = low < high ? new ScottPlot.Range(low, high) : new ScottPlot.Range(low - 0.5, low + 0.5);
    }

    /// <summary>What lies at the two ends of the colours; decimal logarithms on a logarithmic scale.</summary>
    public ScottPlot.Range Range { get; }

    /// <summary>An image as a heat map; the package draws row 0 on top.</summary>
    /// <param name="values">The cells, [H, W], row 0 at the bottom.</param>
    public double[,] Cells(double[,] values)
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var cells = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                cells[rows - 1 - row, column] = On(values[row, column]);
        }

        return cells;
    }

    /// <summary>Gives a heat map these colours.</summary>
    public void Apply(ScottPlot.Plottables.Heatmap map)
    {
        map.Colormap = scale == ImageScale.Diverging ? BlueToRed : Rising;
        map.NaNCellColor = scale == ImageScale.Diverging ? new Color("#D9D9D9") : Colors.White;
        map.ManualRange = Range;
    }

    private double On(double value) =>
        !double.IsFinite(value) ? double.NaN
        : scale != ImageScale.Logarithmic ? value
        : value > 0 ? Math.Log10(Math.Max(value, floor))
        : double.NaN;
}
