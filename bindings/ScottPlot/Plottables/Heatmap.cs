namespace ScottPlot.Plottables;

public class Heatmap(double[,] intensities) : IPlottable, IHasColorAxis
{
    public double[,] Intensities { get; set; } = intensities;
    public IColormap Colormap { get; set; } = ScottPlot.Colormap.Default;
    public Range? ManualRange { get; set; }
    public Color NaNCellColor { get; set; } = Colors.Transparent;
    public double Opacity { get; set; } = 1;
    public bool FlipVertically { get; set; }
    public bool FlipHorizontally { get; set; }
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    /// <summary>The centers of the outer cells.</summary>
    public CoordinateRect? Extent { get; set; }

    public CoordinateRect? Position { get => Extent; set => Extent = value; }

    /// <summary>The outer edges of the outer cells.</summary>
    public CoordinateRect? Rectangle
    {
        set
        {
            if (value is not { } edges)
            {
                Extent = null;
                return;
            }

            double halfX = edges.Width / Columns / 2, halfY = edges.Height / Rows / 2;
            Extent = new CoordinateRect(edges.Left + halfX, edges.Right - halfX, edges.Bottom + halfY, edges.Top - halfY);
        }
    }

    private double CellWidth => Extent is { } extent && Columns > 1 ? extent.Width / (Columns - 1) : 1;
    private double CellHeight => Extent is { } extent && Rows > 1 ? extent.Height / (Rows - 1) : 1;

    private int Rows => Intensities.GetLength(0);
    private int Columns => Intensities.GetLength(1);

    public CoordinateRect GetAlignedExtent()
    {
        var centers = Extent ?? new CoordinateRect(0, Columns - 1, 0, Rows - 1);
        return new CoordinateRect(
            centers.Left - CellWidth / 2, centers.Right + CellWidth / 2, centers.Bottom - CellHeight / 2, centers.Top + CellHeight / 2);
    }

    public Range GetRange() => ManualRange ?? Range.GetRange(Intensities);

    public AxisLimits GetAxisLimits()
    {
        var extent = GetAlignedExtent();
        return new AxisLimits(extent.Left, extent.Right, extent.Bottom, extent.Top);
    }

    public void Update()
    {
    }

    public virtual void Render(RenderPack rp)
    {
        var range = GetRange();
        var colors = new Color[Rows, Columns];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var value = Intensities[FlipVertically ? Rows - 1 - row : row, FlipHorizontally ? Columns - 1 - column : column];
                var color = double.IsNaN(value) ? NaNCellColor : Colormap.GetColor(value, range);
                colors[row, column] = Opacity < 1 ? color.WithAlpha(color.Opacity * Opacity) : color;
            }
        }

        rp.Canvas.Cells(colors, Axes.GetPixelRect(GetAlignedExtent()));
    }
}
