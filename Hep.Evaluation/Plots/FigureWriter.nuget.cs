using SkiaSharp;

namespace Hep.Evaluation.Plots;

// With the ScottPlot package: it saves neither PDF nor several panels as vectors, but it draws on any SkiaSharp canvas.
public static partial class FigureWriter
{
    private static byte[] Png(Figure figure, double scale)
    {
        int width = Math.Max(1, (int)Math.Round(figure.Width * scale)), height = Math.Max(1, (int)Math.Round(figure.Height * scale));
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)scale);
        Draw(figure, surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static byte[] Svg(Figure figure)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, figure.Width, figure.Height), stream))
            Draw(figure, canvas);
        return stream.ToArray();
    }

    private static byte[] Pdf(Figure figure)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        {
            Draw(figure, document.BeginPage(figure.Width, figure.Height));
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }

    private static void Draw(Figure figure, SKCanvas canvas)
    {
        foreach (var (plot, rect) in FigureLayout.Of(figure))
        {
            // A panel must not wipe out those drawn before it.
            plot.RenderManager.ClearCanvasBeforeEachRender = false;
            plot.Render(canvas, rect);
        }
    }
}
