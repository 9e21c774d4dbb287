using ScottPlot.Drawing;

namespace ScottPlot
{
    public interface IMultiplotLayout
    {
        PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect);
    }

    public interface IMultiplot
    {
        SubplotCollection Subplots { get; }
        IMultiplotLayout Layout { get; set; }
        MultiplotSharedAxisManager SharedAxes { get; }
    }

    public class SubplotCollection
    {
        private readonly List<Plot> plots = [];

        public int Count => plots.Count;
        public void Add(Plot plot) => plots.Add(plot);
        public Plot GetPlot(int index) => plots[index];
        public Plot[] GetPlots() => [.. plots];
        public void Remove(Plot plot) => plots.Remove(plot);
        public void RemoveAt(int index) => plots.RemoveAt(index);
    }

    public class MultiplotSharedAxisManager
    {
        private readonly List<Plot> sharingX = [];
        private readonly List<Plot> sharingY = [];

        public void ShareX(IEnumerable<Plot> plots) => Replace(sharingX, plots);
        public void ShareY(IEnumerable<Plot> plots) => Replace(sharingY, plots);

        /// <summary>The first plot of a group whose limits are set lends them to the others.</summary>
        public void UpdateSharedPlotAxisLimits()
        {
            if (sharingX.FirstOrDefault(plot => plot.Axes.Bottom.Range.HasBeenSet) is { } x)
                sharingX.ForEach(plot => plot.Axes.Bottom.Range.Set(x.Axes.Bottom.Range));
            if (sharingY.FirstOrDefault(plot => plot.Axes.Left.Range.HasBeenSet) is { } y)
                sharingY.ForEach(plot => plot.Axes.Left.Range.Set(y.Axes.Left.Range));
        }

        private static void Replace(List<Plot> group, IEnumerable<Plot> plots)
        {
            group.Clear();
            group.AddRange(plots);
        }
    }

    public class Multiplot : IMultiplot
    {
        public Multiplot()
            : this(new Plot())
        {
        }

        public Multiplot(Plot plot) => Subplots.Add(plot);

        public SubplotCollection Subplots { get; } = new();
        public IMultiplotLayout Layout { get; set; } = new MultiplotLayouts.Rows();
        public MultiplotSharedAxisManager SharedAxes { get; } = new();

        internal void Draw(Canvas canvas, PixelRect rect)
        {
            SharedAxes.UpdateSharedPlotAxisLimits();
            var rectangles = Layout.GetSubplotRectangles(Subplots, rect);
            for (var i = 0; i < rectangles.Length; i++)
                Subplots.GetPlot(i).Draw(canvas, rectangles[i]);
        }
    }

    public static class IMultiplotExtensions
    {
        public static Plot AddPlot(this IMultiplot multiplot)
        {
            var plot = new Plot();
            multiplot.Subplots.Add(plot);
            return plot;
        }

        public static void AddPlot(this IMultiplot multiplot, Plot plot) => multiplot.Subplots.Add(plot);

        public static void AddPlots(this IMultiplot multiplot, int total)
        {
            while (multiplot.Subplots.Count < total)
                multiplot.AddPlot();
        }

        public static int Count(this IMultiplot multiplot) => multiplot.Subplots.Count;
        public static Plot GetPlot(this IMultiplot multiplot, int index) => multiplot.Subplots.GetPlot(index);
        public static Plot[] GetPlots(this IMultiplot multiplot) => multiplot.Subplots.GetPlots();

        public static SavedImageInfo SavePng(this IMultiplot multiplot, string filename, int width = 800, int height = 600)
        {
            Plot.CheckSize(width, height);
            using var canvas = CairoCanvas.Png(width, height);
            ((Multiplot)multiplot).Draw(canvas, new PixelRect(0, width, height, 0));
            return Plot.Write(filename, canvas.ToBytes());
        }
    }
}

namespace ScottPlot.MultiplotLayouts
{
    public class Grid(int rows, int columns) : IMultiplotLayout
    {
        public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect)
        {
            float width = figureRect.Width / columns, height = figureRect.Height / rows;
            var rectangles = new PixelRect[Math.Min(subplots.Count, rows * columns)];
            for (var i = 0; i < rectangles.Length; i++)
            {
                float left = figureRect.Left + width * (i % columns), top = figureRect.Top + height * (i / columns);
                rectangles[i] = new PixelRect(left, left + width, top + height, top);
            }

            return rectangles;
        }
    }

    public class Rows : IMultiplotLayout
    {
        public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect) =>
            new Grid(Math.Max(1, subplots.Count), 1).GetSubplotRectangles(subplots, figureRect);
    }

    public class Columns : IMultiplotLayout
    {
        public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect) =>
            new Grid(1, Math.Max(1, subplots.Count)).GetSubplotRectangles(subplots, figureRect);
    }
}
