namespace Hep.Evaluation.Plots;

/// <summary>A figure of merit against a parameter, for one network or one kind of networks.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Places">The values, rising.</param>
public sealed record ParameterSeries(string Name, IReadOnlyList<ParameterPlace> Places);
