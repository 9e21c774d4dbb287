using System.Globalization;
using System.Text;
using Hep.Common;

namespace Hep.Evaluation.Plots;

/// <summary>Writes figures as PNG, SVG and PDF.</summary>
public static partial class FigureWriter
{
    /// <summary>The resolution of PNG images in dots per inch, unless told otherwise.</summary>
    public const double DefaultDpi = 200;

    /// <summary>
    /// Writes a figure once in each format, and its numbers as .csv. A file is replaced as a whole: whoever reads it sees the old one or the new.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="pathWithoutExtension">Where to; the format adds .png, .svg or .pdf. Missing folders are made.</param>
    /// <param name="formats">The formats; all three when none is named.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="IOException">A file cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written there.</exception>
    public static IReadOnlyList<string> Save(Figure figure, string pathWithoutExtension, params FigureFormat[] formats)
    {
        var paths = new List<string>();
        foreach (var format in formats.Length > 0 ? formats : [FigureFormat.Png, FigureFormat.Svg, FigureFormat.Pdf])
        {
            var path = pathWithoutExtension + Extension(format);
            AtomicFile.Write(path, ToBytes(figure, format), "figure");
            paths.Add(path);
        }

        foreach (var (table, ending) in new[] { (figure.Numbers, ".csv"), (figure.RatioNumbers, "_ratio.csv") })
        {
            if (table is null)
                continue;
            var path = pathWithoutExtension + ending;
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(table.ToCsv()), "numbers of a figure");
            paths.Add(path);
        }

        return paths;
    }

    /// <summary>The bytes of a figure's file, for instance to embed it in a web page.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="format">The kind of file; SVG is UTF-8 text.</param>
    /// <param name="dpi">The resolution of a PNG image in dots per inch.</param>
    /// <exception cref="ArgumentOutOfRangeException">The resolution is not positive.</exception>
    public static byte[] ToBytes(Figure figure, FigureFormat format, double dpi = DefaultDpi)
    {
        if (!(dpi > 0))
            throw new ArgumentOutOfRangeException(nameof(dpi), dpi, "the resolution is positive");
        return format switch
        {
            FigureFormat.Png => Png(figure, dpi / 72),
            FigureFormat.Svg => Svg(figure),
            FigureFormat.Pdf => Pdf(figure),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format of figures"),
        };
    }

    private static string Extension(FigureFormat format) => "." + format.ToString().ToLower(CultureInfo.InvariantCulture);
}
