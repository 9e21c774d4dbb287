namespace Hep.Evaluation.Plots;

/// <summary>How <see cref="ConfusionFigure"/> shows a matrix.</summary>
public sealed record ConfusionFigureOptions
{
    /// <summary>What the cells are fractions of.</summary>
    public Normalization Normalization { get; init; } = Normalization.Row;
}
