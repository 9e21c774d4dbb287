namespace Hep.Evaluation.Plots;

/// <summary>What a network gives against one of its inputs, the others being fixed.</summary>
/// <param name="Name">What it is called in the numbers, and in the legend.</param>
/// <param name="Points">Input and output, in rising order of the input.</param>
public sealed record ResponseCurve(string Name, IReadOnlyList<(double Input, double Output)> Points)
{
    /// <summary>What the legend says in place of the name: curves of one group look alike, and have one line there; null: the curve stands for itself.</summary>
    public string? Group { get; init; }

    /// <summary>A value of the input that is marked, such as the true mass of the event; NaN: none.</summary>
    public double Mark { get; init; } = double.NaN;
}
