namespace ScottPlot;

public class LegendItem : LabelStyleProperties
{
    public override LabelStyle LabelStyle { get; set; } = new() { Alignment = Alignment.MiddleLeft };
    public bool IsVisible { get; set; } = true;
    public LineStyle LineStyle { get; set; } = new(0);
    public LineStyle OutlineStyle { get; set; } = new(0);
    public MarkerStyle MarkerStyle { get; set; } = MarkerStyle.None;
    public FillStyle FillStyle { get; set; } = new();
    public IPlottable? Plottable { get; set; }
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }
    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }
    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
    public Color MarkerColor { get => MarkerStyle.MarkerColor; set => MarkerStyle.MarkerColor = value; }

    // A marker that is asked for is meant to be seen.
    public MarkerShape MarkerShape
    {
        get => MarkerStyle.Shape;
        set
        {
            MarkerStyle.Shape = value;
            MarkerStyle.IsVisible = true;
        }
    }

    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }

    public static IEnumerable<LegendItem> None => [];
    public static IEnumerable<LegendItem> Single(LegendItem item) => [item];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, LineStyle lineStyle) =>
        [new LegendItem { Plottable = plottable, LabelText = label, LineStyle = lineStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, MarkerStyle markerStyle) =>
        [new LegendItem { Plottable = plottable, LabelText = label, MarkerStyle = markerStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, MarkerStyle markerStyle, LineStyle lineStyle) =>
        [new LegendItem { Plottable = plottable, LabelText = label, MarkerStyle = markerStyle, LineStyle = lineStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, FillStyle fillStyle) =>
        [new LegendItem { Plottable = plottable, LabelText = label, FillStyle = fillStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, FillStyle fillStyle, LineStyle lineStyle) =>
        [new LegendItem { Plottable = plottable, LabelText = label, FillStyle = fillStyle, OutlineStyle = lineStyle }];
}

public class Legend
{
    private readonly Plot plot;

    public Legend(Plot plot) => this.plot = plot;

    public bool IsVisible { get; set; } = true;
    public Alignment Alignment { get; set; } = Alignment.LowerRight;
    public Orientation Orientation { get; set; } = Orientation.Vertical;
    public List<LegendItem> ManualItems { get; set; } = [];
    public PixelPadding Margin { get; set; } = new(7);
    public PixelPadding Padding { get; set; } = new(10, 5);
    public PixelPadding InterItemPadding { get; set; } = new(10, 6);
    public float SymbolWidth { get; set; } = 20;
    public float SymbolHeight { get; set; } = 10;
    public float SymbolPadding { get; set; } = 5;
    public bool TightHorizontalWrapping { get; set; }
    public float? FontSize { get; set; }
    public Color? FontColor { get; set; }
    public string? FontName { get; set; }
    public Color BackgroundColor { get; set; } = Colors.White;
    public LineStyle OutlineStyle { get; set; } = new(1);
    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }
    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }
    public Color ShadowColor { get; set; } = Colors.Black.WithAlpha(.2);
    public PixelOffset ShadowOffset { get; set; } = new(3, 3);

    public virtual LegendItem[] GetItems()
    {
        LegendItem[] items =
        [
            .. ManualItems.Concat(plot.PlottableList.Where(item => item.IsVisible).SelectMany(item => item.LegendItems))
                .Where(item => item.IsVisible && item.LabelText.Length > 0),
        ];
        foreach (var item in items)
        {
            item.LabelFontSize = FontSize ?? item.LabelFontSize;
            item.LabelFontColor = FontColor ?? item.LabelFontColor;
            item.LabelFontName = FontName ?? item.LabelFontName;
            item.LabelAlignment = Alignment.MiddleLeft;
        }

        return items;
    }

    public virtual void Render(RenderPack rp)
    {
        LegendItem[] items = IsVisible ? GetItems() : [];
        if (items.Length == 0)
            return;

        var available = rp.DataRect.Contract(Margin);
        var cells = Arrange(items, available.Contract(Padding), rp.Paint);
        var width = cells.Max(cell => cell.Right) + Padding.Horizontal;
        var height = cells.Max(cell => cell.Bottom) + Padding.Vertical;
        var box = new PixelRect(0, width, height, 0).AlignedInside(available, Alignment);

        rp.Canvas.FillRectangle(box.WithOffset(ShadowOffset), ShadowColor);
        rp.Canvas.FillRectangle(box, BackgroundColor);
        rp.Canvas.StrokeRectangle(box, OutlineStyle);
        var origin = new PixelOffset(box.Left + Padding.Left, box.Top + Padding.Top);
        for (var i = 0; i < items.Length; i++)
            Draw(rp, items[i], cells[i].WithOffset(origin));
    }

    // Down a column or along a row, going to the next one where the data area ends.
    private PixelRect[] Arrange(LegendItem[] items, PixelRect space, Paint paint)
    {
        var sizes = Array.ConvertAll(items, item => item.LabelStyle.Measure(item.LabelText, paint).Size);
        var symbol = Math.Max(SymbolWidth, items.Max(item => item.MarkerStyle.Size));
        var height = Math.Max(Math.Max(SymbolHeight, items.Max(item => item.MarkerStyle.Size)), sizes.Max(size => size.Height));
        var widest = symbol + SymbolPadding + sizes.Max(size => size.Width);
        var cells = new PixelRect[items.Length];
        float x = 0, y = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var isRow = Orientation == Orientation.Horizontal;
            var width = isRow && TightHorizontalWrapping ? symbol + SymbolPadding + sizes[i].Width : widest;
            if (isRow && x > 0 && x + width > space.Width)
                (x, y) = (0, y + height + InterItemPadding.Bottom);
            else if (!isRow && y > 0 && y + height > space.Height)
                (x, y) = (x + widest + InterItemPadding.Right, 0);
            cells[i] = new PixelRect(x, x + width, y + height, y);
            if (isRow)
                x += width + InterItemPadding.Right;
            else
                y += height + InterItemPadding.Bottom;
        }

        return cells;
    }

    private void Draw(RenderPack rp, LegendItem item, PixelRect cell)
    {
        var width = Math.Max(SymbolWidth, item.MarkerStyle.Size);
        var symbol = new PixelRect(cell.Left, cell.Left + width, cell.Bottom, cell.Top);
        var fill = symbol.Contract(0, symbol.Height * 0.2f);
        item.LabelStyle.Draw(rp.Canvas, new Pixel(symbol.Right + SymbolPadding, cell.VerticalCenter), item.LabelText);
        rp.Canvas.Line(new PixelLine(symbol.LeftCenter, symbol.RightCenter), item.LineStyle);
        rp.Canvas.FillRectangle(fill, item.FillStyle.VisibleColor);
        rp.Canvas.StrokeRectangle(fill, item.OutlineStyle);
        item.MarkerStyle.Draw(rp.Canvas, symbol.Center);
    }
}
