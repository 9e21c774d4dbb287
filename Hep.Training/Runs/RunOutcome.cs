using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Kinds;

namespace Hep.Training.Runs;

/// <summary>What a run came to.</summary>
/// <param name="Folder">Where everything is.</param>
/// <param name="Facts">Where it came from and how it went.</param>
/// <param name="Metrics">The figures of merit.</param>
/// <param name="Stopped">Why the training ended.</param>
public sealed record RunOutcome(RunFolder Folder, RunFacts Facts, MetricsTree Metrics, StopReason Stopped)
{
    /// <summary>The figures of merit in a few lines, a name and its value.</summary>
    public IEnumerable<(string Name, string Value)> Summary() => RunKind.Of(RunCards.Load(Folder.Card)).Summary(Facts, Metrics);
}
