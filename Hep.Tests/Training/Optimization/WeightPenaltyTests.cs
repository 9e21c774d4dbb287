using Hep.Models;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Cards;
using Hep.Training.Progress;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Training.Optimization;

/// <summary>What penalties and limits do to a step, in closed form.</summary>
[Collection(nameof(LibTorchState))]
public sealed class WeightPenaltyTests
{
    private const double Rate = 0.1;

    [Theory]
    [InlineData(0.02, 0)]
    [InlineData(0, 0.05)]
    [InlineData(0.02, 0.05)]
    public void A_penalty_moves_weights_by_its_gradient_and_leaves_the_rest(double l1, double l2)
    {
        var start = Start();
        var (plain, plainLoss) = Step(Toys.Section(1, Rate));
        var (penalised, loss) = Step(Toys.Section(1, Rate) with { Penalty = new() { L1 = l1, L2 = l2 } });

        // The loss that is reported is that of the events.
        Assert.Equal(plainLoss, loss);
        foreach (var (name, values) in start)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var isWeight = name is "layers.0.weight" or "layers.3.weight";
                var gradient = isWeight ? (l1 * Math.Sign(values[i])) + (2 * l2 * values[i]) : 0;
                Assert.Equal(plain[name][i] - (Rate * gradient), penalised[name][i], 1e-7);
            }
        }

        Assert.Equal(6, start.Count);
    }

    [Fact]
    public void A_clipped_value_is_cut_component_by_component()
    {
        const double Limit = 0.01;
        var start = Start();
        var (plain, _) = Step(Toys.Section(1, Rate));
        var (clipped, _) = Step(Toys.Section(1, Rate) with { GradientClipValue = Limit });
        var cut = 0;
        foreach (var (name, values) in start)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var gradient = (values[i] - plain[name][i]) / Rate;
                cut += Math.Abs(gradient) > Limit ? 1 : 0;
                Assert.Equal(values[i] - (Rate * Math.Clamp(gradient, -Limit, Limit)), clipped[name][i], 1e-7);
            }
        }

        Assert.True(cut > 3);
    }

    private static Classifier Network() => Toys.Classifier(new MlpOptions { Hidden = [4], Normalization = Normalization.Layer });

    private static Dictionary<string, double[]> Start()
    {
        using var classifier = Network();
        return Values(classifier.Network);
    }

    private static (Dictionary<string, double[]> Weights, double Loss) Step(TrainingSection section)
    {
        using var classifier = Network();
        using var objective = Toys.Objective(classifier, Toys.Gaussians(40, 1), Toys.Gaussians(10, 2), 40);
        var trainer = new Trainer(section, objective, SilentProgress.Instance);
        trainer.Run(_ => { });
        return (Values(classifier.Network), trainer.History.Epochs[0].TrainLoss);
    }

    private static Dictionary<string, double[]> Values(nn.Module network)
    {
        using var scope = NewDisposeScope();
        return network.named_parameters().ToDictionary(named => named.name, named => named.parameter.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray(), StringComparer.Ordinal);
    }
}
