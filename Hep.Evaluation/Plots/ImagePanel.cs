namespace Hep.Evaluation.Plots;

/// <summary>One image of an <see cref="ImageFigure"/>.</summary>
/// <param name="Title">What it shows, in a few words above it; empty: nothing.</param>
/// <param name="Values">The cells, shape [H, W]: row h lies along the y axis, row 0 at its low end; column w along the x axis.</param>
public sealed record ImagePanel(string Title, double[,] Values)
{
    /// <summary>How its values become colours; null: as the options of the figure say.</summary>
    public ImageScale? Scale { get; init; }

    /// <summary>What its colours stand for, beside its colour bar; null: as the options of the figure say.</summary>
    public string? ValueLabel { get; init; }

    /// <summary>Images whose values its colours have to hold, where images have colours of their own: two images with the same ones can be compared. Null: the image itself.</summary>
    public IReadOnlyList<double[,]>? Range { get; init; }
}
