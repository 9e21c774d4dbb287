using Hep.Evaluation;

namespace Hep.Training.Runs;

/// <summary>What a run came to.</summary>
/// <param name="Folder">Where everything is.</param>
/// <param name="Facts">Where it came from and how it went.</param>
/// <param name="Metrics">The figures of merit.</param>
/// <param name="Stopped">Why the training ended.</param>
public sealed record RunOutcome(RunFolder Folder, RunFacts Facts, MetricsTree Metrics, StopReason Stopped)
{
    /// <summary>How the threshold was chosen, in words: <c>chosen on validation</c>.</summary>
    public string ThresholdInWords => ThresholdChoice.InWords(Metrics, "test");
}
