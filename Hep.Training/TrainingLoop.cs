using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Objectives;
using Hep.Training.Optimization;
using static TorchSharp.torch;

namespace Hep.Training;

/// <summary>
/// All that changes while a training goes on. Whatever has a state is one of its parts: a checkpoint is their states, and a training that is
/// resumed is a loop made anew from the same card, with the states loaded.
/// </summary>
internal sealed class TrainingLoop : IStateful, IDisposable
{
    private readonly (string Name, IStateful Part)[] parts;

    public TrainingLoop(TrainingSection options, IObjective objective, TrainingHistory history)
    {
        Layers = new TrainedLayers(objective.Network);
        Optimizer = Optimizers.Create(options.Optimizer, options.LearningRate, Layers.Groups(headApart: options.HeadLearningRate is not null));
        Rate = new LearningRate(options, Optimizer, FullBatchStep.Is(options.Optimizer) ? 1 : objective.Batches);
        Average = new WeightAverage(options.Averaging, objective.Network, options.Epochs);
        Patience = new Patience(options.EarlyStopping);

        // The optimiser comes after the schedule, which sets its rates; what draws random numbers comes before their state.
        parts =
        [
            ("at", At),
            ("threads", Threads),
            ("model", new ModuleState(objective.Network)),
            ("average", Average),
            ("rate", Rate),
            ("optimizer", new OptimizerState(Optimizer)),
            ("patience", Patience),
            ("history", history),
            ("random", new RandomState()),
        ];
    }

    /// <summary>How far it is.</summary>
    public TrainingCursor At { get; } = new();

    /// <summary>How many threads libtorch uses.</summary>
    public ThreadSetting Threads { get; } = new();

    /// <summary>What is trained, and what is frozen.</summary>
    public TrainedLayers Layers { get; }

    /// <summary>How the weights follow the gradient.</summary>
    public optim.Optimizer Optimizer { get; }

    /// <summary>The course of the learning rate.</summary>
    public LearningRate Rate { get; }

    /// <summary>The average of the weights.</summary>
    public WeightAverage Average { get; }

    /// <summary>When it is time to stop.</summary>
    public Patience Patience { get; }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        foreach (var (name, part) in parts)
            part.Save(state.Section(name));
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        foreach (var (name, part) in parts)
            part.Load(state.Section(name));
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Average.Dispose();
    }
}
