using ScottPlot.Drawing;

namespace ScottPlot;

/// <summary>A plot as pixels.</summary>
public class Image : IDisposable
{
    private readonly CairoCanvas canvas;

    internal Image(CairoCanvas canvas, int width, int height) => (this.canvas, Width, Height) = (canvas, width, height);

    public int Width { get; }
    public int Height { get; }

    /// <summary>Red, green and blue of each pixel, [Height, Width, 3].</summary>
    public byte[,,] GetArrayRGB() => canvas.ToRgb(Width, Height);

    public void Dispose()
    {
        canvas.Dispose();
        GC.SuppressFinalize(this);
    }
}
