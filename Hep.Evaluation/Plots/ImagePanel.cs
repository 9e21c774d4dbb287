namespace Hep.Evaluation.Plots;

/// <summary>One image of an <see cref="ImageFigure"/>.</summary>
/// <param name="Title">What it shows, in a few words above it; empty: nothing.</param>
/// <param name="Values">The cells, shape [H, W]: row h lies along the y axis, row 0 at its low end; column w along the x axis.</param>
public sealed record ImagePanel(string Title, double[,] Values);
