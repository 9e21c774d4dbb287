using System.Diagnostics;
using Hep.Training.Cards;
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

    /// <summary>A trainer for one training.</summary>
    /// <param name="options">The run card's section.</param>
    /// <param name="objective">What is trained on what.</param>
    /// <param name="progress">Is told how far it is.</param>
    public Trainer(TrainingSection options, IObjective objective, ITrainingProgress progress)
    {
        this.options = options;
        this.objective = objective;
        this.progress = progress;
    }

    /// <summary>What each epoch brought so far.</summary>
    public TrainingHistory History { get; } = new();

    /// <summary>How many threads libtorch uses, and how they were chosen.</summary>
    public string Threads { get; private set; } = "";

    /// <summary>Training events a second, over the whole training without validation.</summary>
    public double EventsPerSecond { get; private set; }

    /// <summary>Trains.</summary>
    /// <param name="afterEpoch">Called after every epoch, when the history holds it.</param>
    /// <param name="stop">Ends the training after the batch at hand.</param>
    /// <returns>Why it ended.</returns>
    /// <exception cref="RunFailedException">A loss is not finite.</exception>
    public StopReason Run(Action<EpochSummary> afterEpoch, CancellationToken stop = default)
    {
        objective.Network.train();
        objective.Shuffle(1);
        Threads = SettleThreads();
        using var optimizer = Optimizers.Create(options.Optimizer, options.LearningRate, objective.Network.parameters());
        var penalty = new WeightPenalty(options.Penalty, objective.Network);
        using var average = new WeightAverage(options.Averaging, objective.Network, options.Epochs);
        var rate = new LearningRate(options, optimizer, FullBatchStep.Is(options.Optimizer) ? 1 : objective.Batches);
        progress.Begin(options.Epochs, objective.Events);
        progress.Note($"threads: {Threads}");
        var clock = new Stopwatch();
        long events = 0;
        var patience = new Patience(options.EarlyStopping);
        var reason = StopReason.AllEpochs;
        for (var epoch = 1; epoch <= options.Epochs && reason == StopReason.AllEpochs; epoch++)
        {
            clock.Start();
            var before = clock.Elapsed;
            var (loss, seen) = Epoch(epoch, optimizer, rate, stop);
            clock.Stop();
            events += seen;
            if (seen < objective.Events)
            {
                reason = StopReason.Interrupted;
                break;
            }

            objective.Network.eval();
            var validation = objective.Validate();
            objective.Network.train();
            if (!double.IsFinite(validation))
                throw Diverged(epoch, objective.Batches, validation);
            var summary = new EpochSummary(epoch, loss, validation, rate.Used, (clock.Elapsed - before).TotalSeconds, patience.Add(validation));
            rate.AfterEpoch(validation);
            History.Add(summary);
            afterEpoch(summary);
            progress.Epoch(summary);
            if (stop.IsCancellationRequested)
                reason = StopReason.Interrupted;
            else if (patience.IsOver)
                reason = StopReason.EarlyStopping;
        }

        EventsPerSecond = clock.Elapsed > TimeSpan.Zero ? events / clock.Elapsed.TotalSeconds : 0;
        progress.End(reason switch
        {
            StopReason.EarlyStopping => FormattableString.Invariant($"stopped early: no better validation loss for {patience.Waited} epochs"),
            StopReason.Interrupted => "interrupted: what was reached is kept",
            _ => "all epochs are done",
        });
        return reason;
    }

    private (double Loss, int Events) Epoch(int epoch, optim.Optimizer optimizer, LearningRate rate, CancellationToken stop)
    {
        if (epoch > 1)
            objective.Shuffle(epoch);
        double sum = 0;
        var events = 0;
        for (var batch = 0; batch < objective.Batches; batch++)
        {
            if (stop.IsCancellationRequested)
                break;
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = objective.Loss(batch);
            var value = loss.ToDouble();
            if (!double.IsFinite(value))
                throw Diverged(epoch, batch, value);
            loss.backward();
            if (options.GradientClip is { } largest)
                nn.utils.clip_grad_norm_(objective.Network.parameters(), largest);
            optimizer.step();
            rate.AfterBatch();
            var count = objective.EventsOf(batch);
            sum += value * count;
            events += count;
            progress.Batch(epoch, count, value);
        }

        return (sum / Math.Max(1, events), events);
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
