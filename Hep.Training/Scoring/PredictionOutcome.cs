namespace Hep.Training.Scoring;

/// <summary>What scoring a file has come to.</summary>
/// <param name="Events">The number of events.</param>
/// <param name="Warnings">What a user should know, one sentence each.</param>
public sealed record PredictionOutcome(long Events, IReadOnlyList<string> Warnings);
