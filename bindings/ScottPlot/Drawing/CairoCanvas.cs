using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScottPlot.Drawing;

/// <summary>A PNG image or a one-page PDF, drawn by cairo.</summary>
internal sealed unsafe class CairoCanvas : Canvas
{
    // Far outside any page, yet far inside cairo's 24.8 fixed-point coordinates, which wrap around at 2^23.
    private const double Bound = 1e6;

    private readonly bool isRaster;
    private readonly MemoryStream output = new();
    private GCHandle outputHandle;
    private nint surface;
    private nint context;

    private CairoCanvas(bool isRaster) => this.isRaster = isRaster;

    /// <summary>An image of width times height pixels, transparent.</summary>
    public static CairoCanvas Png(int width, int height)
    {
        var canvas = new CairoCanvas(isRaster: true);
        canvas.Open(Cairo.ImageSurfaceCreate(Cairo.FormatArgb32, width, height), FormattableString.Invariant($"make an image of {width} x {height} pixels"));
        return canvas;
    }

    /// <summary>A page of width times height points (1/72 inch).</summary>
    public static CairoCanvas Pdf(double width, double height)
    {
        var canvas = new CairoCanvas(isRaster: false);
        canvas.outputHandle = GCHandle.Alloc(canvas.output);
        var page = Cairo.PdfSurfaceCreate(&Write, GCHandle.ToIntPtr(canvas.outputHandle), width, height);
        canvas.Open(page, FormattableString.Invariant($"make a page of {width} x {height} points"));

        // The same figure gives the same bytes: the day it was drawn is no part of it.
        Cairo.PdfSurfaceSetMetadata(canvas.surface, Cairo.MetadataCreateDate, "1970-01-01T00:00:00Z");
        return canvas;
    }

    private void Open(nint newSurface, string what)
    {
        surface = newSurface;
        context = Cairo.Create(surface);
        Cairo.Check(Cairo.Status(context), what);
        Cairo.SetMiterLimit(context, 4);
        TextRuler.SetFontOptions(context);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint closure, byte* data, uint length)
    {
        ((MemoryStream)GCHandle.FromIntPtr(closure).Target!).Write(new ReadOnlySpan<byte>(data, (int)length));
        return 0;
    }

    public override void Save() => Cairo.Save(context);
    public override void Restore() => Cairo.Restore(context);
    public override void Translate(double x, double y) => Cairo.Translate(context, x, y);
    public override void Rotate(double degrees) => Cairo.Rotate(context, degrees * Math.PI / 180);
    public override void Scale(double factor) => Cairo.Scale(context, factor, factor);

    public override void Clip(PixelRect rect)
    {
        Cairo.NewPath(context);
        Cairo.Rectangle(context, rect.Left, rect.Top, rect.Width, rect.Height);
        Cairo.Clip(context);
    }

    public override void Stroke(IReadOnlyList<Pixel> points, bool close, LineStyle style)
    {
        if (!style.CanBeRendered)
            return;

        var snap = isRaster && !style.AntiAlias && IsOrthogonal(points);
        Cairo.NewPath(context);
        var pieces = 0;
        foreach (var run in Runs(points))
        {
            pieces++;
            for (var i = 0; i < run.Count; i++)
            {
                double x = Math.Clamp(run[i].X, -Bound, Bound), y = Math.Clamp(run[i].Y, -Bound, Bound);
                if (snap)
                    Snap(ref x, ref y, DeviceWidth(style.Width));
                if (i == 0)
                    Cairo.MoveTo(context, x, y);
                else
                    Cairo.LineTo(context, x, y);
            }
        }

        if (close && pieces == 1)
            Cairo.ClosePath(context);
        StrokePath(style, snap);
    }

    public override void StrokeCircle(Pixel center, float radius, LineStyle style)
    {
        if (!style.CanBeRendered)
            return;
        Circle(center, radius);
        StrokePath(style, snap: false);
    }

    public override void FillCircle(Pixel center, float radius, Color color)
    {
        if (color.Alpha == 0)
            return;
        Circle(center, radius);
        Source(color);
        Cairo.Fill(context);
    }

    public override void Fill(IReadOnlyList<Pixel> points, Color color)
    {
        if (color.Alpha == 0)
            return;
        Source(color);
        foreach (var run in Runs(points))
        {
            Cairo.NewPath(context);
            foreach (var point in run)
                Cairo.LineTo(context, Math.Clamp(point.X, -Bound, Bound), Math.Clamp(point.Y, -Bound, Bound));
            Cairo.ClosePath(context);
            Cairo.Fill(context);
        }
    }

    public override void FillRectangle(PixelRect rect, Color color, bool crisp = false)
    {
        if (color.Alpha == 0)
            return;
        double left = Math.Clamp(rect.Left, -Bound, Bound), right = Math.Clamp(rect.Right, -Bound, Bound);
        double top = Math.Clamp(rect.Top, -Bound, Bound), bottom = Math.Clamp(rect.Bottom, -Bound, Bound);

        // Neighbours that only touch leave hairlines in most PDF viewers; opaque ones may overlap a little.
        if (crisp && !isRaster && color.Alpha == 255)
        {
            right += 0.1;
            bottom += 0.1;
        }

        Source(color);
        Cairo.SetAntialias(context, crisp ? Cairo.AntialiasNone : Cairo.AntialiasDefault);
        Cairo.NewPath(context);

        // By its corners: of neighbours, the right end of one is then exactly the left end of the next, which left plus width is not.
        Cairo.MoveTo(context, left, top);
        Cairo.LineTo(context, right, top);
        Cairo.LineTo(context, right, bottom);
        Cairo.LineTo(context, left, bottom);
        Cairo.ClosePath(context);
        Cairo.Fill(context);
        Cairo.SetAntialias(context, Cairo.AntialiasDefault);
    }

    public override void Text(string text, double x, double y, double anchor, Font font, Color color)
    {
        Source(color);
        var left = x - anchor * TextRuler.Width(text, font);
        foreach (var piece in TextRuler.Pieces(text))
        {
            var pieceFont = piece.IsRaised ? font.Raised : font;
            Cairo.SelectFontFace(context, font.ResolvedFamily, font.IsItalic ? 1 : 0, font.IsBold ? 1 : 0);
            Cairo.SetFontSize(context, pieceFont.Size);
            Cairo.MoveTo(context, left, y - (piece.IsRaised ? font.RaisedBy : 0));
            Cairo.ShowText(context, piece.Text);
            left += TextRuler.Width(text: piece.Original, font);
        }

        Cairo.NewPath(context);
    }

    public override byte[] ToBytes()
    {
        Cairo.Check(Cairo.Status(context), "draw the figure");
        if (isRaster)
        {
            Cairo.SurfaceFlush(surface);
            var handle = GCHandle.Alloc(output);
            try
            {
                Cairo.Check(Cairo.SurfaceWriteToPng(surface, &Write, GCHandle.ToIntPtr(handle)), "write the PNG image");
            }
            finally
            {
                handle.Free();
            }
        }
        else
        {
            Cairo.SurfaceFinish(surface);
            Cairo.Check(Cairo.SurfaceStatus(surface), "write the PDF page");
        }

        return output.ToArray();
    }

    /// <summary>The pixels of an image as red, green, blue, [y, x, channel].</summary>
    public byte[,,] ToRgb(int width, int height)
    {
        Cairo.SurfaceFlush(surface);
        var data = Cairo.ImageSurfaceGetData(surface);
        var stride = Cairo.ImageSurfaceGetStride(surface);
        var pixels = new byte[height, width, 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = ((uint*)(data + y * stride))[x];
                (pixels[y, x, 0], pixels[y, x, 1], pixels[y, x, 2]) = ((byte)(pixel >> 16), (byte)(pixel >> 8), (byte)pixel);
            }
        }

        return pixels;
    }

    public override void Dispose()
    {
        if (context != 0)
            Cairo.Destroy(context);
        if (surface != 0)
            Cairo.SurfaceDestroy(surface);
        if (outputHandle.IsAllocated)
            outputHandle.Free();
        (context, surface) = (0, 0);
        GC.SuppressFinalize(this);
    }

    ~CairoCanvas() => Dispose();

    private void Circle(Pixel center, float radius)
    {
        Cairo.NewPath(context);
        Cairo.Arc(context, center.X, center.Y, radius, 0, 2 * Math.PI);
    }

    private void Source(Color color) => Cairo.SetSource(context, color.Red / 255.0, color.Green / 255.0, color.Blue / 255.0, color.Alpha / 255.0);

    private void StrokePath(LineStyle style, bool snap)
    {
        Source(style.Color);
        var width = style.Hairline ? 1 / DeviceScale() : snap ? DeviceWidth(style.Width) / DeviceScale() : style.Width;
        Cairo.SetLineWidth(context, width);
        Cairo.SetLineJoin(context, style.Rounded ? 1 : 0);
        var dashes = Array.ConvertAll(style.Pattern.Intervals, interval => (double)interval);
        fixed (double* pointer = dashes)
            Cairo.SetDash(context, pointer, dashes.Length, style.Pattern.Phase);
        Cairo.Stroke(context);
    }

    private double DeviceScale()
    {
        double x = 1, y = 0;
        Cairo.UserToDeviceDistance(context, ref x, ref y);
        return Math.Sqrt(x * x + y * y);
    }

    private double DeviceWidth(double width) => Math.Max(1, Math.Round(width * DeviceScale()));

    // Puts a frame or tick line on whole pixels, so that it is sharp whatever the scale.
    private void Snap(ref double x, ref double y, double deviceWidth)
    {
        var offset = deviceWidth % 2 / 2;
        Cairo.UserToDevice(context, ref x, ref y);
        x = Math.Floor(x - offset + 0.5) + offset;
        y = Math.Floor(y - offset + 0.5) + offset;
        Cairo.DeviceToUser(context, ref x, ref y);
    }

    private static bool IsOrthogonal(IReadOnlyList<Pixel> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (Math.Abs(points[i].X - points[i - 1].X) > 0.01 && Math.Abs(points[i].Y - points[i - 1].Y) > 0.01)
                return false;
        }

        return true;
    }
}
