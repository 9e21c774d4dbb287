using System.Runtime.InteropServices;

namespace ScottPlot.Drawing;

/// <summary>The functions of cairo that the drawing needs; pointers are cairo's own, owned by <see cref="CairoCanvas"/>.</summary>
internal static unsafe partial class Cairo
{
    private const string Library = "libcairo.so.2";

    static Cairo() => RequireLibrary(Library, "libcairo2");

    /// <summary>Says which package brings a library that is not there.</summary>
    public static void RequireLibrary(string library, string package)
    {
        if (!NativeLibrary.TryLoad(library, out _))
            throw new FileNotFoundException($"{library}, which draws the figures, is not installed; on Debian or Ubuntu: apt-get install {package}", library);
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct TextExtents
    {
        public double XBearing, YBearing, Width, Height, XAdvance, YAdvance;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct FontExtents
    {
        public double Ascent, Descent, Height, MaxXAdvance, MaxYAdvance;
    }

    internal const int FormatArgb32 = 0;
    internal const int AntialiasDefault = 0, AntialiasNone = 1;
    internal const int HintStyleNone = 1, HintMetricsOff = 1;
    internal const int MetadataCreateDate = 5;

    [LibraryImport(Library, EntryPoint = "cairo_image_surface_create")]
    internal static partial nint ImageSurfaceCreate(int format, int width, int height);
    [LibraryImport(Library, EntryPoint = "cairo_image_surface_get_data")]
    internal static partial byte* ImageSurfaceGetData(nint surface);
    [LibraryImport(Library, EntryPoint = "cairo_image_surface_get_stride")]
    internal static partial int ImageSurfaceGetStride(nint surface);
    [LibraryImport(Library, EntryPoint = "cairo_pdf_surface_create_for_stream")]
    internal static partial nint PdfSurfaceCreate(delegate* unmanaged[Cdecl]<nint, byte*, uint, int> write, nint closure, double width, double height);
    [LibraryImport(Library, EntryPoint = "cairo_pdf_surface_set_metadata", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void PdfSurfaceSetMetadata(nint surface, int metadata, string value);
    [LibraryImport(Library, EntryPoint = "cairo_surface_write_to_png_stream")]
    internal static partial int SurfaceWriteToPng(nint surface, delegate* unmanaged[Cdecl]<nint, byte*, uint, int> write, nint closure);
    [LibraryImport(Library, EntryPoint = "cairo_surface_flush")]
    internal static partial void SurfaceFlush(nint surface);
    [LibraryImport(Library, EntryPoint = "cairo_surface_finish")]
    internal static partial void SurfaceFinish(nint surface);
    [LibraryImport(Library, EntryPoint = "cairo_surface_destroy")]
    internal static partial void SurfaceDestroy(nint surface);
    [LibraryImport(Library, EntryPoint = "cairo_surface_status")]
    internal static partial int SurfaceStatus(nint surface);
    [LibraryImport(Library, EntryPoint = "cairo_create")]
    internal static partial nint Create(nint surface);
    [LibraryImport(Library, EntryPoint = "cairo_destroy")]
    internal static partial void Destroy(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_status")]
    internal static partial int Status(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_status_to_string")]
    internal static partial nint StatusToString(int status);

    [LibraryImport(Library, EntryPoint = "cairo_save")]
    internal static partial void Save(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_restore")]
    internal static partial void Restore(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_translate")]
    internal static partial void Translate(nint context, double x, double y);
    [LibraryImport(Library, EntryPoint = "cairo_rotate")]
    internal static partial void Rotate(nint context, double radians);
    [LibraryImport(Library, EntryPoint = "cairo_scale")]
    internal static partial void Scale(nint context, double x, double y);
    [LibraryImport(Library, EntryPoint = "cairo_clip")]
    internal static partial void Clip(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_user_to_device")]
    internal static partial void UserToDevice(nint context, ref double x, ref double y);
    [LibraryImport(Library, EntryPoint = "cairo_user_to_device_distance")]
    internal static partial void UserToDeviceDistance(nint context, ref double x, ref double y);
    [LibraryImport(Library, EntryPoint = "cairo_device_to_user")]
    internal static partial void DeviceToUser(nint context, ref double x, ref double y);

    [LibraryImport(Library, EntryPoint = "cairo_set_antialias")]
    internal static partial void SetAntialias(nint context, int antialias);
    [LibraryImport(Library, EntryPoint = "cairo_set_source_rgba")]
    internal static partial void SetSource(nint context, double red, double green, double blue, double alpha);
    [LibraryImport(Library, EntryPoint = "cairo_set_line_width")]
    internal static partial void SetLineWidth(nint context, double width);
    [LibraryImport(Library, EntryPoint = "cairo_set_line_join")]
    internal static partial void SetLineJoin(nint context, int join);
    [LibraryImport(Library, EntryPoint = "cairo_set_miter_limit")]
    internal static partial void SetMiterLimit(nint context, double limit);
    [LibraryImport(Library, EntryPoint = "cairo_set_dash")]
    internal static partial void SetDash(nint context, double* dashes, int count, double offset);
    [LibraryImport(Library, EntryPoint = "cairo_new_path")]
    internal static partial void NewPath(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_move_to")]
    internal static partial void MoveTo(nint context, double x, double y);
    [LibraryImport(Library, EntryPoint = "cairo_line_to")]
    internal static partial void LineTo(nint context, double x, double y);
    [LibraryImport(Library, EntryPoint = "cairo_close_path")]
    internal static partial void ClosePath(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_rectangle")]
    internal static partial void Rectangle(nint context, double x, double y, double width, double height);
    [LibraryImport(Library, EntryPoint = "cairo_arc")]
    internal static partial void Arc(nint context, double x, double y, double radius, double from, double to);
    [LibraryImport(Library, EntryPoint = "cairo_stroke")]
    internal static partial void Stroke(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_fill")]
    internal static partial void Fill(nint context);
    [LibraryImport(Library, EntryPoint = "cairo_paint")]
    internal static partial void Paint(nint context);

    [LibraryImport(Library, EntryPoint = "cairo_select_font_face", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SelectFontFace(nint context, string family, int slant, int weight);
    [LibraryImport(Library, EntryPoint = "cairo_set_font_size")]
    internal static partial void SetFontSize(nint context, double size);
    [LibraryImport(Library, EntryPoint = "cairo_text_extents", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void GetTextExtents(nint context, string text, out TextExtents extents);
    [LibraryImport(Library, EntryPoint = "cairo_font_extents")]
    internal static partial void GetFontExtents(nint context, out FontExtents extents);
    [LibraryImport(Library, EntryPoint = "cairo_show_text", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void ShowText(nint context, string text);
    [LibraryImport(Library, EntryPoint = "cairo_font_options_create")]
    internal static partial nint FontOptionsCreate();
    [LibraryImport(Library, EntryPoint = "cairo_font_options_destroy")]
    internal static partial void FontOptionsDestroy(nint options);
    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_hint_style")]
    internal static partial void FontOptionsSetHintStyle(nint options, int style);
    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_hint_metrics")]
    internal static partial void FontOptionsSetHintMetrics(nint options, int metrics);
    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_antialias")]
    internal static partial void FontOptionsSetAntialias(nint options, int antialias);
    [LibraryImport(Library, EntryPoint = "cairo_set_font_options")]
    internal static partial void SetFontOptions(nint context, nint options);

    /// <summary>Throws what cairo has to say when a status is not success.</summary>
    internal static void Check(int status, string what)
    {
        if (status != 0)
            throw new InvalidOperationException($"cairo could not {what}: {Marshal.PtrToStringUTF8(StatusToString(status))}");
    }
}
