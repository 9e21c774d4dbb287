using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Every loss against PyTorch, with all reductions and kinds of weight.</summary>
public sealed class LossGoldenTests
{
    private static readonly Dictionary<string, Golden.Case> Cases = Golden.Read<Golden.Case>("losses");

    public static IEnumerable<object[]> Names => Golden.Names("losses");

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var labels = tensor([1.0, 0, 1, 0, 0, 1], [2, 3]);
        var weight = tensor([1.2, 3.4, 0.8, 2.6, 5.1, 1.9], [2, 3]);
        var eventWeight = tensor([0.5, 2.0], [2, 1]);
        var positive = tensor([0.5, 2, 1.5]);
        var classes = tensor([2L, 0L]);
        var classWeight = tensor([0.5, 1.5, 2]);
        var reduction = name.Split(' ')[^1] switch { "none" => Reduction.None, "sum" => Reduction.Sum, _ => Reduction.Mean };
        var kind = name[..name.LastIndexOf(' ')];
        Module<Tensor, Tensor, Tensor> loss = kind switch
        {
            "BCE" => BCELoss(reduction: reduction),
            "BCE weight" => BCELoss(weight, reduction),
            "BCE event weight" => BCELoss(eventWeight, reduction),
            "BCEWithLogits" => BCEWithLogitsLoss(reduction: reduction),
            "BCEWithLogits weight" => BCEWithLogitsLoss(weight, reduction),
            "BCEWithLogits event weight, pos_weights" => BCEWithLogitsLoss(eventWeight, reduction, positive),
            "CrossEntropy" => CrossEntropyLoss(reduction: reduction),
            "CrossEntropy weight" => CrossEntropyLoss(classWeight, reduction: reduction),
            "CrossEntropy smoothing" => new CrossEntropyLoss(classWeight, reduction: reduction, label_smoothing: 0.1),
            "CrossEntropy ignore" => CrossEntropyLoss(ignore_index: 0, reduction: reduction),
            "NLL" => NLLLoss(classWeight, reduction),
            "MSE" => MSELoss(reduction),
            "L1" => L1Loss(reduction),
            "SmoothL1" => SmoothL1Loss(reduction, 0.6),
            "Huber" => HuberLoss(0.6, reduction),
            _ => throw new ArgumentException(kind),
        };
        var target = kind.Split(' ')[0] switch { "BCE" or "BCEWithLogits" => labels, "CrossEntropy" or "NLL" => classes, _ => null };
        Golden.Holds(Cases[name], inputs => [loss.call(inputs[0], target ?? inputs[1])]);
    }

    [Fact]
    public void Event_weights_of_a_column_weigh_events_and_a_wrong_shape_is_refused()
    {
        using var scope = NewDisposeScope();
        var logits = tensor([0.3, -1.1, 2.0], [3, 1]);
        var labels = tensor([1.0, 0, 1], [3, 1]);
        var weights = tensor([0.5, -2.0, 3.0], [3, 1]);
        var each = functional.binary_cross_entropy_with_logits(logits, labels, reduction: Reduction.None);
        var whole = functional.binary_cross_entropy_with_logits(logits, labels, weights);
        Assert.Equal((each * weights).mean().item<double>(), whole.item<double>(), 14);

        var e = Assert.Throws<ArgumentException>(() => functional.binary_cross_entropy_with_logits(logits, labels.squeeze(1)));
        Assert.Equal("Target size [3] must be the same as input size [3, 1]", e.Message);
    }
}
