namespace Hep.Evaluation.Plots;

/// <summary>A figure of merit at one value of a parameter.</summary>
/// <param name="Value">The parameter, such as a mass.</param>
/// <param name="Figure">The figure of merit with its error.</param>
/// <param name="IsHeldOut">Whether the training had no signal of this value.</param>
public readonly record struct ParameterPlace(double Value, Estimate Figure, bool IsHeldOut = false);
