using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// f(x) + x, then the activation, [B, C, H, W] to [B, C', H', W'] (arXiv:1512.03385, fig. 5). f is two 3x3 convolutions, or the bottleneck 1x1, 3x3, 1x1 with the stride in the
/// 3x3; x goes through a 1x1 convolution where the sizes differ. Names of parameters are those of torchvision's BasicBlock and Bottleneck.
/// </summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>, IGraphLayer
{
    private readonly Module<Tensor, Tensor> conv1;
    private readonly Module<Tensor, Tensor>? bn1;
    private readonly Module<Tensor, Tensor> conv2;
    private readonly Module<Tensor, Tensor>? bn2;
    private readonly Module<Tensor, Tensor>? conv3;
    private readonly Module<Tensor, Tensor>? bn3;
    private readonly Module<Tensor, Tensor> relu;
    private readonly Module<Tensor, Tensor>? downsample;

    public ResidualBlock(ConvolutionParts parts, long inputs, long channels, long outputs, int stride, bool bottleneck)
        : base(nameof(ResidualBlock))
    {
        conv1 = bottleneck ? parts.Linear(inputs, channels, 1) : parts.Linear(inputs, channels, 3, stride, 1);
        bn1 = parts.Normalization(channels);
        conv2 = bottleneck ? parts.Linear(channels, channels, 3, stride, 1) : parts.Linear(channels, outputs, 3, 1, 1);
        bn2 = parts.Normalization(bottleneck ? channels : outputs);
        if (bottleneck)
        {
            conv3 = parts.Linear(channels, outputs, 1);
            bn3 = parts.Normalization(outputs);
        }

        relu = parts.Activation();
        if (stride != 1 || inputs != outputs)
        {
            var norm = parts.Normalization(outputs);
            downsample = norm is null ? Sequential(parts.Linear(inputs, outputs, 1, stride)) : Sequential(parts.Linear(inputs, outputs, 1, stride), norm);
        }

        RegisterComponents();
    }

    // Convolution and normalisation of each step; the activation stands between steps.
    private (Module<Tensor, Tensor> Convolution, Module<Tensor, Tensor>? Normalization)[] Steps =>
        conv3 is null ? [(conv1, bn1), (conv2, bn2)] : [(conv1, bn1), (conv2, bn2), (conv3, bn3)];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var steps = Steps;
        var value = input;
        for (var i = 0; i < steps.Length; i++)
        {
            value = steps[i].Convolution.call(i == 0 ? value : relu.call(value));
            if (steps[i].Normalization is { } norm)
                value = norm.call(value);
        }

        value = value.add_(downsample is null ? input : downsample.call(input));
        return relu.call(value).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input)
    {
        var steps = Steps;
        var value = input;
        for (var i = 0; i < steps.Length; i++)
        {
            value = graph.Module(steps[i].Convolution, i == 0 ? value : graph.Module(relu, value));
            if (steps[i].Normalization is { } norm)
                value = graph.Module(norm, value);
        }

        return graph.Module(relu, graph.Node("Add", value, downsample is null ? input : graph.Module(downsample, input)));
    }
}
