using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Optimization;
using Hep.Training.Progress;
using Hep.Training.Trials;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Optimization;

/// <summary>Layers that are not trained stay as they are to the last bit, whatever a training does to the others.</summary>
[Collection(nameof(LibTorchState))]
public sealed class FrozenLayersTests
{
    private static readonly MlpOptions Net = new() { Hidden = [5, 4, 3], Dropout = 0.3, Normalization = Normalization.Batch };

    // Of the first two layers: linear maps and normalisations; activations and dropouts have no names in a state.
    private static readonly string[] FirstTwo = ["layers.0.", "layers.1.", "layers.4.", "layers.5."];

    private static readonly Dictionary<string, TrainingSection> Sections = new(StringComparer.Ordinal)
    {
        ["sgd with momentum and decay"] = Section(new OptimizerOptions.Sgd { Momentum = 0.9, WeightDecay = 0.1 }),
        ["adamw with decay"] = Section(new OptimizerOptions.AdamW { WeightDecay = 0.1 }),
        ["penalty and limit"] = Section(new OptimizerOptions.Adam()) with { Penalty = new() { L1 = 0.01, L2 = 0.01 }, GradientClip = 0.1 },
        ["moving average"] = Section(new OptimizerOptions.Adam()) with { Averaging = new AveragingOptions.Exponential { Decay = 0.5 } },
        ["stochastic average"] = Section(new OptimizerOptions.Adam()) with { Averaging = new AveragingOptions.Stochastic { Start = 2 } },
        ["rate of the head"] = Section(new OptimizerOptions.Adam()) with { HeadLearningRate = 0.1 },
        ["lbfgs"] = Section(new OptimizerOptions.Lbfgs { MaxIterations = 3 }) with { Penalty = new() { L2 = 0.01 } },
    };

    public static IEnumerable<object[]> Names => Sections.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public void They_are_the_same_to_the_bit_after_a_training_and_in_every_epoch_that_is_kept(string name)
    {
        var options = name == "lbfgs" ? Net with { Dropout = 0 } : Net;
        string[] first = name == "lbfgs" ? ["layers.0.", "layers.1.", "layers.3.", "layers.4."] : FirstTwo;
        using var classifier = Frozen(options, 2);
        using (no_grad())
        {
            // A negative zero is what a sum with zero would not give back.
            classifier.Network.parameters().First().view(-1).narrow(0, 0, 1).fill_(-0.0f);
        }

        var before = Entries(classifier);
        using var objective = Toys.Objective(classifier, Toys.Gaussians(100, 1), Toys.Gaussians(40, 2), 16);
        new Trainer(Sections[name], objective, SilentProgress.Instance).Run(_ => Compare(before, Entries(classifier), first));
        Compare(before, Entries(classifier), first);
    }

    [Fact]
    public void They_drop_nothing_and_their_statistics_stand_still_while_the_others_are_trained()
    {
        using var scope = NewDisposeScope();
        using var classifier = Frozen(Net, null);
        var input = randn(20, 2);
        classifier.Network.eval();
        var expected = classifier.Network.call(input).data<float>().ToArray();
        new TrainedLayers(classifier.Network).Train();
        Assert.Equal(expected, classifier.Network.call(input).data<float>().ToArray());
        using var free = Toys.Classifier(Net);
        new TrainedLayers(free.Network).Train();
        Assert.NotEqual(free.Network.call(input).data<float>().ToArray(), free.Network.call(input).data<float>().ToArray());
    }

    [Fact]
    public void A_modulated_perceptron_drops_behind_the_layers_that_are_trained_alone()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(1);
        using var network = new FilmMlp(new() { Hidden = [6, 6], Dropout = 0.5 }, 3, [2], 1);
        float[] Output() => network.call(ones(20, 3)).data<float>().ToArray();
        TrainedLayers.Freeze(network, 1);
        new TrainedLayers(network).Train();
        Assert.NotEqual(Output(), Output());
        TrainedLayers.Freeze(network, null);
        new TrainedLayers(network).Train();
        Assert.Equal(Output(), Output());
        Assert.Equal(["layers.2.weight", "layers.2.bias"], network.named_parameters().Where(named => named.parameter.requires_grad).Select(named => named.name));
    }

    [Fact]
    public void The_head_on_frozen_layers_is_trained_as_a_regression_on_what_they_give()
    {
        using var scope = NewDisposeScope();
        var options = new MlpOptions { Hidden = [2], Activation = Activation.Tanh };
        var (train, validation) = (Toys.Gaussians(60, 1), Toys.Gaussians(20, 2));
        using var deep = Frozen(options, null);
        using var flat = Toys.Classifier(new() { Hidden = [] });
        var hidden = ((IChain)deep.Network).Stages[0];
        var first = ((TorchSharp.Modules.Sequential)hidden)[0];
        using (no_grad())
        {
            foreach (var (from, to) in deep.Network.parameters().TakeLast(2).Zip(flat.Network.parameters()))
                to.copy_(from);
        }

        Hep.Data.EventTable Through(Hep.Data.EventTable table)
        {
            using var untracked = no_grad();
            var rows = table.Features[0].Values.Zip(table.Features[1].Values, (a, b) => new[] { a, b }).SelectMany(pair => pair).ToArray();
            var units = ((nn.Module<Tensor, Tensor>)first).call(tensor(rows, [table.Count, 2])).tanh().t().contiguous().data<float>().ToArray();
            return table.With(features: [table.Features[0] with { Values = units[..table.Count] }, table.Features[1] with { Values = units[table.Count..] }]);
        }

        using (var objective = Toys.Objective(deep, train, validation, 20))
            new Trainer(Toys.Section(4, 0.5), objective, SilentProgress.Instance).Run(_ => { });
        using (var objective = Toys.Objective(flat, Through(train), Through(validation), 20))
            new Trainer(Toys.Section(4, 0.5), objective, SilentProgress.Instance).Run(_ => { });
        Assert.All(Toys.Parameters(deep.Network)[^3..].Zip(Toys.Parameters(flat.Network)), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void The_limit_of_the_gradient_is_that_of_the_trained_layers()
    {
        using var classifier = Frozen(new() { Hidden = [8] }, null);
        using var objective = Toys.Objective(classifier, Toys.Gaussians(40, 1), Toys.Gaussians(10, 2), 40);
        var before = Toys.Parameters(classifier.Network);

        // A gradient that a frozen layer has from elsewhere counts for nothing.
        var frozen = classifier.Network.parameters().First();
        frozen.grad = ones_like(frozen);
        new Trainer(Toys.Section(1, 1) with { GradientClip = 1e-3 }, objective, SilentProgress.Instance).Run(_ => { });
        Assert.Equal(1e-3, Math.Sqrt(Toys.Parameters(classifier.Network).Zip(before, (after, start) => Math.Pow(after - start, 2)).Sum()), 1e-5);
    }

    [Fact]
    public void A_sweep_over_learning_rates_leaves_them_alone_too()
    {
        using var classifier = Frozen(Net, 2);
        using var objective = Toys.Objective(classifier, Toys.Gaussians(640, 1), Toys.Gaussians(10, 2), 64);
        var before = Toys.Bits(classifier.Network);
        var points = new LearningRateSweep(Toys.Section(1, 0.1) with { HeadLearningRate = 1 }, objective).Run(SilentProgress.Instance, default);
        Assert.Equal(before, Toys.Bits(classifier.Network));
        Assert.True(points.Count > 100);
        Assert.True(points.Min(point => point.Loss) < points[0].Loss);
    }

    private static TrainingSection Section(OptimizerOptions optimizer) => new() { Epochs = 3, BatchSize = 16, LearningRate = 0.02, Threads = 1, Optimizer = optimizer };

    private static Classifier Frozen(MlpOptions options, int? count)
    {
        var classifier = Toys.Classifier(options);
        TrainedLayers.Freeze((ILayered)classifier.Network, count);
        return classifier;
    }

    private static Dictionary<string, string> Entries(Classifier classifier) =>
        Toys.Bits(classifier.Network).Split('\n').Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static void Compare(Dictionary<string, string> before, Dictionary<string, string> after, string[] frozen)
    {
        foreach (var (name, bits) in before)
        {
            // A bias in front of a normalisation has no gradient but for the rounding.
            var isFrozen = frozen.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
            if (isFrozen || name.EndsWith(".weight", StringComparison.Ordinal))
                Assert.True(isFrozen == (bits == after[name]), name);
        }
    }
}
