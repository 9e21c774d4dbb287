using Hep.Evaluation;

namespace Hep.Training.Studies;

/// <summary>What a study has come to.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Comparison">The comparison; null: the study was interrupted before.</param>
/// <param name="Stopped">Whether it was interrupted.</param>
public sealed record StudyOutcome(StudyFolder Folder, MetricsTree? Comparison, StopReason Stopped);
