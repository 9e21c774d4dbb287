namespace Hep.Evaluation.Plots;

/// <summary>An axis of an image.</summary>
/// <param name="Name">The quantity, such as eta.</param>
/// <param name="Unit">Its unit; empty: a pure number.</param>
/// <param name="Low">The outer edge of the first cell.</param>
/// <param name="High">The outer edge of the last cell, above <paramref name="Low"/>.</param>
public sealed record ImageAxis(string Name, string Unit, double Low, double High);
