namespace Hep.Evaluation.Plots;

/// <summary>An input of a network for a small plot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">The unit for the axis; null or empty: none.</param>
/// <param name="Values">One value per event, [N]; NaN where it is missing.</param>
public sealed record InputVariable(string Name, string? Unit, float[] Values);
