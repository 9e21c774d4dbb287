namespace Hep.Evaluation.Plots;

/// <summary>One series of a <see cref="BinnedFigure"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">A value a bin, shape [B]; NaN where there is none.</param>
public sealed record BinnedSeries(string Name, IReadOnlyList<Estimate> Values);
