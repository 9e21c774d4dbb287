namespace Hep.Evaluation.Anomaly;

/// <summary>How an <see cref="IsolationForest"/> is grown; the defaults are those of the paper.</summary>
public sealed record IsolationForestOptions
{
    /// <summary>The number of trees.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>The events that each tree is grown from, drawn without putting back; all, where there are fewer.</summary>
    public int Sample { get; init; } = 256;

    /// <summary>The seed of samples, features and cuts.</summary>
    public ulong Seed { get; init; } = 1;
}
