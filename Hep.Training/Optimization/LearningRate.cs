using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>The learning rate's course: some schedules move with every batch, some with every epoch, some with the validation loss.</summary>
internal sealed class LearningRate : IStateful
{
    private readonly optim.Optimizer optimizer;
    private readonly optim.lr_scheduler.LRScheduler? scheduler;
    private readonly ScheduleOptions options;
    private readonly List<double> losses = [];
    private long batches;

    public LearningRate(ScheduleOptions options, double rate, optim.Optimizer optimizer, int epochs, int batches)
    {
        this.optimizer = optimizer;
        this.options = options;
        scheduler = options switch
        {
            ScheduleOptions.Constant => null,
            ScheduleOptions.Step o => optim.lr_scheduler.StepLR(optimizer, o.Every, o.Factor),
            ScheduleOptions.Exponential o => optim.lr_scheduler.ExponentialLR(optimizer, o.Factor),
            ScheduleOptions.Cosine o => optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs, o.FinalRate),
            ScheduleOptions.OneCycle o => optim.lr_scheduler.OneCycleLR(
                optimizer, rate, total_steps: epochs * batches, pct_start: o.Warmup, cycle_momentum: false, div_factor: o.InitialDivisor, final_div_factor: o.FinalDivisor),
            ScheduleOptions.Plateau o => optim.lr_scheduler.ReduceLROnPlateau(
                optimizer, factor: o.Factor, patience: o.Patience, threshold: o.Threshold, min_lr: [o.FinalRate]),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options, "not a schedule"),
        };
    }

    /// <summary>The rate of the step that was made last.</summary>
    public double Used { get; private set; }

    public void AfterBatch()
    {
        Used = optimizer.ParamGroups.First().LearningRate;
        batches++;
        if (options is ScheduleOptions.OneCycle)
            scheduler!.step();
    }

    public void AfterEpoch(double validationLoss)
    {
        losses.Add(validationLoss);
        if (options is ScheduleOptions.Plateau)
            scheduler!.step(validationLoss);
        else if (options is not ScheduleOptions.OneCycle)
            scheduler?.step();
    }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        state.Put("used", Used);
        state.Put("batches", batches);
        state.Put("losses", losses);
    }

    /// <summary>Goes through the steps again: the schedules of libtorch cannot be asked for their state.</summary>
    /// <param name="state">What was saved.</param>
    public void Load(TrainingState state)
    {
        batches = state.Integer("batches");
        for (long step = 0; options is ScheduleOptions.OneCycle && step < batches; step++)
            scheduler!.step();
        foreach (var loss in state.Numbers("losses"))
            AfterEpoch(loss);
        Used = state.Number("used");
    }
}
