using System.Diagnostics;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Objectives;
using Hep.Training.Optimization;
using Hep.Training.Progress;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training;

/// <summary>
/// The one trainer: epochs of shuffled batches, validation after each, early stopping, and a call after every epoch for the checkpoints.
/// What is trained on what is the objective's affair.
/// </summary>
public sealed class Trainer
{
    private readonly TrainingSection options;
    private readonly IObjective objective;
    private readonly ITrainingProgress progress;
    private readonly WeightPenalty penalty;

    /// <summary>A trainer for one training.</summary>
    /// <param name="options">The run card's section.</param>
    /// <param name="objective">What is trained on what.</param>
    /// <param name="progress">Is told how far it is.</param>
    public Trainer(TrainingSection options, IObjective objective, ITrainingProgress progress)
    {
        this.options = options;
        this.objective = objective;
        this.progress = progress;
        penalty = new WeightPenalty(options.Penalty, objective.Network);
    }

    /// <summary>What each epoch brought so far.</summary>
    public TrainingHistory History { get; } = new();

    /// <summary>How many threads libtorch uses, and how they were chosen.</summary>
    public string Threads { get; private set; } = "";

    /// <summary>Training events a second, over the whole training without validation.</summary>
    public double EventsPerSecond { get; private set; }

    /// <summary>Where the state is kept, and what to go on from; null: it is not kept.</summary>
    internal TrainingCheckpoints? Checkpoints { get; init; }

    /// <summary>Called when the training is about to begin, or to go on: the threads are settled, and there is a checkpoint.</summary>
    internal Action Begun { get; init; } = () => { };

    /// <summary>Whether the loss after an epoch is as good as it has to be: then the training ends.</summary>
    internal Func<EpochSummary, bool> IsEnough { get; init; } = _ => false;

    /// <summary>Called if the training ends before its first epoch is complete, with the averaged weights in the network where they are averaged.</summary>
    internal Action<TrainingHistory> WithoutEpoch { get; init; } = _ => { };

    /// <summary>Trains.</summary>
    /// <param name="afterEpoch">Called after every epoch, when the history holds it.</param>
    /// <param name="stop">Ends the training after the batch at hand.</param>
    /// <returns>Why it ended.</returns>
    /// <exception cref="RunFailedException">A loss is not finite.</exception>
    public StopReason Run(Action<EpochSummary> afterEpoch, CancellationToken stop = default)
    {
        using var loop = new TrainingLoop(options, objective, History);
        loop.Layers.Train();
        Settle(loop);
        var at = loop.At;
        progress.Begin(options.Epochs, objective.Events);
        if (at.Events > 0)
            progress.Resume(at.Events);
        progress.Note($"threads: {Threads}");
        StopReason reason;
        while (!HasEnded(loop, out reason))
        {
            Batches(loop, stop);
            if (at.Batch < objective.Batches)
            {
                Checkpoints?.Write(loop);
                reason = StopReason.Interrupted;
                break;
            }

            objective.Network.eval();
            EpochSummary summary;
            using (loop.Average.Use(objective))
            {
                summary = Validate(loop);
                History.Add(summary);
                afterEpoch(summary);
            }

            loop.Layers.Train();
            at.NextEpoch();
            Checkpoints?.Write(loop);
            progress.Epoch(summary);
            if (IsEnough(summary))
            {
                reason = StopReason.GoalReached;
                break;
            }

            if (stop.IsCancellationRequested)
            {
                reason = StopReason.Interrupted;
                break;
            }
        }

        if (History.Best is null)
        {
            using var averaged = loop.Average.Use(objective);
            WithoutEpoch(History);
        }

        Checkpoints?.Flush();
        EventsPerSecond = at.Seconds > 0 ? at.Events / at.Seconds : 0;
        progress.End(reason switch
        {
            StopReason.EarlyStopping => FormattableString.Invariant($"stopped early: no better validation loss for {loop.Patience.Waited} epochs"),
            StopReason.GoalReached => "the goal is reached",
            StopReason.Interrupted => "interrupted: what was reached is kept",
            _ => "all epochs are done",
        });
        return reason;
    }

    private bool HasEnded(TrainingLoop loop, out StopReason reason)
    {
        var isOver = loop.Patience.IsOver && !loop.Average.IsStillToBegin(loop.At.Epoch - 1);
        reason = isOver ? StopReason.EarlyStopping : StopReason.AllEpochs;
        return isOver || loop.At.Epoch > options.Epochs;
    }

    // Either anew, or as it was when the state was kept.
    private void Settle(TrainingLoop loop)
    {
        if (Checkpoints?.From is { } from)
        {
            loop.Load(from);
            progress.Note(FormattableString.Invariant($"resumed after {loop.At.Epoch - 1} epochs and {loop.At.Batch} of {objective.Batches} batches"));
        }
        else
        {
            objective.Shuffle(loop.At.Epoch);
            loop.Threads.InWords = SettleThreads();
            Checkpoints?.Begin(loop);
        }

        Threads = loop.Threads.InWords;
        Begun();
    }

    private EpochSummary Validate(TrainingLoop loop)
    {
        var at = loop.At;
        var validation = objective.Validate();
        if (!double.IsFinite(validation))
            throw Diverged(at.Epoch, objective.Batches, validation);
        if (loop.Average.BeginsAt(at.Epoch))
            loop.Patience.Restart();
        var summary = new EpochSummary(at.Epoch, at.Loss, validation, loop.Rate.Used, at.SecondsOfEpoch, loop.Patience.Add(validation));
        loop.Rate.AfterEpoch(validation);
        return summary;
    }

    // What is left of the epoch.
    private void Batches(TrainingLoop loop, CancellationToken stop)
    {
        var at = loop.At;
        var shuffling = Stopwatch.GetTimestamp();
        objective.Shuffle(at.Epoch);
        at.Pass(Stopwatch.GetElapsedTime(shuffling));
        while (at.Batch < objective.Batches && !stop.IsCancellationRequested)
        {
            var clock = Stopwatch.GetTimestamp();
            if (FullBatchStep.Is(options.Optimizer))
                StepOnAll(loop, stop);
            else
                Step(loop);
            at.Pass(Stopwatch.GetElapsedTime(clock));
            Checkpoints?.AfterBatch(loop);
        }

        if (at.Batch == objective.Batches)
            loop.Average.AfterEpoch(at.Epoch);
    }

    private void Step(TrainingLoop loop)
    {
        using var scope = NewDisposeScope();
        var (epoch, batch) = (loop.At.Epoch, loop.At.Batch);
        loop.Optimizer.zero_grad();
        var loss = objective.Loss(batch);
        var value = loss.ToDouble();
        if (!double.IsFinite(value))
            throw Diverged(epoch, batch, value);
        penalty.AddTo(loss).backward();
        GradientLimit.Apply(options, loop.Layers.Parameters);
        loop.Optimizer.step();
        loop.Rate.AfterBatch();
        loop.Average.AfterBatch();
        var count = objective.EventsOf(batch);
        loop.At.Add(count, value);
        progress.Batch(epoch, count, value);
    }

    // All batches of the epoch at once; none of them if it is stopped.
    private void StepOnAll(TrainingLoop loop, CancellationToken stop)
    {
        var (epoch, rate) = (loop.At.Epoch, loop.Optimizer.ParamGroups.First().LearningRate);
        if (new FullBatchStep(options, objective, penalty).Run(rate, stop) is not { } loss)
            return;
        if (!double.IsFinite(loss))
            throw Diverged(epoch, 0, loss);
        loop.Rate.AfterBatch();
        loop.Average.AfterBatch();
        for (var batch = 0; batch < objective.Batches; batch++)
        {
            loop.At.Add(objective.EventsOf(batch), loss);
            progress.Batch(epoch, objective.EventsOf(batch), loss);
        }
    }

    // What rehearsing moves is put back, random state and running statistics: the training is the same with and without it.
    private string SettleThreads()
    {
        using var scope = NewDisposeScope();
        var state = random.get_rng_state();
        (Tensor Buffer, Tensor Value)[] buffers = [.. objective.Network.buffers().Select(buffer => (buffer, buffer.clone()))];
        var chosen = ThreadChoice.Settle(options.Threads, Rehearse);
        using var untracked = no_grad();
        foreach (var (buffer, value) in buffers)
            buffer.copy_(value);
        random.set_rng_state(state);
        return chosen;
    }

    // Forward and backward without a step.
    private void Rehearse()
    {
        using var scope = NewDisposeScope();
        objective.Loss(0).backward();
        objective.Network.zero_grad();
    }

    // A finite loss can have gradients that are not: then the batch that did it is the one before, whose step lost the weights.
    private RunFailedException Diverged(int epoch, int batch, double loss)
    {
        using var scope = NewDisposeScope();
        var lost = batch > 0 && !objective.Network.parameters().All(weights => weights.isfinite().all().ToBoolean());
        var (where, what) = (lost, batch == objective.Batches) switch
        {
            (true, _) => (Place(batch - 1), $"its step made weights that are not finite; {objective.Describe(batch - 1)}"),
            (false, true) => ("", FormattableString.Invariant($"the validation loss is {loss}")),
            (false, false) => (Place(batch), FormattableString.Invariant($"the loss is {loss}; {objective.Describe(batch)}")),
        };
        return new(FormattableString.Invariant(
            $"epoch {epoch}{where}: {what}. Try a smaller training.learning_rate (now {options.LearningRate}), or training.gradient_clip: 1"));

        string Place(int index) => FormattableString.Invariant($", batch {index + 1} of {objective.Batches}");
    }
}
