namespace Hep.Evaluation.Showers;

/// <summary>How two samples of showers are compared.</summary>
public sealed record ShowerComparisonOptions
{
    /// <summary>The bins of a histogram, between the quantiles 0.5% and 99.5% of the reference; what lies outside is underflow and overflow.</summary>
    public int Bins { get; init; } = 50;

    /// <summary>The bootstrap replicas of the errors.</summary>
    public int Replicas { get; init; } = 100;

    /// <summary>The seed of the replicas.</summary>
    public ulong Seed { get; init; } = 1;
}
