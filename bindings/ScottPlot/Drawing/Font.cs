namespace ScottPlot.Drawing;

/// <summary>A face at a size in pixels.</summary>
internal readonly record struct Font(string Family, double Size, bool IsBold, bool IsItalic)
{
    // Superscript digits of a text face: 70 % of the size, raised by two fifths of it (as TeX's plain math does, roughly).
    public Font Raised => this with { Size = 0.7 * Size };
    public double RaisedBy => 0.38 * Size;

    /// <summary>The family itself when it is installed, else the best one that is.</summary>
    public string ResolvedFamily => InstalledFonts.Resolve(Family);
}
