namespace Hep.Training.Runs;

/// <summary>A range of scores: from one that belongs to it up to one that does not.</summary>
/// <param name="Low">The lowest score.</param>
/// <param name="High">The first score above.</param>
internal readonly record struct ScoreWindow(double Low = double.NegativeInfinity, double High = double.PositiveInfinity)
{
    /// <summary>Every score.</summary>
    public static ScoreWindow All => new(double.NegativeInfinity);

    /// <summary>Whether no score is in it.</summary>
    public bool IsEmpty => !(Low < High);

    /// <summary>Whether a score is in it.</summary>
    public bool Holds(double score) => score >= Low && score < High;
}
