namespace Hep.Training.Cards;

/// <summary>How much one value of a parameter counts in the training, relative to the others.</summary>
/// <param name="Value">The value.</param>
/// <param name="Share">Its share, greater than 0.</param>
public sealed record ParameterShare(double Value, double Share);
