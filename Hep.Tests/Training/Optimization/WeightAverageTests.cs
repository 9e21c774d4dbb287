using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Objectives;
using Hep.Training.Optimization;
using Hep.Training.Progress;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Optimization;

/// <summary>Averages of weights against those of the steps that were made, computed in double precision.</summary>
[Collection(nameof(LibTorchState))]
public sealed class WeightAverageTests
{
    private const int Epochs = 6;
    private const int Batches = 4;
    private static readonly MlpOptions Normalised = new() { Hidden = [3], Normalization = Normalization.Batch, Dropout = 0.2 };

    [Theory]
    [InlineData(0.9)]
    [InlineData(0)]
    [InlineData(0.999)]
    public void The_moving_average_is_that_of_all_steps_so_far(double decay)
    {
        var steps = new List<double[]>();
        var (seen, _) = Train(new AveragingOptions.Exponential { Decay = decay }, steps);
        Assert.Equal(Epochs * Batches, steps.Count);
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            var t = epoch * Batches;
            var weight = Enumerable.Range(1, t).Select(i => decay == 0 ? (i == t ? 1 : 0) : (1 - decay) * Math.Pow(decay, t - i) / (1 - Math.Pow(decay, t))).ToArray();
            Assert.Equal(1, weight.Sum(), 1e-9);
            for (var p = 0; p < steps[0].Length; p++)
                Assert.Equal(Enumerable.Range(0, t).Sum(i => weight[i] * steps[i][p]), seen[epoch - 1][p], 2e-6);
        }
    }

    [Theory]
    [InlineData(0.5, 4)]
    [InlineData(3, 3)]
    [InlineData(0, 1)]
    public void The_stochastic_average_is_the_mean_over_epochs_from_its_start(double start, int first)
    {
        var steps = new List<double[]>();
        var (seen, _) = Train(new AveragingOptions.Stochastic { Start = start }, steps);
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            var ends = Enumerable.Range(1, epoch).Where(e => e >= first || epoch < first).Select(e => steps[(e * Batches) - 1]).ToList();
            var expected = epoch < first ? steps[(epoch * Batches) - 1] : [.. Enumerable.Range(0, steps[0].Length).Select(p => ends.Average(end => end[p]))];
            Assert.All(expected.Zip(seen[epoch - 1]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_training_that_is_stopped_in_its_first_epoch_ends_with_the_average_so_far(int batches)
    {
        const double Decay = 0.8;
        var steps = new List<double[]>();
        using var classifier = Toys.Classifier(new MlpOptions { Hidden = [3] });
        var begun = Toys.Parameters(classifier.Network);
        using var objective = Toys.Objective(classifier, Toys.Gaussians(16 * Batches, 1), Toys.Gaussians(30, 2), 16);
        using var stop = new CancellationTokenSource();
        if (batches == 0)
            stop.Cancel();
        double[]? seen = null;
        var watch = new Steps(() =>
        {
            steps.Add(Toys.Parameters(classifier.Network));
            if (steps.Count == batches)
                stop.Cancel();
        });
        var section = Toys.Section(Epochs, 0.3) with { Averaging = new AveragingOptions.Exponential { Decay = Decay } };
        var trainer = new Trainer(section, objective, watch) { WithoutEpoch = _ => seen = Toys.Parameters(classifier.Network) };
        Assert.Equal(StopReason.Interrupted, trainer.Run(_ => { }, stop.Token));
        Assert.Equal(batches, steps.Count);
        for (var p = 0; p < begun.Length; p++)
        {
            var mean = steps.Select((step, i) => (1 - Decay) * Math.Pow(Decay, batches - i - 1) / (1 - Math.Pow(Decay, batches)) * step[p]).Sum();
            Assert.Equal(batches == 0 ? begun[p] : mean, seen![p], 2e-6);
        }
    }

    [Fact]
    public void Averaging_changes_nothing_of_the_training_itself()
    {
        var plain = new List<double[]>();
        Train(new AveragingOptions.None(), plain, Normalised);
        foreach (AveragingOptions options in new AveragingOptions[] { new AveragingOptions.Exponential(), new AveragingOptions.Stochastic { Start = 0 } })
        {
            var steps = new List<double[]>();
            Train(options, steps, Normalised);
            Assert.Equal(plain, steps);
        }
    }

    [Fact]
    public void What_is_validated_is_the_average_and_its_statistics_are_those_of_one_pass()
    {
        _ = manual_seed(1);
        using var classifier = Toys.Classifier(Normalised);
        var (train, validation) = (Toys.Gaussians(4 * 16, 1), Toys.Gaussians(50, 2));
        using var objective = Toys.Objective(classifier, train, validation, 16);
        var section = Toys.Section(3, 0.1) with { Averaging = new AveragingOptions.Stochastic { Start = 2 } };
        var trainer = new Trainer(section, objective, SilentProgress.Instance);
        trainer.Run(epoch =>
        {
            Assert.Equal(epoch.ValidationLoss, objective.Validate());
            if (epoch.Epoch < 2)
                return;
            using var scope = NewDisposeScope();
            var norm = classifier.Network.modules().OfType<BatchNorm1d>().Single();
            var linear = classifier.Network.modules().OfType<Linear>().First();
            var order = Hep.Training.Loading.WindowOrder.Permutation(train.Count, 1, epoch.Epoch);
            var (means, variances) = (new double[3], new double[3]);
            for (var batch = 0; batch < 4; batch++)
            {
                float[] rows = [.. order.Skip(16 * batch).Take(16).SelectMany(row => new[] { train.Features[0].Values[row], train.Features[1].Values[row] })];
                var hidden = linear.call(tensor(rows, [16, 2])).detach().to(ScalarType.Float64).data<double>().ToArray();
                for (var unit = 0; unit < 3; unit++)
                {
                    double[] values = [.. Enumerable.Range(0, 16).Select(row => hidden[(3 * row) + unit])];
                    means[unit] += values.Average() / 4;
                    variances[unit] += values.Sum(value => Math.Pow(value - values.Average(), 2)) / 15 / 4;
                }
            }

            Assert.All(means.Zip(norm.running_mean!.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            Assert.All(variances.Zip(norm.running_var!.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            Assert.Equal(0.1, norm.momentum);
        });
    }

    [Fact]
    public void The_best_epoch_and_the_patience_count_from_the_first_average()
    {
        // What is learned makes the validation worse, so that the first epoch is the best of all.
        var train = Toys.Gaussians(400, 1);
        using var classifier = Toys.Classifier(new MlpOptions { Hidden = [] });
        using var objective = Toys.Objective(classifier, train, Toys.Flipped(train), 100);
        var section = Toys.Section(10, 0.2) with { EarlyStopping = new() { Patience = 2 }, Averaging = new AveragingOptions.Stochastic { Start = 5 } };
        var trainer = new Trainer(section, objective, SilentProgress.Instance);
        Assert.Equal(StopReason.EarlyStopping, trainer.Run(_ => { }));
        Assert.Equal([true, false, false, false, true, false, false], trainer.History.Epochs.Select(epoch => epoch.IsBest));
        Assert.Equal(5, trainer.History.Best!.Epoch);
    }

    [Theory]
    [InlineData(0.29, 100, 30)]
    [InlineData(0.57, 100, 58)]
    [InlineData(0.75, 10, 8)]
    [InlineData(0.7, 10, 8)]
    [InlineData(0, 10, 1)]
    [InlineData(4, 10, 4)]
    public void The_first_epoch_is_behind_the_fraction_as_it_is_written(double start, int epochs, int first) =>
        Assert.Equal(first, new AveragingOptions.Stochastic { Start = start }.FirstEpoch(epochs));

    [Fact]
    public void Statistics_that_cannot_be_computed_leave_the_normalisation_as_it_was()
    {
        using var classifier = Toys.Classifier(Normalised);
        var network = classifier.Network;
        network.eval();
        var norm = network.modules().OfType<BatchNorm1d>().Single();
        using var objective = Toys.Objective(classifier, Toys.Gaussians(20, 1), Toys.Gaussians(10, 2), 20);
        Assert.Throws<IOException>(() => BatchStatistics.Refit(network, new Failing(objective)));
        Assert.Equal((0.1, false), (norm.momentum, norm.training));
    }

    [Fact]
    public void The_averages_own_rate_replaces_the_schedule_from_its_start()
    {
        using var classifier = Toys.Classifier(new MlpOptions { Hidden = [] });
        using var objective = Toys.Objective(classifier, Toys.Gaussians(60, 1), Toys.Gaussians(10, 2), 20);
        var section = Toys.Section(5, 0.08) with
        {
            Schedule = new ScheduleOptions.Step { Every = 1, Factor = 0.5 },
            Averaging = new AveragingOptions.Stochastic { Start = 0.5, LearningRate = 0.03 },
        };
        var trainer = new Trainer(section, objective, SilentProgress.Instance);
        trainer.Run(_ => { });
        Assert.Equal([0.08, 0.04, 0.03, 0.03, 0.03], trainer.History.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void A_saved_average_goes_on_to_the_bit_and_one_of_another_network_is_refused()
    {
        using var scope = NewDisposeScope();
        using var classifier = Toys.Classifier(Normalised);
        var network = classifier.Network;
        using var whole = new WeightAverage(new AveragingOptions.Exponential { Decay = 0.7 }, network, 1);
        using var again = new WeightAverage(new AveragingOptions.Exponential { Decay = 0.7 }, network, 1);
        var saved = new TrainingState();
        for (var step = 0; step < 6; step++)
        {
            using (no_grad())
                network.parameters().ToList().ForEach(weight => weight.add_(0.1 * (step + 1)));
            whole.AfterBatch();
            if (step >= 3)
                again.AfterBatch();
            if (step != 2)
                continue;
            whole.Save(saved);
            again.Load(saved);
        }

        using var objective = Toys.Objective(classifier, Toys.Gaussians(20, 1), Toys.Gaussians(10, 2), 20);
        string Averaged(WeightAverage average)
        {
            using var lent = average.Use(objective);
            return Toys.Bits(network);
        }

        var before = Toys.Bits(network);
        Assert.Equal(Averaged(whole), Averaged(again));
        Assert.NotEqual(before, Averaged(whole));
        Assert.Equal(before, Toys.Bits(network));

        using var other = Toys.Classifier(Normalised with { Hidden = [5] });
        using var refused = new WeightAverage(new AveragingOptions.Exponential(), other.Network, 1);
        var error = Assert.Throws<InvalidDataException>(() => refused.Load(saved));
        Assert.Contains("found the average of 'layers.0.weight' with another shape or type than the network's", error.Message, StringComparison.Ordinal);
    }

    // The weights after every step, and those with which every epoch is validated.
    private static (List<double[]> Seen, Trainer Trainer) Train(AveragingOptions averaging, List<double[]> steps, MlpOptions? model = null)
    {
        using var classifier = Toys.Classifier(model ?? new MlpOptions { Hidden = [3] });
        using var objective = Toys.Objective(classifier, Toys.Gaussians(16 * Batches, 1), Toys.Gaussians(30, 2), 16);
        var seen = new List<double[]>();
        var trainer = new Trainer(Toys.Section(Epochs, 0.3) with { Averaging = averaging }, objective, new Steps(() => steps.Add(Toys.Parameters(classifier.Network))));
        trainer.Run(_ => seen.Add(Toys.Parameters(classifier.Network)));
        return (seen, trainer);
    }

    // Events on a disk that fails.
    private sealed class Failing(IObjective inner) : IObjective
    {
        public nn.Module Network => inner.Network;

        public int Events => inner.Events;

        public int Batches => inner.Batches;

        public void Shuffle(int epoch) => inner.Shuffle(epoch);

        public int EventsOf(int batch) => inner.EventsOf(batch);

        public Tensor Loss(int batch) => throw new IOException("the disk fails");

        public double Validate() => inner.Validate();

        public string Describe(int batch) => inner.Describe(batch);
    }

    private sealed class Steps(Action step) : ITrainingProgress
    {
        public void Stage(string stage, long events = 0)
        {
        }

        public void Advance(long events)
        {
        }

        public void Begin(int epochs, long eventsPerEpoch)
        {
        }

        public void Batch(int epoch, int events, double loss) => step();

        public void Epoch(EpochSummary summary)
        {
        }

        public void Note(string message)
        {
        }

        public void End(string reason)
        {
        }
    }
}
