namespace Hep.Evaluation.Showers;

/// <summary>How <see cref="KernelDistance"/> is computed; the defaults are jetnet's.</summary>
public sealed record KernelOptions
{
    /// <summary>The events of a batch, drawn with replacement.</summary>
    public int BatchSize { get; init; } = 5_000;

    /// <summary>The number of batches.</summary>
    public int Batches { get; init; } = 10;

    /// <summary>The degree of the polynomial kernel.</summary>
    public int Degree { get; init; } = 4;

    /// <summary>Whether each feature is divided by the largest absolute value of the reference.</summary>
    public bool IsNormalized { get; init; } = true;

    /// <summary>The seed of the batches.</summary>
    public ulong Seed { get; init; } = 42;
}
