using ScottPlot.Drawing;

namespace ScottPlot;

public static class Fonts
{
    private static string? chosen;

    public static string Default { get => chosen ?? InstalledFonts.Default; set => chosen = value; }
    public static string Sans { get => Default; set => Default = value; }
    public static string GetDefaultFontFamily() => InstalledFonts.Default;
}

public class LabelStyle
{
    private string? fontName;

    public bool IsVisible { get; set; } = true;
    public string Text { get; set; } = string.Empty;
    public Alignment Alignment { get; set; } = Alignment.UpperLeft;
    public float Rotation { get; set; }
    public Color ForeColor { get; set; } = Colors.Black;
    public Color BackgroundColor { get; set; } = Colors.Transparent;
    public Color BorderColor { get; set; } = Colors.Transparent;
    public float BorderWidth { get; set; } = 1;
    public Color ShadowColor { get; set; } = Colors.Transparent;
    public PixelOffset ShadowOffset { get; set; } = new(3, 3);
    public string FontName { get => fontName ?? Fonts.Default; set => fontName = value; }
    public float FontSize { get; set; } = 12;
    public bool Bold { get; set; }
    public bool Italic;
    public float? LineSpacing { get; set; }
    public PixelPadding PixelPadding { get; set; } = PixelPadding.Zero;
    public float OffsetX;
    public float OffsetY;

    internal Font Font => new(FontName, FontSize, Bold, Italic);

    public MeasuredText Measure(Paint paint) => Measure(Text, paint);

    public MeasuredText Measure(string text, Paint paint)
    {
        string[] lines = string.IsNullOrEmpty(text) ? [] : text.Split('\n');
        var font = Font;
        var (ascent, descent) = TextRuler.Height(font);
        var widths = Array.ConvertAll(lines, line => (float)TextRuler.Width(line, font));
        var lineHeight = LineSpacing ?? (float)(ascent + descent);
        return new MeasuredText
        {
            Size = new PixelSize(widths.DefaultIfEmpty(0).Max(), lineHeight * lines.Length),
            LineHeight = lineHeight,
            LineWidths = widths,
            Bottom = (float)descent,
        };
    }

    public (string text, float height) MeasureHighestString(string[] strings, Paint paint) =>
        strings.Select(text => (text, Measure(text, paint).Height)).DefaultIfEmpty(("", 0)).MaxBy(pair => pair.Item2);

    public (string text, PixelLength width) MeasureWidestString(string[] strings, Paint paint)
    {
        var (text, width) = strings.Select(text => (text, Measure(text, paint).Width)).DefaultIfEmpty(("", 0)).MaxBy(pair => pair.Item2);
        return (text, width);
    }

    /// <summary>Draws <paramref name="text"/> so that the point of it which the alignment names lies at (px).</summary>
    internal void Draw(Canvas canvas, Pixel px, string text)
    {
        if (!IsVisible || string.IsNullOrEmpty(text) || !float.IsFinite(px.X) || !float.IsFinite(px.Y))
            return;

        var measured = Measure(text, Paint.Shared);
        var rect = measured.Rect(Alignment);
        canvas.Save();
        canvas.Translate(px.X + OffsetX, px.Y + OffsetY);
        canvas.Rotate(Rotation);

        var box = rect.Expand(PixelPadding);
        if (BackgroundColor.Alpha > 0)
        {
            canvas.FillRectangle(box.WithOffset(ShadowOffset), ShadowColor);
            canvas.FillRectangle(box, BackgroundColor);
        }

        var anchor = Alignment.Horizontal();
        var baseline = rect.Top + measured.LineHeight - measured.Bottom;
        foreach (var line in text.Split('\n'))
        {
            canvas.Text(line, rect.Left + anchor * rect.Width, baseline, anchor, Font, ForeColor);
            baseline += measured.LineHeight;
        }

        canvas.StrokeRectangle(box, new LineStyle(BorderWidth, BorderColor));
        canvas.Restore();
    }
}

public abstract class LabelStyleProperties
{
    public abstract LabelStyle LabelStyle { get; set; }
    public string LabelText { get => LabelStyle.Text; set => LabelStyle.Text = value; }
    public Color LabelFontColor { get => LabelStyle.ForeColor; set => LabelStyle.ForeColor = value; }
    public float LabelFontSize { get => LabelStyle.FontSize; set => LabelStyle.FontSize = value; }
    public string LabelFontName { get => LabelStyle.FontName; set => LabelStyle.FontName = value; }
    public bool LabelBold { get => LabelStyle.Bold; set => LabelStyle.Bold = value; }
    public bool LabelItalic { get => LabelStyle.Italic; set => LabelStyle.Italic = value; }
    public Alignment LabelAlignment { get => LabelStyle.Alignment; set => LabelStyle.Alignment = value; }
    public float LabelRotation { get => LabelStyle.Rotation; set => LabelStyle.Rotation = value; }
    public float LabelOffsetX { get => LabelStyle.OffsetX; set => LabelStyle.OffsetX = value; }
    public float LabelOffsetY { get => LabelStyle.OffsetY; set => LabelStyle.OffsetY = value; }
    public Color LabelBackgroundColor { get => LabelStyle.BackgroundColor; set => LabelStyle.BackgroundColor = value; }
    public Color LabelBorderColor { get => LabelStyle.BorderColor; set => LabelStyle.BorderColor = value; }
    public float LabelBorderWidth { get => LabelStyle.BorderWidth; set => LabelStyle.BorderWidth = value; }
    public Color LabelShadowColor { get => LabelStyle.ShadowColor; set => LabelStyle.ShadowColor = value; }
    public float LabelPadding { set => LabelStyle.PixelPadding = new PixelPadding(value); }
}

/// <summary>What text is measured with; tick generators are handed one.</summary>
public class Paint : IDisposable
{
    private Paint()
    {
    }

    internal static Paint Shared { get; } = new();

    public static Paint NewDisposablePaint() => new();

    public void Dispose() => GC.SuppressFinalize(this);
}
