using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

/// <summary>What a user reads when keys of the training do not go together, to the letter.</summary>
public class TrainingSectionMessageTests
{
    private const string Good = """
        data:
          source: higgs
          features: {DER_mass_MMC: GeV}
          label: {column: Label, signal: s, background: b}
          event_id: EventId
          split: {by: hash}
        model: {name: mlp, hidden: [8]}
        training:
          epochs: 3
        """;

    [Theory]
    [InlineData("warmup: {epochs: 1, batches: 5}", "training.warmup: found both epochs and batches, expected one of them")]
    [InlineData("warmup: {start: 0.5}", "training.warmup: found neither epochs nor batches, expected one of them")]
    [InlineData("warmup: {epochs: 3}", "training.warmup.epochs: found 3 epochs, expected fewer than the 3 of training.epochs")]
    [InlineData("warmup: 5", "training.warmup: found 5, expected a mapping such as {epochs: 2}, or none")]
    [InlineData("warmup: {epochs: 1, start: 0}", "training.warmup.start: found 0, expected a number greater than 0 and at most 1")]
    [InlineData("warmup: {epochs: 1}\n  schedule: one_cycle",
        "training.warmup: found it with the schedule one_cycle, expected none: that schedule begins with a rise of its own (training.schedule.warmup)")]
    [InlineData("gradient_clip: 1\n  gradient_clip_value: 1",
        "training.gradient_clip_value: found it beside gradient_clip, expected one of them: the norm of the gradient is limited, or its components are", 11)]
    [InlineData("penalty: {}", "training.penalty: found no penalty, expected l1, l2 or both")]
    [InlineData("penalty: {l1: -1}", "training.penalty.l1: found -1, expected a number, 0 or more")]
    [InlineData("averaging: {name: ema, decay: 1}", "training.averaging.decay: found 1, expected a number from 0 up to but not including 1")]
    [InlineData("averaging: {name: swa, start: 2.5}", "training.averaging.start: found 2.5, expected a fraction of the epochs below 1, or the whole number of an epoch")]
    [InlineData("averaging: {name: swa, start: 4}", "training.averaging.start: found 4, expected a fraction below 1, or an epoch up to the 3 of training.epochs")]
    [InlineData("averaging: sva", "training.averaging: found \"sva\", expected one of none, ema, swa; did you mean swa?")]
    [InlineData("loss: {name: focal, gamma: -1}", "training.loss.gamma: found -1, expected a number, 0 or more")]
    [InlineData("loss: {name: focal, label_smoothing: 0.1}", "training.loss.label_smoothing: found an unknown key, expected name, gamma, alpha")]
    [InlineData("loss: {name: bce, label_smoothing: 1}", "training.loss.label_smoothing: found 1, expected a number from 0 up to but not including 1")]
    [InlineData("curriculum: {column: weight}", "training.curriculum.column: found weight, which is what predictions.csv calls a column of its own, expected another column")]
    [InlineData("curriculum: {by: weight}", "training.curriculum.column: missing, expected the name of a column of numbers")]
    [InlineData("curriculum: {column: x, pacing: lineal}", "training.curriculum.pacing: found \"lineal\", expected one of linear, exponential, step; did you mean linear?")]
    [InlineData("optimizer: lbfgs\n  schedule: one_cycle",
        "training.schedule: found it with the optimizer lbfgs, expected none: one_cycle changes the rate batch by batch, and an epoch of lbfgs is one step (step, exponential, inverse_time, cosine and plateau work)", 11)]
    [InlineData("head_learning_rate: 0", "training.head_learning_rate: found 0, expected a number greater than 0")]
    [InlineData("optimizer: lbfgs\n  head_learning_rate: 0.1", "training.head_learning_rate: found it with the optimizer lbfgs, expected none: its step is one of all weights together", 11)]
    [InlineData("optimizer: lbfgs\n  warmup: {batches: 5}", "training.warmup.batches: found it with the optimizer lbfgs, expected none: an epoch of lbfgs is one step; give warmup.epochs", 11)]
    [InlineData("optimizer: lbfgs\n  gradient_clip: 1", "training.gradient_clip: found it with the optimizer lbfgs, expected none: a gradient that is cut has not the curvature of the loss", 11)]
    [InlineData("optimizer: lbfgs\n  gradient_clip_value: 1", "training.gradient_clip_value: found it with the optimizer lbfgs, expected none: a gradient that is cut has not the curvature of the loss", 11)]
    [InlineData("optimizer: lbfgs\n  penalty: {l1: 1e-5}",
        "training.penalty.l1: found it with the optimizer lbfgs, expected none: the absolute value has no curvature at 0, which is where it drives weights to; l2 works", 11)]
    public void One_problem_is_one_line(string lines, string message, int line = 10)
    {
        var error = Assert.Throws<InvalidDataException>(() => RunCard.FromSource($"{Good}\n  {lines}\n", "card.yaml"));
        Assert.Equal($"card.yaml:{line}: {message}", error.Message);
    }

    [Fact]
    public void A_network_with_dropout_is_not_for_lbfgs()
    {
        var card = Good.Replace("hidden: [8]", "hidden: [8], dropout: 0.1", StringComparison.Ordinal);
        var error = Assert.Throws<InvalidDataException>(() => RunCard.FromSource($"{card}\n  optimizer: lbfgs\n", "card.yaml"));
        Assert.Equal("card.yaml:7: model.dropout: found it with the optimizer lbfgs, expected 0: the loss must be the same at every look at the same weights", error.Message);
    }
}
