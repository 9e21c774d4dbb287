using Hep.Training.Cards;
using Hep.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>
/// An epoch of an optimiser that wants to evaluate the loss again and again (LBFGS): one step on the loss of the whole training split, which is
/// summed over the batches. Its history begins anew with each epoch: the loss may be another one then (curriculum, augmentation), and an epoch
/// depends on nothing but the weights before it.
/// </summary>
internal sealed class FullBatchStep(TrainingSection options, IObjective objective, WeightPenalty penalty)
{
    /// <summary>Whether the run card's optimiser is of this kind.</summary>
    public static bool Is(OptimizerOptions optimizer) => optimizer is OptimizerOptions.Lbfgs;

    /// <summary>Makes the step.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="stop">Ends it after the batch at hand.</param>
    /// <returns>The loss at its beginning, without the penalty; null if it was stopped, which leaves the network as it was.</returns>
    public double? Run(double rate, CancellationToken stop)
    {
        using var optimizer = Optimizers.Create(options.Optimizer, rate, new TrainedLayers(objective.Network).Groups(headApart: false));
        using var before = new WeightExchange(objective.Network);
        before.Take([]);
        double? first = null;
        try
        {
            using var scope = NewDisposeScope();
            optimizer.step(() =>
            {
                optimizer.zero_grad();
                var (loss, total) = Evaluate(stop);
                first ??= loss;
                return total;
            });
            before.Leave();
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        return first;
    }

    private (double Loss, Tensor Total) Evaluate(CancellationToken stop)
    {
        double sum = 0;
        for (var batch = 0; batch < objective.Batches; batch++)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var share = (double)objective.EventsOf(batch) / objective.Events;
            var loss = objective.Loss(batch);
            sum += loss.ToDouble() * share;
            (loss * share).backward();
        }

        using var inner = NewDisposeScope();
        var extra = penalty.AddTo(zeros(1, ScalarType.Float64).sum());
        if (extra.requires_grad)
            extra.backward();
        return (sum, tensor(sum + extra.ToDouble(), ScalarType.Float64).MoveToOuterDisposeScope());
    }
}
