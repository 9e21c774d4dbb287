using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>
/// The learning rate's course: a warm-up that moves with every batch, then a schedule that moves with every batch, with every epoch, or with the
/// validation loss, and in the end the rate of the weights' average, where it has one. An epoch that is all warm-up does not count in the schedule.
/// The head's rate, where it has one, keeps its ratio to that of the other layers.
/// </summary>
internal sealed class LearningRate : IStateful
{
    private readonly TrainingSection options;
    private readonly optim.Optimizer optimizer;
    private readonly int batches;
    private readonly long warmup;
    private readonly (int Epoch, double Rate)? fixedFrom;
    private readonly List<double> losses = [];
    private optim.lr_scheduler.LRScheduler? scheduler;
    private long batchesDone;
    private long epochsDone;
    private long moves;

    /// <summary>Begins: sets the rate of the first batch.</summary>
    /// <param name="options">The run card's section.</param>
    /// <param name="optimizer">Whose rate it is.</param>
    /// <param name="batches">Steps of an epoch.</param>
    public LearningRate(TrainingSection options, optim.Optimizer optimizer, int batches)
    {
        this.options = options;
        this.optimizer = optimizer;
        this.batches = batches;
        warmup = options.Warmup?.Length(batches) ?? 0;
        if (options.Averaging is AveragingOptions.Stochastic { LearningRate: { } rate } average)
            fixedFrom = (average.FirstEpoch(options.Epochs), rate);
        Begin();
        Override();
    }

    /// <summary>The rate of the step that was made last.</summary>
    public double Used { get; private set; }

    private bool IsByBatch => options.Schedule is ScheduleOptions.OneCycle;

    private bool IsFixed => fixedFrom is { } late && epochsDone + 1 >= late.Epoch;

    /// <summary>Sets a rate, and that of the head in its ratio to it.</summary>
    /// <param name="options">The run card's section.</param>
    /// <param name="optimizer">Whose rate it is.</param>
    /// <param name="rate">The rate of the first group.</param>
    public static void Set(TrainingSection options, optim.Optimizer optimizer, double rate)
    {
        foreach (var (group, i) in optimizer.ParamGroups.Select((group, i) => (group, i)))
            group.LearningRate = i > 0 && options.HeadLearningRate is { } head ? head * (rate / options.LearningRate) : rate;
    }

    /// <summary>Moves on after a step.</summary>
    public void AfterBatch()
    {
        Used = optimizer.ParamGroups.First().LearningRate;
        batchesDone++;
        if (IsByBatch && !IsFixed)
            Move();
        Override();
    }

    /// <summary>Moves on after an epoch.</summary>
    /// <param name="validationLoss">The validation loss after it.</param>
    public void AfterEpoch(double validationLoss)
    {
        if (!IsByBatch && batchesDone > warmup && !IsFixed)
        {
            if (options.Schedule is ScheduleOptions.Plateau)
                losses.Add(validationLoss);
            Move();
        }

        epochsDone++;
        Override();
    }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        state.Put("batches", batchesDone);
        state.Put("epochs", epochsDone);
        state.Put("moves", moves);
        state.Put("used", Used);
        state.Put("losses", losses);
    }

    /// <summary>Makes the schedule anew and repeats its moves: those of libtorch cannot be asked for their state.</summary>
    /// <param name="state">What was saved.</param>
    public void Load(TrainingState state)
    {
        Set(options.LearningRate);
        losses.Clear();
        losses.AddRange(state.Numbers("losses"));

        // Without the warm-up: the moves, which may multiply the rate, come after it.
        Begin();
        for (var done = state.Integer("moves"); moves < done;)
            Move();
        (batchesDone, epochsDone, Used) = (state.Integer("batches"), state.Integer("epochs"), state.Number("used"));
        Override();
    }

    private void Begin()
    {
        (batchesDone, epochsDone, moves) = (0, 0, 0);
        var epochs = (int)Math.Max(1, options.Epochs - (warmup / batches));
        scheduler = options.Schedule switch
        {
            ScheduleOptions.Constant => null,
            ScheduleOptions.Step o => optim.lr_scheduler.StepLR(optimizer, o.Every, o.Factor),
            ScheduleOptions.Exponential o => optim.lr_scheduler.ExponentialLR(optimizer, o.Factor),
            ScheduleOptions.InverseTime o => optim.lr_scheduler.LambdaLR(optimizer, epoch => 1 / (1 + (o.Decay * epoch))),
            ScheduleOptions.Cosine o => optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs, o.FinalRate),
            ScheduleOptions.OneCycle o => optim.lr_scheduler.OneCycleLR(
                optimizer,
                options.LearningRate,
                total_steps: options.Epochs * batches,
                pct_start: o.Warmup,
                cycle_momentum: false,
                div_factor: o.InitialDivisor,
                final_div_factor: o.FinalDivisor),
            ScheduleOptions.Plateau o => optim.lr_scheduler.ReduceLROnPlateau(
                optimizer, factor: o.Factor, patience: o.Patience, threshold: o.Threshold, min_lr: [o.FinalRate]),
            var other => throw new ArgumentOutOfRangeException(nameof(options), other, "not a schedule"),
        };
        Set(optimizer.ParamGroups.First().LearningRate);
    }

    private void Move()
    {
        if (options.Schedule is ScheduleOptions.Plateau)
            scheduler!.step(losses[(int)moves]);
        else
            scheduler?.step();
        moves++;

        // A schedule that ends at a rate, or does without small changes, would change the ratio.
        Set(optimizer.ParamGroups.First().LearningRate);
    }

    // Before the schedule's first move, and after its last one.
    private void Override()
    {
        if (IsFixed)
            Set(fixedFrom!.Value.Rate);
        else if (batchesDone < warmup)
            Set(options.LearningRate * (options.Warmup!.Start + ((1 - options.Warmup.Start) * batchesDone / warmup)));
        else if (batchesDone == warmup && warmup > 0)
            Set(options.LearningRate);
    }

    private void Set(double rate) => Set(options, optimizer, rate);
}
