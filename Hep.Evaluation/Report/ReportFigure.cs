namespace Hep.Evaluation.Report;

/// <summary>A picture of a report, held in the page itself.</summary>
/// <param name="Caption">What the figure shows, in a sentence or two; also the text for those who cannot see it.</param>
/// <param name="Image">The file's bytes.</param>
/// <param name="MediaType"><c>image/svg+xml</c> or <c>image/png</c>.</param>
public sealed record ReportFigure(string Caption, ReadOnlyMemory<byte> Image, string MediaType)
{
    /// <summary>A picture from a file.</summary>
    /// <param name="caption">What the figure shows.</param>
    /// <param name="path">An SVG or PNG file.</param>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    /// <exception cref="InvalidDataException">Neither .svg nor .png.</exception>
    public static ReportFigure FromFile(string caption, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var mediaType = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            var other => throw new InvalidDataException($"figure '{path}' is of type '{other}'; a report shows .svg and .png"),
        };
        if (!File.Exists(path))
            throw new FileNotFoundException($"no figure '{path}' for the report", path);
        return new ReportFigure(caption, File.ReadAllBytes(path), mediaType);
    }
}
