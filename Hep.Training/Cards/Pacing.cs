namespace Hep.Training.Cards;

/// <summary>How the fraction of events that are in a curriculum grows from epoch to epoch.</summary>
public enum Pacing
{
    /// <summary>By the same step every epoch.</summary>
    Linear,

    /// <summary>By the same factor every epoch (arXiv:1904.03626, fixed exponential pacing).</summary>
    Exponential,

    /// <summary>Not at all, then all come in at once (arXiv:1904.03626, single-step pacing).</summary>
    Step,
}
