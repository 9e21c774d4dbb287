namespace Hep.Data;

/// <summary>One hypothesis of a parameterised sample: the values of its parameters, such as the mass of a new particle, and the signal that was simulated for it.</summary>
/// <param name="Values">A value a parameter.</param>
/// <param name="Events">How many signal events have these values.</param>
/// <param name="SumOfWeights">The sum of their weights.</param>
public sealed record ParameterPoint(IReadOnlyList<double> Values, int Events, double SumOfWeights);
