namespace Hep.Training.Cards;

/// <summary>The <c>training</c> section: how the network is trained.</summary>
public sealed record TrainingSection
{
    /// <summary>How often the training split is gone through, at most; 1 to 1,000,000.</summary>
    public required int Epochs { get; init; }

    /// <summary>Events in a batch; 1 to 16,777,216.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>What is minimised.</summary>
    public LossOptions Loss { get; init; } = new LossOptions.CrossEntropy();

    /// <summary>How weights follow the gradient.</summary>
    public OptimizerOptions Optimizer { get; init; } = new OptimizerOptions.Adam();

    /// <summary>The size of the steps; greater than 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The size of the steps of the head, the last linear layer, in the place of <see cref="LearningRate"/>; the schedule changes both by the same factors. Null: there is none.</summary>
    public double? HeadLearningRate { get; init; }

    /// <summary>How the learning rate changes during the training.</summary>
    public ScheduleOptions Schedule { get; init; } = new ScheduleOptions.Constant();

    /// <summary>The rise of the learning rate in front of the schedule; null: there is none.</summary>
    public Warmup? Warmup { get; init; }

    /// <summary>The largest L2 norm of the gradient over all parameters, to which a larger one is scaled down; greater than 0; null: no limit.</summary>
    public double? GradientClip { get; init; }

    /// <summary>The largest absolute value of every component of the gradient, at which a larger one is cut off; greater than 0; null: no limit.</summary>
    public double? GradientClipValue { get; init; }

    /// <summary>What large weights cost; null: nothing.</summary>
    public PenaltyOptions? Penalty { get; init; }

    /// <summary>Which weights are validated, kept and exported.</summary>
    public AveragingOptions Averaging { get; init; } = new AveragingOptions.None();

    /// <summary>How easy events come before hard ones; null: all are trained on alike.</summary>
    public CurriculumOptions? Curriculum { get; init; }

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

    /// <summary>The columns of numbers that the training needs besides features, labels and weights.</summary>
    internal IEnumerable<string> Columns => Curriculum is { } curriculum ? [curriculum.Column] : [];

    internal static TrainingSection Read(CardReader reader)
    {
        var defaults = new TrainingSection { Epochs = 1 };
        var section = new TrainingSection
        {
            Epochs = reader.Int("epochs", null, 1, 1_000_000),
            BatchSize = reader.Int("batch_size", defaults.BatchSize, 1, 1 << 24),
            Loss = reader.Variant("loss", LossOptions.Kinds, defaults.Loss),
            Optimizer = reader.Variant("optimizer", OptimizerOptions.Kinds, defaults.Optimizer),
            LearningRate = reader.Double("learning_rate", defaults.LearningRate, Interval.Positive),
            HeadLearningRate = reader.OptionalDouble("head_learning_rate", null, Interval.Positive),
            Schedule = reader.Variant("schedule", ScheduleOptions.Kinds, defaults.Schedule),
            Warmup = reader.OptionalSection("warmup", "a mapping such as {epochs: 2}", Warmup.Read),
            GradientClip = reader.OptionalDouble("gradient_clip", null, Interval.Positive),
            GradientClipValue = reader.OptionalDouble("gradient_clip_value", null, Interval.Positive),
            Penalty = reader.OptionalSection("penalty", "a mapping such as {l1: 1e-5, l2: 1e-4}", PenaltyOptions.Read),
            Averaging = reader.Variant("averaging", AveragingOptions.Kinds, defaults.Averaging),
            Curriculum = reader.OptionalSection("curriculum", "a mapping such as {column: NAME}", CurriculumOptions.Read),
            EarlyStopping = reader.OptionalSection("early_stopping", "a mapping such as {patience: 10}", EarlyStopping.Read),
            ClassBalance = reader.Bool("class_balance", defaults.ClassBalance),
            Augmentation = reader.OptionalSection("augmentation", "a mapping with the keys phi and eta, lists of columns; for images with reflect, rotate, shift, smear, drop", Augmentation.Read),
            Calibration = reader.Choice("calibration", CardNames.Calibrations, defaults.Calibration),
            Checkpoint = reader.SectionOrDefault("checkpoint", "a mapping such as {keep: 2, minutes: 5}", CheckpointOptions.Read, defaults.Checkpoint),
            Threads = reader.IntOr("auto", "threads", 1, 1024),
            Device = reader.Choice("device", CardNames.Devices, defaults.Device),
            TensorBoard = reader.Bool("tensorboard", defaults.TensorBoard),
            Seed = reader.Int("seed", defaults.Seed, 0),
        };
        section.Check(reader);
        return section;
    }

    internal void Write(CardWriter writer)
    {
        writer.Int("epochs", Epochs);
        writer.Int("batch_size", BatchSize);
        writer.Section("loss", Loss.Write);
        writer.Section("optimizer", Optimizer.Write);
        writer.Double("learning_rate", LearningRate);
        writer.Double("head_learning_rate", HeadLearningRate);
        writer.Section("schedule", Schedule.Write);
        writer.Section("warmup", Warmup is { } warmup ? warmup.Write : null);
        writer.Double("gradient_clip", GradientClip);
        writer.Double("gradient_clip_value", GradientClipValue);
        writer.Section("penalty", Penalty is { } penalty ? penalty.Write : null);
        writer.Section("averaging", Averaging is AveragingOptions.None ? null : Averaging.Write);
        writer.Section("curriculum", Curriculum is { } curriculum ? curriculum.Write : null);
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

    // What keys say together.
    private void Check(CardReader reader)
    {
        if (GradientClip is not null && GradientClipValue is not null)
            reader.Refuse("gradient_clip_value", "found it beside gradient_clip, expected one of them: the norm of the gradient is limited, or its components are");
        if (Warmup is not null && Schedule is ScheduleOptions.OneCycle)
            reader.Refuse("warmup", "found it with the schedule one_cycle, expected none: that schedule begins with a rise of its own (training.schedule.warmup)");
        if (Warmup?.Epochs >= Epochs)
            reader.Refuse("warmup", FormattableString.Invariant($"found {Warmup.Epochs} epochs, expected fewer than the {Epochs} of training.epochs"), ".epochs");
        if (Averaging is AveragingOptions.Stochastic swa && swa.FirstEpoch(Epochs) > Epochs)
            reader.Refuse("averaging", FormattableString.Invariant($"found {swa.Start}, expected a fraction below 1, or an epoch up to the {Epochs} of training.epochs"), ".start");
        if (Optimizer is not OptimizerOptions.Lbfgs)
            return;
        foreach (var (key, below, _, reason) in Impossible().Where(entry => entry.Found))
            reader.Refuse(key, $"found it with the optimizer lbfgs, expected none: {reason}", below);
    }

    // LBFGS takes one step an epoch on the whole split, and infers the curvature from how the gradient changes.
    private IEnumerable<(string Key, string Below, bool Found, string Reason)> Impossible()
    {
        yield return ("head_learning_rate", "", HeadLearningRate is not null, "its step is one of all weights together");
        yield return ("schedule", "", Schedule is ScheduleOptions.OneCycle, "one_cycle changes the rate batch by batch, and an epoch of lbfgs is one step (step, exponential, inverse_time, cosine and plateau work)");
        yield return ("warmup", ".batches", Warmup?.Batches is not null, "an epoch of lbfgs is one step; give warmup.epochs");
        yield return ("gradient_clip", "", GradientClip is not null, "a gradient that is cut has not the curvature of the loss");
        yield return ("gradient_clip_value", "", GradientClipValue is not null, "a gradient that is cut has not the curvature of the loss");
        yield return ("penalty", ".l1", Penalty?.L1 > 0, "the absolute value has no curvature at 0, which is where it drives weights to; l2 works");
    }
}
