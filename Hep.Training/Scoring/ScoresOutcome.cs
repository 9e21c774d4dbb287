using Hep.Evaluation;
using Hep.Training.Runs;

namespace Hep.Training.Scoring;

/// <summary>What the evaluation of a table of scores came to.</summary>
/// <param name="Folder">Where metrics, figures and report are.</param>
/// <param name="Metrics">The figures of merit: a branch a column of scores; of several classes, a branch of all of them and one with a branch a class.</param>
/// <param name="Notes">What the user should know.</param>
public sealed record ScoresOutcome(RunFolder Folder, MetricsTree Metrics, IReadOnlyList<string> Notes);
