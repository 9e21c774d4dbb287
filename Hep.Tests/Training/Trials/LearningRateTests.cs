using Hep.Models;
using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Hep.Training.Trials;
using Xunit;

namespace Hep.Tests.Training.Trials;

/// <summary>The sweep over learning rates: what it reads from a curve that is known, and that it leaves nothing behind.</summary>
[Collection(nameof(LibTorchState))]
public sealed class LearningRateTests
{
    [Theory]
    [InlineData(1e-3, 1e-1)]
    [InlineData(1e-4, 1e-2)]
    public void The_suggestion_is_where_the_loss_falls_most_steeply(double steepest, double smallest)
    {
        // A step down of half a decade's width, and an explosion beyond the minimum.
        double Loss(double rate) => 0.7 - (0.3 / (1 + Math.Pow(steepest / rate, 2))) + (0.05 * Math.Pow(rate / smallest, 2));
        var points = Enumerable.Range(0, 400).Select(LearningRateSweep.RateOf).Where(rate => rate < 3 * smallest).Select((rate, i) => (rate, Loss(rate) + (0.01 * Math.Sin(12.9898 * i)))).ToList();
        var (smooth, least, suggested) = LearningRateSweep.Read(points);
        Assert.Equal(points.Count, smooth.Length);
        Assert.Equal(Math.Log10(steepest), Math.Log10(suggested!.Value), 0.2);
        Assert.InRange(least!.Value, steepest, smallest);
        Assert.All(points.Zip(smooth).Where(pair => pair.First.rate < smallest), pair => Assert.Equal(Loss(pair.First.rate), pair.Second, 0.03));
    }

    [Fact]
    public void A_curve_that_does_not_fall_suggests_nothing()
    {
        var noise = Enumerable.Range(0, 200).Select(i => (LearningRateSweep.RateOf(i), 0.7 + (0.02 * Math.Sin(12.9898 * i)) + (i > 150 ? 0.05 * (i - 150) : 0))).ToList();
        Assert.Equal((null, null), LearningRateSweep.Read(noise) is var (_, smallest, suggested) ? (smallest, suggested) : default);
        Assert.Null(LearningRateSweep.Read([.. noise.Take(10)]).Suggested);
    }

    [Fact]
    public void A_sweep_leaves_weights_and_statistics_as_they_were()
    {
        using var classifier = Toys.Classifier(new MlpOptions { Hidden = [8], Normalization = Normalization.Batch });
        using var objective = Toys.Objective(classifier, Toys.Gaussians(640, 1), Toys.Gaussians(10, 2), 64);
        var before = Toys.Bits(classifier.Network);
        var points = new LearningRateSweep(Toys.Section(1, 0.1), objective).Run(SilentProgress.Instance, default);
        Assert.Equal(before, Toys.Bits(classifier.Network));
        Assert.True(points.Count > 100);
        Assert.Equal(1e-7, points[0].Rate, 1e-20);
        var (_, _, suggested) = LearningRateSweep.Read(points);
        Assert.InRange(suggested!.Value, 1e-3, 3);
    }

    [Fact]
    public void It_writes_a_figure_with_its_numbers_and_nothing_of_a_training()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("card.yaml"), Studies.Card());
        var request = new TrainRequest(folder.File("card.yaml")) { Out = folder.File("rate") };
        var outcome = LearningRateTrial.Execute(request, SilentProgress.Instance);
        Assert.Equal(folder.File("rate/plots/learning_rate.png"), outcome.Figure);
        Assert.Equal(["plots", "trial.yaml"], Directory.EnumerateFileSystemEntries(folder.File("rate")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var numbers = File.ReadAllLines(folder.File("rate/plots/learning_rate.csv"));
        Assert.Equal("learning_rate,loss,smoothed_loss", numbers[0]);
        Assert.True(numbers.Length > 100);
        Assert.InRange(outcome.Suggested!.Value, 1e-6, 1);

        var error = Assert.Throws<InvalidDataException>(() => LearningRateTrial.Execute(
            request with { Out = folder.File("other"), Overrides = [CardOverride.Set("training.optimizer=lbfgs"), CardOverride.Set("model.dropout=0")] }, SilentProgress.Instance));
        Assert.Equal("--find-lr: found the optimizer lbfgs, expected one that takes a step a batch; for lbfgs a rate of 1 is the one to begin with", error.Message);
        Assert.False(Directory.Exists(folder.File("other")));
    }
}
