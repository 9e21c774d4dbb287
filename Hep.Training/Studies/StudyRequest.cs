using Hep.Training.Cards;

namespace Hep.Training.Studies;

/// <summary>What <c>hep study</c> is asked to do.</summary>
/// <param name="Card">The run card's file, with a section <c>study</c>.</param>
public sealed record StudyRequest(string Card)
{
    /// <summary>Values that replace the card's.</summary>
    public IReadOnlyList<CardOverride> Overrides { get; init; } = [];

    /// <summary>The folder of the study; trainings that are there already are not done again. Null: <c>runs/CARD-study</c>.</summary>
    public string? Out { get; init; }
}
