using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>What <c>hep train</c> is asked to do.</summary>
/// <param name="Card">The run card's file; null: that of the run that is resumed.</param>
public sealed record TrainRequest(string? Card)
{
    /// <summary>Values that replace the card's.</summary>
    public IReadOnlyList<CardOverride> Overrides { get; init; } = [];

    /// <summary>Whether only a few batches of everything are wanted, to see in seconds that all of it works; the report says so.</summary>
    public bool IsFast { get; init; }

    /// <summary>A run folder whose run goes on where it was ended, by whatever; a folder that is not there or empty gets a new run, if there is a card.</summary>
    public string? Resume { get; init; }

    /// <summary>The run folder; null for the next free one under <c>runs/</c>.</summary>
    public string? Out { get; init; }
}
