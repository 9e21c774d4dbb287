using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Kinds;
using Hep.Training.Progress;

namespace Hep.Training.Runs;

/// <summary>Evaluates a run from its written predictions: metrics, figures and report, at the end of a training or any time later.</summary>
public static class RunEvaluation
{
    /// <summary>Evaluates a run folder again.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="target">The folder that gets metrics, plots and report; null: the run folder, where they are replaced.</param>
    /// <param name="threshold">Takes the place of <c>evaluation.threshold</c> in the run's card; null: the card's.</param>
    /// <param name="progress">Is told which part is at hand; null: nobody is.</param>
    /// <exception cref="FileNotFoundException">The run has no predictions.</exception>
    /// <exception cref="InvalidDataException">A file of the run is broken.</exception>
    public static MetricsTree Evaluate(RunFolder folder, RunFolder? target = null, ThresholdOptions? threshold = null, IStageProgress? progress = null) =>
        RunKind.Of(RunCards.Load(folder.Card)).Evaluate(folder, target ?? folder, threshold, progress);
}
