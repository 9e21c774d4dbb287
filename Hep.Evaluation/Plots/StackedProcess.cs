namespace Hep.Evaluation.Plots;

/// <summary>One process of a <see cref="StackFigure"/>.</summary>
/// <param name="Name">Its name in the legend, where its yield is added.</param>
/// <param name="Histogram">Its weighted distribution, normalised to the expected yield.</param>
public sealed record StackedProcess(string Name, Histogram Histogram)
{
    /// <summary>Its place in the palette, so that a process has the same colour in every figure.</summary>
    public int Colour { get; init; }

    /// <summary>Whether it is also drawn as a line of its own, scaled up to be seen (not on a logarithmic axis): a signal that is small in the stack.</summary>
    public bool IsOverlaid { get; init; }
}
