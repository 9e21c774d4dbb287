using System.Globalization;
using System.Text;

namespace ScottPlot.Drawing;

/// <summary>
/// A scalable drawing whose text stays text: it can be searched, read aloud and edited (cairo's own SVG turns letters
/// into outlines). Widths come from the same measurements as for PNG and PDF.
/// </summary>
internal sealed class SvgCanvas : Canvas
{
    private readonly StringBuilder xml = new();
    private readonly Stack<int> openGroups = new();
    private int groups;
    private int clips;

    /// <param name="width">Width of the drawing's coordinates.</param>
    /// <param name="height">Height of the drawing's coordinates.</param>
    /// <param name="unit">px or pt, the size of one coordinate.</param>
    public SvgCanvas(double width, double height, string unit = "px") =>
        xml.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" ")
            .Append(CultureInfo.InvariantCulture, $"width=\"{N(width)}{unit}\" height=\"{N(height)}{unit}\" viewBox=\"0 0 {N(width)} {N(height)}\">\n");

    public override void Save()
    {
        openGroups.Push(groups);
        groups = 0;
    }

    public override void Restore()
    {
        for (var i = 0; i < groups; i++)
            xml.Append("</g>\n");
        groups = openGroups.Pop();
    }

    public override void Translate(double x, double y) => Group($"transform=\"translate({N(x)} {N(y)})\"");
    public override void Rotate(double degrees)
    {
        if (degrees != 0)
            Group($"transform=\"rotate({N(degrees)})\"");
    }

    public override void Scale(double factor)
    {
        if (factor != 1)
            Group($"transform=\"scale({N(factor)})\"");
    }

    public override void Clip(PixelRect rect)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"clip{clips++}");
        xml.Append(CultureInfo.InvariantCulture, $"<clipPath id=\"{id}\"><rect {Box(rect)}/></clipPath>\n");
        Group($"clip-path=\"url(#{id})\"");
    }

    public override void Stroke(IReadOnlyList<Pixel> points, bool close, LineStyle style)
    {
        if (style.CanBeRendered)
            xml.Append(CultureInfo.InvariantCulture, $"<path d=\"{PathData(points, close)}\" fill=\"none\" {Pen(style)}/>\n");
    }

    public override void Fill(IReadOnlyList<Pixel> points, Color color)
    {
        if (color.Alpha != 0)
            xml.Append(CultureInfo.InvariantCulture, $"<path d=\"{PathData(points, close: true)}\" {Ink("fill", color)}/>\n");
    }

    public override void StrokeCircle(Pixel center, float radius, LineStyle style)
    {
        if (style.CanBeRendered)
            xml.Append(CultureInfo.InvariantCulture, $"<circle {Circle(center, radius)} fill=\"none\" {Pen(style)}/>\n");
    }

    public override void FillCircle(Pixel center, float radius, Color color)
    {
        if (color.Alpha != 0)
            xml.Append(CultureInfo.InvariantCulture, $"<circle {Circle(center, radius)} {Ink("fill", color)}/>\n");
    }

    public override void FillRectangle(PixelRect rect, Color color, bool crisp = false)
    {
        if (color.Alpha != 0)
            xml.Append(CultureInfo.InvariantCulture, $"<rect {Box(rect)} {Ink("fill", color)}{(crisp ? " shape-rendering=\"crispEdges\"" : "")}/>\n");
    }

    // One path a color in whole-numbered cells: a picture of many cells stays a small file.
    public override void Cells(Color[,] colors, PixelRect rect)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({N(rect.Left)} {N(rect.Top)}) scale({Fine(rect.Width / colors.GetLength(1))} {Fine(rect.Height / colors.GetLength(0))})\" shape-rendering=\"crispEdges\">\n");
        foreach (var color in CellRuns(colors).GroupBy(run => colors[run.Row, run.First]).Where(color => color.Key.Alpha != 0))
        {
            xml.Append("<path d=\"");
            foreach (var (row, first, end) in color)
                xml.Append(CultureInfo.InvariantCulture, $"M{first} {row}h{end - first}v1h{first - end}z");
            xml.Append(CultureInfo.InvariantCulture, $"\" {Ink("fill", color.Key)}/>\n");
        }

        xml.Append("</g>\n");
    }

    public override void Text(string text, double x, double y, double anchor, Font font, Color color)
    {
        var start = anchor switch { 0 => "start", 1 => "end", _ => "middle" };
        xml.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{start}\" ")
            .Append(CultureInfo.InvariantCulture, $"font-family=\"{Escape(font.ResolvedFamily)}, Arial, Helvetica, sans-serif\" font-size=\"{N(font.Size)}\"")
            .Append(font.IsBold ? " font-weight=\"bold\"" : "")
            .Append(font.IsItalic ? " font-style=\"italic\"" : "")
            .Append(CultureInfo.InvariantCulture, $" xml:space=\"preserve\" {Ink("fill", color)}>{Escape(text)}</text>\n");
    }

    public override byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => xml + "</svg>\n";

    public override void Dispose()
    {
    }

    private void Group(string attributes)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<g {attributes}>\n");
        groups++;
    }

    private static string PathData(IReadOnlyList<Pixel> points, bool close)
    {
        var path = new StringBuilder();
        foreach (var run in Runs(points))
        {
            for (var i = 0; i < run.Count; i++)
                path.Append(i == 0 ? 'M' : 'L').Append(N(run[i].X)).Append(' ').Append(N(run[i].Y));
            if (close)
                path.Append('Z');
        }

        return path.ToString();
    }

    private static string Pen(LineStyle style)
    {
        var dashes = style.Pattern.Intervals;
        var pattern = dashes.Length == 0 ? "" : $" stroke-dasharray=\"{string.Join(' ', dashes.Select(dash => N(dash)))}\"";
        return $"{Ink("stroke", style.Color)} stroke-width=\"{N(style.Hairline ? 1 : style.Width)}\"{pattern}"
            + (style.Rounded ? " stroke-linejoin=\"round\"" : "");
    }

    private static string Ink(string what, Color color)
    {
        var opaque = $"{what}=\"{color.WithAlpha((byte)255).ToHex()}\"";
        return color.Alpha == 255 ? opaque : $"{opaque} {what}-opacity=\"{N(color.Alpha / 255.0)}\"";
    }

    private static string Box(PixelRect rect) => $"x=\"{N(rect.Left)}\" y=\"{N(rect.Top)}\" width=\"{N(rect.Width)}\" height=\"{N(rect.Height)}\"";

    private static string Circle(Pixel center, float radius) => $"cx=\"{N(center.X)}\" cy=\"{N(center.Y)}\" r=\"{N(radius)}\"";

    // What many cells multiply.
    private static string Fine(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string N(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);

    // Control characters are not allowed in XML, not even escaped.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                _ when char.IsControl(c) => escaped.Append(' '),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
