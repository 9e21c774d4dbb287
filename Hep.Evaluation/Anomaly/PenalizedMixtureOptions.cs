namespace Hep.Evaluation.Anomaly;

/// <summary>How a <see cref="PenalizedMixture"/> is fitted.</summary>
public sealed record PenalizedMixtureOptions
{
    /// <summary>The Gaussians of the anomaly f_S.</summary>
    public int Components { get; init; } = 1;

    /// <summary>γ, the penalty on the size of each mean in standard deviations of the background, in units of log-likelihood; 0: none.</summary>
    public double Penalty { get; init; } = 5;

    /// <summary>The share λ that the fit begins with.</summary>
    public double StartShare { get; init; } = 0.05;

    /// <summary>The smallest variance of the anomaly, in units of the background's variance: it must be wider than an event.</summary>
    public double Floor { get; init; } = 1e-3;

    /// <summary>The steps end when the penalised log-likelihood rises by less than this.</summary>
    public double Tolerance { get; init; } = 1e-2;

    /// <summary>The most steps.</summary>
    public int MostSteps { get; init; } = 1000;

    /// <summary>How many starts are tried, at events that the background expects least; the one of the highest penalised likelihood stays.</summary>
    public int Starts { get; init; } = 5;

    /// <summary>The seed of the starts.</summary>
    public ulong Seed { get; init; } = 1;
}
