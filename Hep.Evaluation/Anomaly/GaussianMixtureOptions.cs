namespace Hep.Evaluation.Anomaly;

/// <summary>How a <see cref="GaussianMixture"/> is fitted.</summary>
public sealed record GaussianMixtureOptions
{
    /// <summary>The number of Gaussians J.</summary>
    public int Components { get; init; } = 5;

    /// <summary>The steps end when the mean log-likelihood of an event rises by less than this.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The most steps.</summary>
    public int MostSteps { get; init; } = 300;

    /// <summary>What is added to the variances, as a share of each feature's variance, so that no Gaussian collapses onto an event.</summary>
    public double Floor { get; init; } = 1e-6;

    /// <summary>How many starts are tried; the one of the highest likelihood stays.</summary>
    public int Starts { get; init; } = 2;

    /// <summary>The seed of the starts.</summary>
    public ulong Seed { get; init; } = 1;
}
