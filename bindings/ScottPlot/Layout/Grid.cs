namespace ScottPlot
{
    public class GridStyle
    {
        public bool IsVisible { get; set; } = true;
        public bool IsBeneathPlottables { get; set; } = true;
        public LineStyle MajorLineStyle { get; set; } = new(1, Colors.Black.WithAlpha(.1)) { AntiAlias = false };
        public LineStyle MinorLineStyle { get; set; } = new(0, Colors.Black.WithAlpha(.05)) { AntiAlias = false };
        public int MaximumNumberOfGridLines { get; set; } = 1000;

        public void Render(RenderPack rp, IAxis axis, IEnumerable<Tick> ticks)
        {
            foreach (var isMajor in new[] { false, true })
            {
                var style = isMajor ? MajorLineStyle : MinorLineStyle;
                foreach (var tick in ticks.Where(tick => tick.IsMajor == isMajor).Take(MaximumNumberOfGridLines))
                {
                    var pixel = axis.GetPixel(tick.Position, rp.DataRect);
                    rp.Canvas.Line(
                        axis.Edge.IsVertical()
                            ? new PixelLine(rp.DataRect.Left, pixel, rp.DataRect.Right, pixel)
                            : new PixelLine(pixel, rp.DataRect.Bottom, pixel, rp.DataRect.Top),
                        style);
                }
            }
        }
    }
}

namespace ScottPlot.Grids
{
    public class DefaultGrid(IXAxis xAxis, IYAxis yAxis)
    {
        public bool IsVisible { get; set; } = true;
        public bool IsBeneathPlottables { get; set; } = true;
        public IXAxis XAxis { get; set; } = xAxis;
        public IYAxis YAxis { get; set; } = yAxis;
        public GridStyle XAxisStyle { get; set; } = new();
        public GridStyle YAxisStyle { get; set; } = new();

        public Color LineColor
        {
            set
            {
                MajorLineColor = value;
                MinorLineColor = value;
            }
        }

        public Color MajorLineColor
        {
            get => XAxisStyle.MajorLineStyle.Color;
            set => XAxisStyle.MajorLineStyle.Color = YAxisStyle.MajorLineStyle.Color = value;
        }

        public Color MinorLineColor { set => XAxisStyle.MinorLineStyle.Color = YAxisStyle.MinorLineStyle.Color = value; }
        public float MajorLineWidth { set => XAxisStyle.MajorLineStyle.Width = YAxisStyle.MajorLineStyle.Width = value; }
        public float MinorLineWidth { set => XAxisStyle.MinorLineStyle.Width = YAxisStyle.MinorLineStyle.Width = value; }
        public LinePattern MajorLinePattern { set => XAxisStyle.MajorLineStyle.Pattern = YAxisStyle.MajorLineStyle.Pattern = value; }

        public void Render(RenderPack rp)
        {
            if (!IsVisible)
                return;
            if (XAxisStyle.IsVisible)
                XAxisStyle.Render(rp, XAxis, XAxis.TickGenerator.Ticks);
            if (YAxisStyle.IsVisible)
                YAxisStyle.Render(rp, YAxis, YAxis.TickGenerator.Ticks);
        }
    }
}
