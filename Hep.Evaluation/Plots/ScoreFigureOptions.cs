namespace Hep.Evaluation.Plots;

/// <summary>How <see cref="ScoreFigure"/> bins and scales.</summary>
public sealed record ScoreFigureOptions
{
    /// <summary>The number of bins.</summary>
    public int Bins { get; init; } = 25;

    /// <summary>Whether the ordinate is logarithmic.</summary>
    public bool Logarithmic { get; init; }
}
