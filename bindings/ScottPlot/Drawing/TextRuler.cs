using System.Text;

namespace ScottPlot.Drawing;

/// <summary>Measures text. Hinting is off, so that text is as wide in a PNG of any resolution as it is in a PDF.</summary>
internal static class TextRuler
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
    private const string Plain = "0123456789+−";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<Font, Cairo.FontExtents> Extents = [];
    private static nint context;

    /// <summary>A stretch of text on the line, or raised above it.</summary>
    internal readonly record struct Piece(string Text, string Original, bool IsRaised);

    /// <summary>
    /// Cuts text where superscript digits begin and end. Few faces have all of them (Liberation Sans has three), so they
    /// are drawn as small raised digits.
    /// </summary>
    public static IEnumerable<Piece> Pieces(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var raised = Superscripts.Contains(text[start], StringComparison.Ordinal);
            var end = start + 1;
            while (end < text.Length && Superscripts.Contains(text[end], StringComparison.Ordinal) == raised)
                end++;
            var original = text[start..end];
            yield return new Piece(raised ? Lower(original) : original, original, raised);
            start = end;
        }
    }

    private static string Lower(string superscripts)
    {
        var plain = new StringBuilder(superscripts.Length);
        foreach (var c in superscripts)
            plain.Append(Plain[Superscripts.IndexOf(c, StringComparison.Ordinal)]);
        return plain.ToString();
    }

    /// <summary>The width of one line of text.</summary>
    public static double Width(string text, Font font)
    {
        var width = 0.0;
        foreach (var piece in Pieces(text))
        {
            lock (Gate)
            {
                Select(piece.IsRaised ? font.Raised : font);
                Cairo.GetTextExtents(context, piece.Text, out var extents);
                width += extents.XAdvance;
            }
        }

        return width;
    }

    /// <summary>Ascent and descent of a face, both positive.</summary>
    public static (double Ascent, double Descent) Height(Font font)
    {
        lock (Gate)
        {
            if (!Extents.TryGetValue(font, out var extents))
            {
                Select(font);
                Cairo.GetFontExtents(context, out extents);
                Extents[font] = extents;
            }

            return (extents.Ascent, extents.Descent);
        }
    }

    public static void SetFontOptions(nint target)
    {
        var options = Cairo.FontOptionsCreate();
        Cairo.FontOptionsSetHintStyle(options, Cairo.HintStyleNone);
        Cairo.FontOptionsSetHintMetrics(options, Cairo.HintMetricsOff);
        Cairo.FontOptionsSetAntialias(options, 2);
        Cairo.SetFontOptions(target, options);
        Cairo.FontOptionsDestroy(options);
    }

    private static void Select(Font font)
    {
        if (context == 0)
        {
            var surface = Cairo.ImageSurfaceCreate(Cairo.FormatArgb32, 1, 1);
            context = Cairo.Create(surface);
            Cairo.SurfaceDestroy(surface);
            Cairo.Check(Cairo.Status(context), "measure text");
            SetFontOptions(context);
        }

        Cairo.SelectFontFace(context, font.ResolvedFamily, font.IsItalic ? 1 : 0, font.IsBold ? 1 : 0);
        Cairo.SetFontSize(context, font.Size);
    }
}
