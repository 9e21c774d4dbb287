namespace Hep.Evaluation.Anomaly;

/// <summary>What a search would see of an injected signal.</summary>
/// <param name="Signal">The signal events before the cut.</param>
/// <param name="Before">The significance without the cut.</param>
/// <param name="After">The significance behind the cut.</param>
public readonly record struct InjectionPoint(double Signal, Estimate Before, Estimate After);
