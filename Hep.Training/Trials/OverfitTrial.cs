using Hep.Data;
using Hep.Evaluation.Plots;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Trials;

/// <summary>
/// Trains on a few events until they are learned by heart: <c>hep train CARD --overfit N</c>. A network that cannot do that has a mistake somewhere, in
/// its inputs, its labels, its loss or its learning rate. Whatever keeps a training from learning by heart is left out.
/// </summary>
public static class OverfitTrial
{
    private const int MostEpochs = 2000;
    private const double ByHeart = 0.01;

    /// <summary>Trains on them.</summary>
    /// <param name="request">The run card, and what replaces its values.</param>
    /// <param name="events">How many events, 2 or more; half of them of each class, with weights greater than 0.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends it after the batch at hand.</param>
    /// <exception cref="InvalidDataException">The card or the data cannot be used, or there are too few events.</exception>
    /// <exception cref="RunFailedException">The training diverged.</exception>
    public static OverfitOutcome Execute(TrainRequest request, int events, ITrainingProgress progress, CancellationToken stop = default) =>
        TrialStudy.Run(request, Prepared, progress, stop, study => Train(study, events, progress, stop));

    private static OverfitOutcome Train(TrialStudy study, int events, ITrainingProgress progress, CancellationToken stop)
    {
        using var few = new EventSet(Few(study.Sample, events));
        using var objective = study.Objective(few, few, Math.Min(study.Card.Training.BatchSize, events));
        var trainer = new Trainer(study.Card.Training, objective, progress) { IsEnough = epoch => epoch.ValidationLoss < ByHeart };
        trainer.Run(_ => { }, stop);
        stop.ThrowIfCancellationRequested();
        trainer.History.Save(study.Folder.History);
        var losses = trainer.History.Epochs;
        var figures = new FigureFolder(study.Folder.Plots, study.Card.Evaluation);
        figures.Add("loss", "Loss of a few events", LossFigure.Create([.. losses.Select(epoch => new EpochLosses(epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss))]));
        return new OverfitOutcome(events, losses.Count, losses[^1].ValidationLoss, losses[^1].ValidationLoss < ByHeart, Path.Combine(study.Folder.Plots, "loss.png"));
    }

    // In the evaluation mode the loss of the events that it is trained on is the validation loss.
    private static RunCard Prepared(RunCard card) => card with
    {
        Model = card.Model.WithoutDropout(),
        Transfer = new(),
        Training = card.Training with
        {
            Epochs = MostEpochs,
            Loss = new LossOptions.CrossEntropy(),
            Optimizer = card.Training.Optimizer switch
            {
                OptimizerOptions.Sgd o => o with { WeightDecay = 0 },
                OptimizerOptions.RmsProp o => o with { WeightDecay = 0 },
                OptimizerOptions.Adagrad o => o with { WeightDecay = 0 },
                OptimizerOptions.Adadelta o => o with { WeightDecay = 0 },
                OptimizerOptions.AdaptiveMoments o => o with { WeightDecay = 0 },
                var other => other,
            },
            Schedule = new ScheduleOptions.Constant(),
            Warmup = null,
            Penalty = null,
            Averaging = new AveragingOptions.None(),
            Curriculum = null,
            EarlyStopping = null,
            Augmentation = null,
        },
        Evaluation = card.Evaluation with { Average = null },
    };

    private static EventTable Few(EventTable events, int count)
    {
        var rows = new List<int>();
        for (var label = 0; label < events.Classes.Count; label++)
        {
            var wanted = (count + label) / events.Classes.Count;
            int[] found = [.. Enumerable.Range(0, events.Count).Where(row => events.Labels[row] == label && events.Weights[row] > 0).Take(wanted)];
            if (found.Length < wanted)
                throw new InvalidDataException(FormattableString.Invariant($"--overfit {count}: found {found.Length} training events of class '{events.Classes[label]}' with a weight greater than 0, expected {wanted}"));
            rows.AddRange(found);
        }

        return events.Select([.. rows]);
    }
}
