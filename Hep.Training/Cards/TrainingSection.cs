namespace Hep.Training.Cards;

/// <summary>The <c>training</c> section: how the network is trained.</summary>
public sealed record TrainingSection
{
    /// <summary>How often the training split is gone through, at most; 1 to 1,000,000.</summary>
    public required int Epochs { get; init; }

    /// <summary>Events in a batch; 1 to 16,777,216.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>How weights follow the gradient.</summary>
    public OptimizerOptions Optimizer { get; init; } = new OptimizerOptions.Adam();

    /// <summary>The size of the steps; greater than 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How the learning rate changes during the training.</summary>
    public ScheduleOptions Schedule { get; init; } = new ScheduleOptions.Constant();

    /// <summary>The largest L2 norm of the gradient over all parameters, to which a larger one is scaled down; greater than 0; null: no limit.</summary>
    public double? GradientClip { get; init; }

    /// <summary>When the training ends before its last epoch; null: it does not.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>True: in the loss, the weights of signal and of background are scaled to the same sum. False: they are taken as they are.</summary>
    public bool ClassBalance { get; init; } = true;

    /// <summary>The symmetries by which training events are transformed anew in each epoch; null: none.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>What is fitted to the logits of the validation split after the training, with the weights of the loss.</summary>
    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.Temperature;

    /// <summary>When the state of the training is kept, so that a run that was killed goes on.</summary>
    public CheckpointOptions Checkpoint { get; init; } = new();

    /// <summary>Threads of the processor, 1 to 1024; null (<c>auto</c>): what is fastest in the first steps.</summary>
    public int? Threads { get; init; }

    /// <summary>Where the network is trained.</summary>
    public DeviceChoice Device { get; init; } = DeviceChoice.Auto;

    /// <summary>Whether losses and learning rate are written for TensorBoard too.</summary>
    public bool TensorBoard { get; init; }

    /// <summary>The seed of the weights, of dropout and of the order of events; 0 or more.</summary>
    public int Seed { get; init; } = 1;

    internal static TrainingSection Read(CardReader reader)
    {
        var defaults = new TrainingSection { Epochs = 1 };
        return new()
        {
            Epochs = reader.Int("epochs", null, 1, 1_000_000),
            BatchSize = reader.Int("batch_size", defaults.BatchSize, 1, 1 << 24),
            Optimizer = reader.Variant("optimizer", OptimizerOptions.Kinds, defaults.Optimizer),
            LearningRate = reader.Double("learning_rate", defaults.LearningRate, Interval.Positive),
            Schedule = reader.Variant("schedule", ScheduleOptions.Kinds, defaults.Schedule),
            GradientClip = reader.OptionalDouble("gradient_clip", null, Interval.Positive),
            EarlyStopping = reader.OptionalSection("early_stopping", "a mapping such as {patience: 10}", EarlyStopping.Read),
            ClassBalance = reader.Bool("class_balance", defaults.ClassBalance),
            Augmentation = reader.OptionalSection("augmentation", "a mapping with the keys phi and eta, lists of columns", Augmentation.Read),
            Calibration = reader.Choice("calibration", CardNames.Calibrations, defaults.Calibration),
            Checkpoint = reader.SectionOrDefault("checkpoint", "a mapping such as {keep: 2, minutes: 5}", CheckpointOptions.Read, defaults.Checkpoint),
            Threads = reader.IntOr("auto", "threads", 1, 1024),
            Device = reader.Choice("device", CardNames.Devices, defaults.Device),
            TensorBoard = reader.Bool("tensorboard", defaults.TensorBoard),
            Seed = reader.Int("seed", defaults.Seed, 0),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Int("epochs", Epochs);
        writer.Int("batch_size", BatchSize);
        writer.Section("optimizer", Optimizer.Write);
        writer.Double("learning_rate", LearningRate);
        writer.Section("schedule", Schedule.Write);
        writer.Double("gradient_clip", GradientClip);
        writer.Section("early_stopping", EarlyStopping is { } stopping ? stopping.Write : null);
        writer.Bool("class_balance", ClassBalance);
        writer.Section("augmentation", Augmentation is { } symmetries ? symmetries.Write : null);
        writer.Choice("calibration", CardNames.Calibrations, Calibration);
        writer.Section("checkpoint", Checkpoint.Write);
        writer.Int("threads", Threads, "auto");
        writer.Choice("device", CardNames.Devices, Device);
        writer.Bool("tensorboard", TensorBoard);
        writer.Int("seed", Seed);
    }
}
