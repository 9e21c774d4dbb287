namespace ScottPlot
{
    public class Bar
    {
        public double Position { get; set; }
        public double Value { get; set; }
        public double ValueBase { get; set; }
        public double Size { get; set; } = 0.8;
        public double Error { get; set; }
        public double ErrorSize { get; set; } = 0.2;
        public bool ErrorPositive { get; set; } = true;
        public bool ErrorNegative { get; set; } = true;
        public string Label { get; set; } = string.Empty;
        public bool CenterLabel { get; set; }
        public float LabelOffset { get; set; } = 5;
        public bool IsVisible { get; set; } = true;
        public Orientation Orientation { get; set; } = Orientation.Vertical;
        public FillStyle FillStyle { get; set; } = new(Colors.Gray);
        public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }
        public LineStyle LineStyle { get; set; } = new(1);
        public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
        public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
        public CoordinateRect Rect => Oriented(Position - Size / 2, Position + Size / 2, Math.Min(ValueBase, Value), Math.Max(ValueBase, Value));

        public AxisLimits AxisLimits
        {
            get
            {
                var low = Math.Min(ValueBase, ErrorNegative ? Value - Error : Value);
                var high = Math.Max(ValueBase, ErrorPositive ? Value + Error : Value);
                var rect = Oriented(Position - Size / 2, Position + Size / 2, low, high);
                return new AxisLimits(rect.Left, rect.Right, rect.Bottom, rect.Top);
            }
        }

        internal void Draw(RenderPack rp, IAxes axes, LabelStyle labelStyle)
        {
            var rect = axes.GetPixelRect(Rect);
            rp.Canvas.FillRectangle(rect, FillStyle.VisibleColor);
            rp.Canvas.StrokeRectangle(rect, LineStyle);
            if (Error != 0)
            {
                var low = ErrorNegative ? Value - Error : Value;
                var high = ErrorPositive ? Value + Error : Value;
                DrawLine(rp, axes, Position, low, Position, high);
                if (ErrorNegative)
                    DrawLine(rp, axes, Position - ErrorSize / 2, low, Position + ErrorSize / 2, low);
                if (ErrorPositive)
                    DrawLine(rp, axes, Position - ErrorSize / 2, high, Position + ErrorSize / 2, high);
            }

            (labelStyle.Alignment, var place) = (CenterLabel, Orientation, Value >= 0) switch
            {
                (true, _, _) => (Alignment.MiddleCenter, rect.Center),
                (_, Orientation.Vertical, true) => (Alignment.LowerCenter, rect.TopCenter.WithOffset(0, -LabelOffset)),
                (_, Orientation.Vertical, false) => (Alignment.UpperCenter, rect.BottomCenter.WithOffset(0, LabelOffset)),
                (_, _, true) => (Alignment.MiddleLeft, rect.RightCenter.WithOffset(LabelOffset, 0)),
                _ => (Alignment.MiddleRight, rect.LeftCenter.WithOffset(-LabelOffset, 0)),
            };
            labelStyle.Draw(rp.Canvas, place, Label);
        }

        private void DrawLine(RenderPack rp, IAxes axes, double position1, double value1, double position2, double value2)
        {
            var line = Orientation == Orientation.Vertical
                ? new CoordinateLine(position1, value1, position2, value2)
                : new CoordinateLine(value1, position1, value2, position2);
            rp.Canvas.Line(axes.GetPixelLine(line), LineStyle);
        }

        private CoordinateRect Oriented(double left, double right, double low, double high) =>
            Orientation == Orientation.Vertical ? new CoordinateRect(left, right, low, high) : new CoordinateRect(low, high, left, right);
    }
}

namespace ScottPlot.Plottables
{
    public class BarPlot(List<Bar> bars) : IPlottable, IHasLegendText
    {
        public List<Bar> Bars { get; } = bars;
        public string LegendText { get; set; } = string.Empty;
        public bool IsVisible { get; set; } = true;
        public IAxes Axes { get; set; } = new Axes();
        public LabelStyle ValueLabelStyle { get; set; } = new() { Alignment = Alignment.LowerCenter };
        public Color Color { set => Bars.ForEach(bar => bar.FillColor = value); }
        public bool Horizontal { set => Bars.ForEach(bar => bar.Orientation = value ? Orientation.Horizontal : Orientation.Vertical); }

        public IEnumerable<LegendItem> LegendItems =>
            Bars.Count == 0 ? LegendItem.None : LegendItem.Single(this, LegendText, Bars[0].FillStyle, Bars[0].LineStyle);

        public AxisLimits GetAxisLimits() => ExtentBuilder.Limits(Bars.Select(bar => bar.AxisLimits)
            .SelectMany(limits => new[] { new Coordinates(limits.Left, limits.Bottom), new Coordinates(limits.Right, limits.Top) }));

        public virtual void Render(RenderPack rp)
        {
            foreach (var bar in Bars.Where(bar => bar.IsVisible))
                bar.Draw(rp, Axes, ValueLabelStyle);
        }
    }
}
