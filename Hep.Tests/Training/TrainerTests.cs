using System.Text.Json;
using Hep.Data;
using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training;

/// <summary>The trainer on logistic regression, where every step and the optimum can be computed by hand.</summary>
[Collection(nameof(LibTorchState))]
public sealed class TrainerTests
{
    private static readonly MlpOptions Linear = new() { Hidden = [] };

    [Fact]
    public void Full_batch_steps_and_losses_are_those_of_a_loop_by_hand()
    {
        const int Events = 40, Epochs = 15;
        const double Rate = 0.7;
        var weights = Enumerable.Range(0, Events).Select(i => 0.25 + (i % 7 * 0.25)).ToArray();
        var (train, validation) = (Toys.Gaussians(Events, 1, weights), Toys.Gaussians(30, 2, weights[..30]));
        using var classifier = Toys.Classifier(Linear);
        var expected = Toys.Parameters(classifier.Network);
        using var objective = Toys.Objective(classifier, train, validation, Events);
        var trainer = new Trainer(Toys.Section(Epochs, Rate), objective, SilentProgress.Instance);
        Assert.Equal(StopReason.AllEpochs, trainer.Run(_ => { }));

        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var (loss, gradient) = ByHand(train, expected);
            Assert.Equal(loss / Events, trainer.History.Epochs[epoch].TrainLoss, 2e-6);
            for (var p = 0; p < 3; p++)
                expected[p] -= Rate * gradient[p] / Events;
            Assert.Equal(ByHand(validation, expected).Loss / validation.Weights.Sum(), trainer.History.Epochs[epoch].ValidationLoss, 2e-6);
        }

        Assert.All(Toys.Parameters(classifier.Network).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 2e-6));
    }

    [Fact]
    public void It_finds_the_optimum_of_two_Gaussians()
    {
        var train = Toys.Gaussians(20_000, 3);
        using var classifier = Toys.Classifier(Linear);
        using var objective = Toys.Objective(classifier, train, Toys.Gaussians(2_000, 4), train.Count);
        new Trainer(Toys.Section(200, 3), objective, SilentProgress.Instance).Run(_ => { });

        // ln p1/p0 = (x - mu/2) mu; the error of a coefficient is about 1 / sqrt(0.2 N) = 0.016.
        var found = Toys.Parameters(classifier.Network);
        Assert.Equal(1, found[0], 0.05);
        Assert.Equal(-0.5, found[1], 0.05);
        Assert.Equal(-0.625, found[2], 0.05);
        Assert.All(ByHand(train, found).Gradient, slope => Assert.Equal(0, slope / train.Count, 1e-5));
    }

    [Fact]
    public void A_clipped_step_is_the_plain_one_made_shorter()
    {
        double[] Step(double? clip)
        {
            using var classifier = Toys.Classifier(Linear);
            var before = Toys.Parameters(classifier.Network);
            using var objective = Toys.Objective(classifier, Toys.Gaussians(40, 1), Toys.Gaussians(10, 2), 40);
            new Trainer(Toys.Section(1, 1) with { GradientClip = clip }, objective, SilentProgress.Instance).Run(_ => { });
            return [.. Toys.Parameters(classifier.Network).Zip(before, (after, start) => after - start)];
        }

        var plain = Step(null);
        var length = Math.Sqrt(plain.Sum(x => x * x));
        Assert.True(length > 0.1);
        Assert.All(Step(0.01).Zip(plain), pair => Assert.Equal(pair.Second * 0.01 / length, pair.First, 1e-6));
        Assert.Equal(plain, Step(10 * length));
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("step")]
    [InlineData("exponential")]
    [InlineData("cosine")]
    [InlineData("one_cycle")]
    [InlineData("plateau")]
    [InlineData("inverse_time")]
    [InlineData("constant after 4 batches")]
    [InlineData("exponential after 6 batches")]
    [InlineData("step after 4 batches")]
    [InlineData("cosine after 3 batches")]
    public void The_history_holds_the_learning_rates_of_PyTorch(string name)
    {
        ScheduleOptions schedule = name.Split(' ')[0] switch
        {
            "inverse_time" => new ScheduleOptions.InverseTime { Decay = 0.3 },
            "step" => new ScheduleOptions.Step { Every = 3, Factor = 0.5 },
            "exponential" => new ScheduleOptions.Exponential { Factor = 0.9 },
            "cosine" => new ScheduleOptions.Cosine { FinalRate = 1e-4 },
            "one_cycle" => new ScheduleOptions.OneCycle { Warmup = 0.3, InitialDivisor = 25, FinalDivisor = 1e4 },
            "plateau" => new ScheduleOptions.Plateau { Factor = 0.1, Patience = 1, Threshold = 1e-4, FinalRate = 1e-6 },
            _ => new ScheduleOptions.Constant(),
        };
        Warmup? warmup = name switch
        {
            "constant after 4 batches" => new() { Batches = 4, Start = 0.25 },
            "exponential after 6 batches" => new() { Epochs = 2 },
            "step after 4 batches" => new() { Batches = 4, Start = 0.1 },
            "cosine after 3 batches" => new() { Batches = 3, Start = 0.5 },
            _ => null,
        };
        var golden = JsonSerializer.Deserialize<Dictionary<string, double[]>>(File.ReadAllText(Repository.PathOf("Hep.Tests/Training/golden/schedules.json")))!;
        var train = Toys.Gaussians(60, 1);
        using var classifier = Toys.Classifier(Linear);
        using var objective = Toys.Objective(classifier, train, Toys.Flipped(train), 20);
        var trainer = new Trainer(Toys.Section(8, 0.02) with { Schedule = schedule, Warmup = warmup }, objective, SilentProgress.Instance);
        trainer.Run(_ => { });
        Assert.Equal(golden[name].Length, trainer.History.Epochs.Count);
        Assert.All(golden[name].Zip(trainer.History.Epochs), pair => Assert.Equal(pair.First, pair.Second.LearningRate, 1e-12));
    }

    [Fact]
    public void It_stops_when_the_validation_gets_no_better_and_knows_the_best_epoch()
    {
        var train = Toys.Gaussians(400, 1);
        using var classifier = Toys.Classifier(Linear);
        using var objective = Toys.Objective(classifier, train, Toys.Flipped(train), 100);
        var progress = new RecordedProgress();
        var trainer = new Trainer(Toys.Section(50, 0.2) with { EarlyStopping = new() { Patience = 3 } }, objective, progress);
        Assert.Equal(StopReason.EarlyStopping, trainer.Run(_ => { }));
        Assert.Equal([true, false, false, false], trainer.History.Epochs.Select(epoch => epoch.IsBest));
        Assert.Equal(1, trainer.History.Best!.Epoch);
        Assert.Equal("stopped early: no better validation loss for 3 epochs", progress.Ended);
        Assert.Equal(trainer.History.Epochs, progress.Epochs);
    }

    [Fact]
    public void An_improvement_below_min_delta_is_the_best_epoch_but_buys_no_patience()
    {
        var train = Toys.Gaussians(400, 1);
        using var classifier = Toys.Classifier(Linear);
        using var objective = Toys.Objective(classifier, train, train, 100);
        var trainer = new Trainer(Toys.Section(50, 0.01) with { EarlyStopping = new() { Patience = 4, MinDelta = 10 } }, objective, SilentProgress.Instance);
        Assert.Equal(StopReason.EarlyStopping, trainer.Run(_ => { }));
        Assert.Equal([true, true, true, true, true], trainer.History.Epochs.Select(epoch => epoch.IsBest));
        Assert.Equal(5, trainer.History.Best!.Epoch);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(8, 2)]
    public void An_interruption_ends_it_after_the_batch(int batches, int epochs)
    {
        using var classifier = Toys.Classifier(Linear);
        using var objective = Toys.Objective(classifier, Toys.Gaussians(80, 1), Toys.Gaussians(10, 2), 20);
        var progress = new RecordedProgress(batches);
        var trainer = new Trainer(Toys.Section(50, 0.01), objective, progress);
        Assert.Equal(StopReason.Interrupted, trainer.Run(_ => { }, progress.Stop));
        Assert.Equal(batches, progress.Batches.Count);
        Assert.Equal(epochs, trainer.History.Epochs.Count);
        Assert.Equal("interrupted: what was reached is kept", progress.Ended);
    }

    [Fact]
    public void A_loss_that_is_no_number_names_the_batch_and_the_feature()
    {
        var train = Toys.Gaussians(12, 1);
        train.Features[1].Values[7] = float.MaxValue;
        using var classifier = new Classifier(new Preprocessor(Preprocessings.Standard([0f, 0f], [1f, 0.1f], null, "a", "b")), new Mlp(Linear, 2, 1), new Temperature());
        using (no_grad())
            classifier.Network.parameters().ToList().ForEach(weights => weights.fill_(0.5));
        using var objective = Toys.Objective(classifier, train, Toys.Gaussians(10, 2), 100);
        var error = Assert.Throws<RunFailedException>(() => new Trainer(Toys.Section(3, 0.5), objective, SilentProgress.Instance).Run(_ => { }));
        Assert.Equal(
            "epoch 1, batch 1 of 1: the loss is NaN; its 12 events have the ids 1004, 1005, 1006, ...; the largest network input is Infinity, 'b' of event 1007. "
            + "Try a smaller training.learning_rate (now 0.5), or training.gradient_clip: 1",
            // Libraries differ in what an infinite logit's loss is.
            error.Message.Replace("the loss is Infinity", "the loss is NaN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(2)]
    public void A_step_that_loses_the_weights_is_named_and_not_the_batch_after_it(int batch)
    {
        var train = Toys.Gaussians(20, 1);
        for (var i = 0; i < 20; i++)
            train.Features[0].Values[i] *= 1e4f;
        using var classifier = Toys.Classifier(Linear);
        using var objective = Toys.Objective(classifier, train, Toys.Gaussians(10, 2), batch);
        var progress = new RecordedProgress();
        var error = Assert.Throws<RunFailedException>(() => new Trainer(Toys.Section(3, 3e38), objective, progress).Run(_ => { }));
        Assert.StartsWith($"epoch 1, batch {progress.Batches.Count} of {20 / batch}: its step made weights that are not finite; its {batch} events have the ids 1", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Try a smaller training.learning_rate (now 3E+38), or training.gradient_clip: 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_loss_that_is_no_number_ends_it()
    {
        var validation = Toys.Gaussians(10, 2);
        validation.Features[0].Values[3] = float.PositiveInfinity;
        using var classifier = Toys.Classifier(Linear);
        using var objective = Toys.Objective(classifier, Toys.Gaussians(20, 1), validation, 5);
        var error = Assert.Throws<RunFailedException>(() => new Trainer(Toys.Section(3, 0.1), objective, SilentProgress.Instance).Run(_ => { }));
        Assert.Equal("epoch 1: the validation loss is NaN. Try a smaller training.learning_rate (now 0.1), or training.gradient_clip: 1", error.Message);
    }

    // Gradient of sum w (ln(1 + e^z) - y z) after a, b and the constant.
    private static (double Loss, double[] Gradient) ByHand(EventTable table, double[] parameters)
    {
        double loss = 0;
        var gradient = new double[3];
        for (var i = 0; i < table.Count; i++)
        {
            var (a, b, y, w) = (table.Features[0].Values[i], table.Features[1].Values[i], table.Labels[i], table.Weights[i]);
            var z = (parameters[0] * a) + (parameters[1] * b) + parameters[2];
            loss += w * (Math.Log(1 + Math.Exp(z)) - (y * z));
            var slope = w * ((1 / (1 + Math.Exp(-z))) - y);
            gradient[0] += slope * a;
            gradient[1] += slope * b;
            gradient[2] += slope;
        }

        return (loss, gradient);
    }
}
