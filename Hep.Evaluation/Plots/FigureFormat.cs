namespace Hep.Evaluation.Plots;

/// <summary>The kind of file a figure is written as.</summary>
public enum FigureFormat
{
    /// <summary>Pixels, for slides and web pages.</summary>
    Png,

    /// <summary>Lines and text that scale, for web pages.</summary>
    Svg,

    /// <summary>Lines and text that scale, for papers.</summary>
    Pdf,
}
