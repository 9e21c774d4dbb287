using Hep.Training.Runs;

namespace Hep.Training.Measured;

/// <summary>Which measured events a run has scored.</summary>
/// <param name="Files">Their files.</param>
/// <param name="BlindAbove">Events with a score at or above it were left out; null: none was.</param>
public sealed record MeasuredFacts(IReadOnlyList<InputFileFacts> Files, double? BlindAbove);
