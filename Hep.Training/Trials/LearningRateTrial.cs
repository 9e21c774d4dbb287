using Hep.Evaluation.Plots;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Trials;

/// <summary>Looks for the learning rate of a run card's training: <c>hep train CARD --find-lr</c>. It trains nothing that is kept.</summary>
public static class LearningRateTrial
{
    private const string FigureName = "learning_rate";

    /// <summary>Goes up with the rate, and draws the loss against it into the run folder.</summary>
    /// <param name="request">The run card, and what replaces its values.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="InvalidDataException">The card or the data cannot be used, or the optimiser is one that takes no batches.</exception>
    /// <exception cref="RunFailedException">The loss explodes, or is no number, before there is a curve.</exception>
    public static LearningRateOutcome Execute(TrainRequest request, ITrainingProgress progress, CancellationToken stop = default) =>
        TrialStudy.Run(request, Prepared, progress, stop, study =>
        {
            using var objective = study.Objective();
            var points = new LearningRateSweep(study.Card.Training, objective).Run(progress, stop);
            if (points.Count == 0)
                throw new RunFailedException($"the loss of the first batch is no number: {objective.Describe(0)}");
            var (smooth, smallest, suggested) = LearningRateSweep.Read(points);
            var figures = new FigureFolder(study.Folder.Plots, study.Card.Evaluation);
            figures.Add(FigureName, "Loss against the learning rate", LearningRateFigure.Create([.. points.Zip(smooth, (point, mean) => (point.Rate, point.Loss, mean))], suggested));
            return new LearningRateOutcome(Path.Combine(study.Folder.Plots, FigureName + ".png"), suggested, smallest);
        });

    private static RunCard Prepared(RunCard card) => card.Training.Optimizer is OptimizerOptions.Lbfgs
        ? throw new InvalidDataException("--find-lr: found the optimizer lbfgs, expected one that takes a step a batch; for lbfgs a rate of 1 is the one to begin with")
        : card;
}
