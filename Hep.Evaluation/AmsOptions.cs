namespace Hep.Evaluation;

/// <summary>How an <see cref="AmsScan"/> turns weights into expected yields.</summary>
public sealed record AmsOptions
{
    /// <summary>The constant b_reg added to the background.</summary>
    public double Regularisation { get; init; } = Significance.ChallengeRegularisation;

    /// <summary>The expected signal yield before selection, to which the weights of a split are scaled; null leaves them as they are.</summary>
    public double? ExpectedSignal { get; init; }

    /// <summary>The expected background yield before selection, to which the weights of a split are scaled; null leaves them as they are.</summary>
    public double? ExpectedBackground { get; init; }

    /// <summary>
    /// The best threshold is sought among those that select at least so many effective background entries, (sum w)^2 / sum w^2; 0: among all.
    /// At the edge of a sample the background is not measured, and the largest significance is a fluctuation of it.
    /// </summary>
    public double LeastBackgroundEntries { get; init; }
}
