using System.Globalization;
using System.Text.RegularExpressions;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Objectives;
using Hep.Training.Progress;
using TorchSharp;
using Xunit;

namespace Hep.Tests.Training;

/// <summary>Batches, their order, what rehearsing for the number of threads leaves behind, and memory.</summary>
[Collection(nameof(LibTorchState))]
public sealed class BatchesTests
{
    private static readonly MlpOptions Small = new() { Hidden = [8], Normalization = Normalization.Batch, Dropout = 0.2 };

    [Fact]
    public void The_order_is_a_permutation_of_seed_and_epoch()
    {
        var train = Toys.Gaussians(200, 1);
        using var classifier = Toys.Classifier(Small);
        using var one = Toys.Objective(classifier, train, train, 1, seed: 1);
        using var again = Toys.Objective(classifier, train, train, 1, seed: 1);
        using var other = Toys.Objective(classifier, train, train, 1, seed: 2);
        var first = Order(one, 1);
        Assert.Equal(train.EventIds.Order(), first.Order());
        Assert.NotEqual(train.EventIds, first);
        Assert.NotEqual(first, Order(one, 2));
        Assert.NotEqual(first, Order(other, 1));
        Assert.NotEqual(Order(one, 2), Order(other, 1));
        Assert.Equal(Order(one, 2), Order(again, 2));
        Assert.Equal(first, Order(again, 1));
    }

    [Fact]
    public void Every_order_is_as_likely_as_any_other()
    {
        const int Epochs = 3000;
        var train = Toys.Gaussians(3, 1);
        using var classifier = Toys.Classifier(Small);
        using var objective = Toys.Objective(classifier, train, train, 1, seed: 7);
        var counts = Enumerable.Range(1, Epochs).CountBy(epoch => string.Join(' ', Order(objective, epoch))).ToArray();
        Assert.Equal(6, counts.Length);

        // 500 each, with a standard deviation of sqrt(3000 * 5 / 36) = 20.4.
        Assert.All(counts, count => Assert.InRange(count.Value, 500 - 82, 500 + 82));
    }

    [Theory]
    [InlineData(32, 8, "8 8 8 8")]
    [InlineData(33, 8, "8 8 8 9")]
    [InlineData(34, 8, "8 8 8 8 2")]
    [InlineData(39, 8, "8 8 8 8 7")]
    [InlineData(8, 8, "8")]
    [InlineData(9, 8, "9")]
    [InlineData(5, 8, "5")]
    [InlineData(3, 2, "3")]
    public void No_batch_is_left_with_one_event(int events, int batch, string sizes)
    {
        var train = Toys.Gaussians(events, 1);
        using var classifier = Toys.Classifier(Small);
        using var objective = Toys.Objective(classifier, train, train, batch);
        var progress = new RecordedProgress();
        new Trainer(Toys.Section(1, 0.1), objective, progress).Run(_ => { });
        Assert.Equal(sizes, string.Join(' ', progress.Batches.Select(b => b.Events)));
        Assert.Equal(events, objective.Events);
    }

    [Fact]
    public void Batches_of_one_are_possible_where_nothing_is_normalised_over_them()
    {
        var train = Toys.Gaussians(4, 1);
        using var classifier = Toys.Classifier(new MlpOptions { Hidden = [] });
        using var objective = Toys.Objective(classifier, train, train, 1);
        var progress = new RecordedProgress();
        new Trainer(Toys.Section(1, 0.1), objective, progress).Run(_ => { });
        Assert.Equal([1, 1, 1, 1], progress.Batches.Select(b => b.Events));
    }

    [Theory]
    [InlineData(Normalization.None, 0.0)]
    [InlineData(Normalization.Batch, 0.0)]
    [InlineData(Normalization.Layer, 0.3)]
    [InlineData(Normalization.Batch, 0.3)]
    public void Measuring_the_threads_changes_no_bit_of_the_training(Normalization normalization, double dropout)
    {
        var options = Small with { Normalization = normalization, Dropout = dropout };
        var (measured, threads) = Train(options, null);
        var (given, _) = Train(options, int.Parse(threads.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.Contains("measured", threads, StringComparison.Ordinal);
        Assert.Equal(given, measured);
    }

    [Fact]
    public void Memory_is_flat_over_twenty_thousand_steps()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var live = new List<long>();
        var resident = new List<long>();
        using (var classifier = Toys.Classifier(new MlpOptions { Hidden = [8], Dropout = 0.2 }))
        {
            var made = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            using (var objective = Toys.Objective(classifier, Toys.Gaussians(400, 1), Toys.Gaussians(100, 2), 4))
            {
                var section = Toys.Section(200, 1e-3) with { Optimizer = new OptimizerOptions.Adam(), GradientClip = 1, Schedule = new ScheduleOptions.OneCycle() };
                new Trainer(section, objective, SilentProgress.Instance).Run(epoch =>
                {
                    live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
                    if (epoch.Epoch % 20 == 0)
                        resident.Add(Environment.WorkingSet);
                });
            }

            Assert.Equal(made, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(200, live.Count);
        Assert.Single(live.Distinct());
        Assert.InRange(resident[^1] - resident[1], long.MinValue, 24 << 20);
    }

    private static (string Bits, string Threads) Train(MlpOptions options, int? threads)
    {
        using var classifier = Toys.Classifier(options);
        using var objective = Toys.Objective(classifier, Toys.Gaussians(301, 1), Toys.Gaussians(50, 2), 32);
        var trainer = new Trainer(Toys.Section(3, 0.05) with { Optimizer = new OptimizerOptions.Adam(), Threads = threads }, objective, SilentProgress.Instance);
        trainer.Run(_ => { });
        return (Toys.Bits(classifier), trainer.Threads);
    }

    private static ulong[] Order(BinaryClassification objective, int epoch)
    {
        objective.Shuffle(epoch);
        return [.. Enumerable.Range(0, objective.Batches).Select(batch => ulong.Parse(Regex.Match(objective.Describe(batch), @"the ids (\d+);").Groups[1].Value, CultureInfo.InvariantCulture))];
    }
}
