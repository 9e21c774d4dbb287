using Hep.Data;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Objectives;
using Hep.Training.Progress;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Optimization;

/// <summary>LBFGS on logistic regression, whose optimum has no gradient.</summary>
[Collection(nameof(LibTorchState))]
public sealed class FullBatchTests : IDisposable
{
    private static readonly EventTable Events = Toys.Gaussians(600, 3);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_reaches_the_optimum_in_a_few_epochs_whatever_the_batches_and_windows()
    {
        var whole = Train(new EventSet(Events), 600);
        var (a, b) = (Events.Features[0].Values, Events.Features[1].Values);
        var slope = new double[3];
        for (var i = 0; i < Events.Count; i++)
        {
            var error = (1 / (1 + Math.Exp(-((whole[0] * a[i]) + (whole[1] * b[i]) + whole[2])))) - Events.Labels[i];
            (slope[0], slope[1], slope[2]) = (slope[0] + (error * a[i]), slope[1] + (error * b[i]), slope[2] + error);
        }

        Assert.All(slope, value => Assert.Equal(0, value / Events.Count, 2e-5));
        using var collector = new EventCollector(0, _ => 150, folder.File("spool"));
        collector.Add(Events);
        using var spooled = collector.Select("train", [.. Enumerable.Range(0, Events.Count)]);
        Assert.False(spooled.IsInMemory);
        foreach (var found in new[] { Train(new EventSet(Events), 7), Train(spooled, 50) })
            Assert.All(whole.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
    }

    [Fact]
    public void A_quadratic_penalty_is_part_of_what_it_minimises()
    {
        const double Strength = 0.1;
        var found = Train(new EventSet(Events), 600, section => section with { Penalty = new() { L2 = Strength } });
        var (a, b) = (Events.Features[0].Values, Events.Features[1].Values);
        var slope = (2 * Strength * found[0] * Events.Count) + Enumerable.Range(0, Events.Count).Sum(i =>
            ((1 / (1 + Math.Exp(-((found[0] * a[i]) + (found[1] * b[i]) + found[2])))) - Events.Labels[i]) * a[i]);
        Assert.Equal(0, slope / Events.Count, 2e-5);
    }

    [Fact]
    public void An_interruption_leaves_the_weights_as_they_were_before_the_epoch()
    {
        using var classifier = Toys.Classifier(new MlpOptions { Hidden = [] });
        using var objective = Toys.Objective(classifier, Events, Events, 100);
        using var stop = new CancellationTokenSource();
        var (start, moved) = (Toys.Bits(classifier.Network), "");
        var trainer = new Trainer(Section(), new Stopping(objective, losses: 20, () => moved = Toys.Bits(classifier.Network), stop), SilentProgress.Instance);
        Assert.Equal(StopReason.Interrupted, trainer.Run(_ => { }, stop.Token));
        Assert.Empty(trainer.History.Epochs);
        Assert.NotEqual(start, moved);
        Assert.Equal(start, Toys.Bits(classifier.Network));
    }

    private static TrainingSection Section() => Toys.Section(4, 1) with { Optimizer = new OptimizerOptions.Lbfgs() };

    private static double[] Train(EventSet events, int batch, Func<TrainingSection, TrainingSection>? change = null)
    {
        using var classifier = Toys.Classifier(new MlpOptions { Hidden = [] });
        using var objective = new BinaryClassification(classifier, events, new EventSet(Events), [1, 1], batch, 1, CPU);
        new Trainer((change ?? (section => section))(Section()), objective, SilentProgress.Instance).Run(_ => { });
        return Toys.Parameters(classifier.Network);
    }

    /// <summary>Asks for a stop in the middle of an evaluation.</summary>
    private sealed class Stopping(IObjective inner, int losses, Action stopping, CancellationTokenSource stop) : IObjective
    {
        private int seen;

        public nn.Module Network => inner.Network;

        public int Events => inner.Events;

        public int Batches => inner.Batches;

        public void Shuffle(int epoch) => inner.Shuffle(epoch);

        public int EventsOf(int batch) => inner.EventsOf(batch);

        public Tensor Loss(int batch)
        {
            if (++seen == losses)
            {
                stopping();
                stop.Cancel();
            }

            return inner.Loss(batch);
        }

        public double Validate() => inner.Validate();

        public string Describe(int batch) => inner.Describe(batch);
    }
}
