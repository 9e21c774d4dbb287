using System.Text;
using ScottPlot.Drawing;

namespace ScottPlot;

public class Plot : IDisposable
{
    public BackgroundStyle FigureBackground = new() { Color = Colors.White };
    public BackgroundStyle DataBackground = new();

    public Plot()
    {
        Axes = new AxisManager(this);
        Add = new PlottableAdder(this);
        Legend = new Legend(this);
        Layout = new LayoutManager(this);
        Grid = new Grids.DefaultGrid(Axes.Bottom, Axes.Left);
    }

    public AxisManager Axes { get; }
    public PlottableAdder Add { get; }
    public Legend Legend { get; set; }
    public LayoutManager Layout { get; }
    public Grids.DefaultGrid Grid { get; }
    public List<IPlottable> PlottableList { get; } = [];
    public LineStyle FigureBorder { get; set; } = new(0);
    public LineStyle DataBorder { get; set; } = new(0);
    public double ScaleFactor { get; set; } = 1;
    public RenderDetails LastRender { get; private set; }
    public object Sync { get; } = new();

    public void Title(string? text = null, float? size = null)
    {
        Axes.Title.Label.Text = text ?? string.Empty;
        Axes.Title.Label.FontSize = size ?? Axes.Title.Label.FontSize;
    }

    public void Title(bool show) => Axes.Title.IsVisible = show;
    public void XLabel(string label, float? size = null) => SetLabel(Axes.Bottom, label, size);
    public void YLabel(string label, float? size = null) => SetLabel(Axes.Left, label, size);

    public Legend ShowLegend()
    {
        Legend.IsVisible = true;
        return Legend;
    }

    public Legend ShowLegend(Alignment alignment)
    {
        Legend.Alignment = alignment;
        return ShowLegend();
    }

    public Legend ShowLegend(Alignment alignment, Orientation orientation)
    {
        Legend.Orientation = orientation;
        return ShowLegend(alignment);
    }

    public Legend ShowLegend(IEnumerable<LegendItem> items, Alignment location = Alignment.LowerRight)
    {
        Legend.ManualItems.Clear();
        Legend.ManualItems.AddRange(items);
        return ShowLegend(location);
    }

    public Legend HideLegend()
    {
        Legend.IsVisible = false;
        return Legend;
    }

    public void ShowGrid() => Grid.IsVisible = true;
    public void HideGrid() => Grid.IsVisible = false;
    public void Clear() => PlottableList.Clear();
    public void Remove(IPlottable plottable) => PlottableList.Remove(plottable);
    public IEnumerable<IPlottable> GetPlottables() => PlottableList;
    public IEnumerable<T> GetPlottables<T>() => PlottableList.OfType<T>();

    public void MoveToFront(IPlottable plottable)
    {
        PlottableList.Remove(plottable);
        PlottableList.Add(plottable);
    }

    public void MoveToBack(IPlottable plottable)
    {
        PlottableList.Remove(plottable);
        PlottableList.Insert(0, plottable);
    }

    public SavedImageInfo SavePng(string filePath, int width, int height) => Write(filePath, PngBytes(width, height));
    public SavedImageInfo SaveSvg(string filePath, int width, int height) => Write(filePath, Encoding.UTF8.GetBytes(GetSvgXml(width, height)));

    public SavedImageInfo Save(string filePath, int width, int height) => Path.GetExtension(filePath).ToUpperInvariant() switch
    {
        ".PNG" => SavePng(filePath, width, height),
        ".SVG" => SaveSvg(filePath, width, height),
        _ => throw new NotSupportedException($"{filePath}: only .png and .svg pictures can be written"),
    };

    public SavedImageInfo Save(string filePath, int width, int height, ImageFormat format, int quality = 85) => format switch
    {
        ImageFormat.Png => SavePng(filePath, width, height),
        ImageFormat.Svg => SaveSvg(filePath, width, height),
        _ => throw new NotSupportedException($"{filePath}: only Png and Svg pictures can be written, not {format}"),
    };

    public byte[] GetImageBytes(int width, int height, ImageFormat format = ImageFormat.Bmp) => format switch
    {
        ImageFormat.Png => PngBytes(width, height),
        ImageFormat.Svg => Encoding.UTF8.GetBytes(GetSvgXml(width, height)),
        _ => throw new NotSupportedException($"only Png and Svg pictures can be made, not {format}"),
    };

    public string GetSvgXml(int width, int height)
    {
        CheckSize(width, height);
        using var canvas = new SvgCanvas(width, height);
        Draw(canvas, new PixelRect(0, width, height, 0));
        return canvas.ToString();
    }

    public Image GetImage(int width, int height)
    {
        CheckSize(width, height);
        var canvas = CairoCanvas.Png(width, height);
        Draw(canvas, new PixelRect(0, width, height, 0));
        return new Image(canvas, width, height);
    }

    public void RenderInMemory(int width = 400, int height = 300) => GetImage(width, height).Dispose();

    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Draws the whole plot into a rectangle of a canvas.</summary>
    internal void Draw(Canvas canvas, PixelRect rect)
    {
        lock (Sync)
        {
            canvas.Save();
            canvas.Scale(ScaleFactor);
            var scale = (float)ScaleFactor;
            var rp = new RenderPack(this, new PixelRect(rect.Left / scale, rect.Right / scale, rect.Bottom / scale, rect.Top / scale), canvas);
            Axes.AutoScaleUnsetAxes();
            rp.Arrange();

            canvas.FillRectangle(rp.FigureRect, FigureBackground.Color);
            canvas.FillRectangle(rp.DataRect, DataBackground.Color);
            if (Grid.IsBeneathPlottables)
                Grid.Render(rp);
            canvas.Save();
            canvas.Clip(rp.DataRect);
            foreach (var item in PlottableList.Where(item => item.IsVisible))
                item.Render(rp);
            canvas.Restore();
            if (!Grid.IsBeneathPlottables)
                Grid.Render(rp);
            Legend.Render(rp);
            foreach (var (panel, place) in rp.Panels)
                panel.Render(rp, place.Size, place.Offset);
            canvas.StrokeRectangle(rp.DataRect, DataBorder);
            canvas.StrokeRectangle(rp.FigureRect, FigureBorder);
            foreach (var item in PlottableList.Where(item => item.IsVisible).OfType<IRenderLast>())
                item.RenderLast(rp);
            canvas.Restore();
            LastRender = new RenderDetails(rp);
        }
    }

    internal static SavedImageInfo Write(string filePath, byte[] bytes)
    {
        File.WriteAllBytes(filePath, bytes);
        return new SavedImageInfo(Path.GetFullPath(filePath), bytes.Length);
    }

    internal static void CheckSize(int width, int height)
    {
        if (width < 1 || height < 1)
            throw new ArgumentException(FormattableString.Invariant($"a picture has at least one pixel in width and height, not {width} x {height}"));
    }

    private byte[] PngBytes(int width, int height)
    {
        CheckSize(width, height);
        using var canvas = CairoCanvas.Png(width, height);
        Draw(canvas, new PixelRect(0, width, height, 0));
        return canvas.ToBytes();
    }

    private static void SetLabel(IAxis axis, string label, float? size)
    {
        axis.Label.Text = label;
        axis.Label.FontSize = size ?? axis.Label.FontSize;
    }
}
