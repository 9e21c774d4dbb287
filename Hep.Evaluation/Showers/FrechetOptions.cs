namespace Hep.Evaluation.Showers;

/// <summary>How <see cref="FrechetDistance"/> goes to endless samples; the defaults are jetnet's.</summary>
public sealed record FrechetOptions
{
    /// <summary>The events of the smallest batches.</summary>
    public int SmallestBatch { get; init; } = 20_000;

    /// <summary>The events of the largest batches.</summary>
    public int LargestBatch { get; init; } = 50_000;

    /// <summary>How many sizes there are, evenly in 1 / size.</summary>
    public int Points { get; init; } = 10;

    /// <summary>The batches of each size.</summary>
    public int Batches { get; init; } = 20;

    /// <summary>Whether each feature is divided by the largest absolute value of the reference.</summary>
    public bool IsNormalized { get; init; } = true;

    /// <summary>The seed of the batches.</summary>
    public ulong Seed { get; init; } = 42;
}
