namespace Hep.Evaluation.Plots;

/// <summary>What a network gives against one of its inputs, the others being fixed.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">Input and output, in rising order of the input.</param>
/// <param name="Mark">A value of the input that is marked, such as the true mass of the event; NaN: none.</param>
public sealed record ResponseCurve(string Name, IReadOnlyList<(double Input, double Output)> Points, double Mark = double.NaN);
