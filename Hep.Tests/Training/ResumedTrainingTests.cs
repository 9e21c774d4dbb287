using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Optimization;
using Hep.Training.Progress;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training;

/// <summary>A training that is stopped after any batch, and taken up again by new objects, is the training that was never stopped, to the last bit.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ResumedTrainingTests : IDisposable
{
    // Of 100 training events.
    private const int BatchSize = 16, Batches = 7;

    private const string WholeSplit = "lbfgs", WarmedUp = "lbfgs after a warm-up", HeadRate = "rate of the head", Frozen = "first layer frozen, rate of the head", HeadAlone = "all but the head frozen, rate of the head";

    private static readonly MlpOptions Net = new() { Hidden = [5, 4], Dropout = 0.3, Normalization = Normalization.Batch };

    private static readonly Dictionary<string, TrainingSection> Sections = new(StringComparer.Ordinal)
    {
        ["sgd"] = Section(new OptimizerOptions.Sgd()),
        ["nesterov, step"] = Section(new OptimizerOptions.Sgd { Momentum = 0.9, Nesterov = true, WeightDecay = 1e-3 }, new ScheduleOptions.Step { Every = 2, Factor = 0.5 }),
        ["rmsprop, exponential"] = Section(new OptimizerOptions.RmsProp { Centered = true, Momentum = 0.5 }, new ScheduleOptions.Exponential { Factor = 0.8 }),
        ["adagrad, cosine"] = Section(new OptimizerOptions.Adagrad { LearningRateDecay = 0.1, InitialAccumulator = 0.5 }, new ScheduleOptions.Cosine { FinalRate = 1e-4 }),
        ["adadelta"] = Section(new OptimizerOptions.Adadelta()),
        ["adam, one cycle"] = Section(new OptimizerOptions.Adam(), new ScheduleOptions.OneCycle { Warmup = 0.3 }),
        ["amsgrad, plateau"] = Section(new OptimizerOptions.Adam { AmsGrad = true }, new ScheduleOptions.Plateau { Factor = 0.1, Patience = 0, Threshold = 0.05 }),
        ["adamw, early stopping"] = Section(new OptimizerOptions.AdamW { WeightDecay = 0.1 }) with { EarlyStopping = new() { Patience = 1, MinDelta = 0.05 }, GradientClip = 0.5 },
        ["moving average"] = Section(new OptimizerOptions.Adam(), new ScheduleOptions.InverseTime { Decay = 0.5 }) with { Averaging = new AveragingOptions.Exponential { Decay = 0.9 }, Warmup = new() { Batches = 10 } },
        ["stochastic average, own rate"] = Section(new OptimizerOptions.Sgd { Momentum = 0.5 }, new ScheduleOptions.OneCycle()) with { Averaging = new AveragingOptions.Stochastic { Start = 2, LearningRate = 0.03 }, GradientClipValue = 0.05 },
        ["stochastic average after a warm-up"] = Section(new OptimizerOptions.Adam(), new ScheduleOptions.Plateau { Factor = 0.5, Patience = 0, Threshold = 0.05 }) with
        {
            Averaging = new AveragingOptions.Stochastic { Start = 0 },
            Warmup = new() { Epochs = 1 },
            Penalty = new() { L1 = 1e-3, L2 = 1e-2 },
            EarlyStopping = new() { Patience = 1, MinDelta = 0.05 },
        },
        [HeadRate] = Section(new OptimizerOptions.Adam(), new ScheduleOptions.Plateau { Factor = 0.5, Patience = 0, Threshold = 0.05, FinalRate = 1e-3 }) with { HeadLearningRate = 0.1 },
        [Frozen] = Section(new OptimizerOptions.Sgd { Momentum = 0.9, WeightDecay = 1e-3 }, new ScheduleOptions.OneCycle()) with { HeadLearningRate = 0.1, Averaging = new AveragingOptions.Exponential { Decay = 0.9 } },
        [HeadAlone] = Section(new OptimizerOptions.AdamW { WeightDecay = 0.1 }, new ScheduleOptions.Cosine { FinalRate = 1e-3 }) with { HeadLearningRate = 0.1, Averaging = new AveragingOptions.Stochastic { Start = 2 } },
        [WholeSplit] = Section(new OptimizerOptions.Lbfgs { MaxIterations = 4 }, new ScheduleOptions.Exponential { Factor = 0.5 }),
        [WarmedUp] = Section(new OptimizerOptions.Lbfgs { MaxIterations = 4 }, new ScheduleOptions.Exponential { Factor = 0.9 }) with { Warmup = new() { Epochs = 1 } },
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, int> Stops()
    {
        var stops = new TheoryData<string, int>();
        foreach (var (name, i) in Sections.Keys.Select((name, i) => (name, i)))
        {
            // An epoch of the whole split is one step.
            foreach (var batches in name is WholeSplit or WarmedUp ? [Batches, 2 * Batches] : new[] { 1 + (i % 11), Batches, (2 * Batches) - (i % 11) - 1 })
                stops.Add(name, batches);
        }

        stops.Add("sgd", 3 * Batches);
        return stops;
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Stops))]
    public void It_ends_in_the_same_bits(string name, int batches)
    {
        var (bits, history, reason) = Train(name, null, SilentProgress.Instance, default);
        var stopped = new RecordedProgress(batches);
        var (early, _, interrupted) = Train(name, folder.Path, stopped, stopped.Stop);
        Assert.Equal(batches, stopped.Batches.Count);

        // Another state of the random numbers and of the threads, as in a new process.
        _ = manual_seed(99);
        var rest = new RecordedProgress();
        var (resumed, resumedHistory, resumedReason) = Train(name, folder.Path, rest, default);
        Assert.Equal(history, resumedHistory);
        Assert.Equal(bits, resumed);
        Assert.Equal(reason, resumedReason);
        if (interrupted == StopReason.Interrupted && batches < 3 * Batches)
            Assert.NotEqual(bits, early);
        Assert.True(rest.Batches.Count < 3 * Batches);
    }

    [Fact]
    public void A_checkpoint_within_the_epoch_is_written_every_so_many_batches()
    {
        var stopped = new RecordedProgress(Batches + 5);
        Train(Sections["sgd"] with { Checkpoint = new() { Keep = 100, Minutes = null, Batches = 2 } }, folder.Path, stopped, stopped.Stop);
        Assert.Equal(
            ["0-0", "0-2", "0-4", "0-6", "1-0", "1-2", "1-4", "1-5"],
            new CheckpointFolder(folder.Path, 1).Files.Reverse().Select(file => string.Join('-', Path.GetFileNameWithoutExtension(file).Split('-').Select(int.Parse))));
    }

    [Fact]
    public void A_checkpoint_within_the_epoch_is_written_after_some_time()
    {
        var stopped = new RecordedProgress(3);
        Train(Sections["sgd"] with { Checkpoint = new() { Keep = 100, Minutes = 1e-12 } }, folder.Path, stopped, stopped.Stop);
        Assert.Equal(4, new CheckpointFolder(folder.Path, 1).Files.Count);
    }

    private static TrainingSection Section(OptimizerOptions optimizer, ScheduleOptions? schedule = null) => new()
    {
        Epochs = 3,
        BatchSize = BatchSize,
        LearningRate = 0.02,
        Threads = 1,
        Optimizer = optimizer,
        Schedule = schedule ?? new ScheduleOptions.Constant(),
    };

    private static (string Bits, string History, StopReason Reason) Train(string name, string? checkpoints, ITrainingProgress progress, CancellationToken stop) =>
        Train(Sections[name], checkpoints, progress, stop, name switch { Frozen => 1, HeadAlone => null, _ => 0 });

    private static (string Bits, string History, StopReason Reason) Train(TrainingSection section, string? checkpoints, ITrainingProgress progress, CancellationToken stop, int? frozen = 0)
    {
        using var classifier = Toys.Classifier(Net);
        TrainedLayers.Freeze((ILayered)classifier.Network, frozen);
        using var objective = Toys.Objective(classifier, Toys.Gaussians(100, 1), Toys.Gaussians(40, 2), BatchSize);
        var files = checkpoints is null ? null : new CheckpointFolder(checkpoints, section.Checkpoint.Keep);
        using var writer = new DiskWriter();
        var trainer = new Trainer(section, objective, progress)
        {
            Checkpoints = files is null ? null : new(files, writer, section.Checkpoint, new Nothing(), files.Latest(_ => { })),
        };
        var reason = trainer.Run(_ => { }, stop);
        return (Toys.Bits(classifier), string.Join('\n', trainer.History.Epochs.Select(epoch => epoch with { Seconds = 0 })), reason);
    }

    private sealed class Nothing : IStateful
    {
        public void Save(TrainingState state)
        {
        }

        public void Load(TrainingState state)
        {
        }
    }
}
