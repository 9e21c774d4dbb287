using ScottPlot;
using ScottPlot.Drawing;

namespace Hep.Evaluation.Plots;

// With the binding of ScottPlot: the three formats come from one drawing.
public static partial class FigureWriter
{
    private static byte[] Png(Figure figure, double scale)
    {
        int width = Math.Max(1, (int)Math.Round(figure.Width * scale)), height = Math.Max(1, (int)Math.Round(figure.Height * scale));
        using var canvas = CairoCanvas.Png(width, height);
        canvas.FillRectangle(new PixelRect(0, width, height, 0), Colors.White);
        canvas.Scale(scale);
        return Draw(figure, canvas);
    }

    private static byte[] Svg(Figure figure)
    {
        using var canvas = new SvgCanvas(figure.Width, figure.Height, "pt");
        return Draw(figure, canvas);
    }

    private static byte[] Pdf(Figure figure)
    {
        using var canvas = CairoCanvas.Pdf(figure.Width, figure.Height);
        return Draw(figure, canvas);
    }

    private static byte[] Draw(Figure figure, Canvas canvas)
    {
        foreach (var (plot, rect) in FigureLayout.Of(figure))
            plot.Draw(canvas, rect);
        return canvas.ToBytes();
    }
}
