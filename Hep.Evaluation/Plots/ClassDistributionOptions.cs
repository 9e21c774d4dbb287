namespace Hep.Evaluation.Plots;

/// <summary>How <see cref="ClassDistributionFigure"/> draws.</summary>
public sealed record ClassDistributionOptions
{
    /// <summary>Whether the ordinate is logarithmic.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Places on the abscissa that are marked, such as the cuts of working points.</summary>
    public IReadOnlyList<double> Cuts { get; init; } = [];
}
