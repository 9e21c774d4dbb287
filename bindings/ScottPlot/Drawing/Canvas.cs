namespace ScottPlot.Drawing;

/// <summary>
/// What a plot is drawn on: straight lines, fills, circles and text, in pixels with y downwards. One drawing code
/// serves PNG and PDF (<see cref="CairoCanvas"/>) and SVG (<see cref="SvgCanvas"/>).
/// </summary>
internal abstract class Canvas : IDisposable
{
    public abstract void Save();
    public abstract void Restore();
    public abstract void Translate(double x, double y);
    public abstract void Rotate(double degrees);
    public abstract void Scale(double factor);
    public abstract void Clip(PixelRect rect);

    /// <summary>Strokes a line through the points; a point that is not finite interrupts it.</summary>
    public abstract void Stroke(IReadOnlyList<Pixel> points, bool close, LineStyle style);
    public abstract void Fill(IReadOnlyList<Pixel> points, Color color);
    public abstract void StrokeCircle(Pixel center, float radius, LineStyle style);
    public abstract void FillCircle(Pixel center, float radius, Color color);
    public abstract void FillRectangle(PixelRect rect, Color color, bool crisp = false);

    /// <summary>Writes one line of text with its baseline at (x, y); anchor 0, 1/2, 1: x is its left end, middle, right end.</summary>
    public abstract void Text(string text, double x, double y, double anchor, Font font, Color color);

    /// <summary>Fills a regular grid of cells (row 0 on top) without seams; neighbours of one color in a row are one rectangle.</summary>
    public virtual void Cells(Color[,] colors, PixelRect rect)
    {
        int rows = colors.GetLength(0), columns = colors.GetLength(1);
        foreach (var (row, first, end) in CellRuns(colors))
        {
            var top = rect.Top + rect.Height * row / rows;
            var bottom = rect.Top + rect.Height * (row + 1) / rows;
            var left = rect.Left + rect.Width * first / columns;
            var right = rect.Left + rect.Width * end / columns;
            FillRectangle(new PixelRect(left, right, bottom, top), colors[row, first], crisp: true);
        }
    }

    public void Line(PixelLine line, LineStyle style) => Stroke([line.Pixel1, line.Pixel2], close: false, style);

    public void StrokeRectangle(PixelRect rect, LineStyle style) =>
        Stroke([rect.TopLeft, rect.TopRight, rect.BottomRight, rect.BottomLeft], close: true, style);

    /// <summary>The finished file.</summary>
    public abstract byte[] ToBytes();

    public abstract void Dispose();

    /// <summary>Cells of one color beside each other, from a first column up to an end.</summary>
    protected static IEnumerable<(int Row, int First, int End)> CellRuns(Color[,] colors)
    {
        int rows = colors.GetLength(0), columns = colors.GetLength(1);
        for (var row = 0; row < rows; row++)
        {
            for (int first = 0, end; first < columns; first = end)
            {
                end = first + 1;
                while (end < columns && colors[row, end] == colors[row, first])
                    end++;
                yield return (row, first, end);
            }
        }
    }

    /// <summary>A straight run of finite points.</summary>
    protected static IEnumerable<List<Pixel>> Runs(IReadOnlyList<Pixel> points)
    {
        var run = new List<Pixel>(points.Count);
        foreach (var point in points)
        {
            if (float.IsFinite(point.X) && float.IsFinite(point.Y))
            {
                run.Add(point);
                continue;
            }

            if (run.Count > 0)
                yield return run;
            run = [];
        }

        if (run.Count > 0)
            yield return run;
    }
}
