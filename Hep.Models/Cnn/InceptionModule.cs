using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// Four branches on the same feature maps, their results side by side, [B, C, H, W] to [B, C', H, W] (arXiv:1409.4842, fig. 2b): 1x1; 1x1 and 3x3; 1x1 and 5x5; 3x3 maximum and 1x1.
/// The state is that of a PyTorch module whose <c>branches</c> are an <c>nn.ModuleList</c> of <c>nn.Sequential</c>.
/// </summary>
internal sealed class InceptionModule : Module<Tensor, Tensor>, IGraphLayer
{
    private readonly ModuleList<Module<Tensor, Tensor>> branches;

    public InceptionModule(ConvolutionParts parts, long inputs, CnnBlock.Inception block)
        : base(nameof(InceptionModule))
    {
        branches = ModuleList<Module<Tensor, Tensor>>(
            Sequential(parts.Convolution(inputs, block.One, 1)),
            Sequential(parts.Convolution(inputs, block.ThreeReduced, 1).Concat(parts.Convolution(block.ThreeReduced, block.Three, 3, padding: 1))),
            Sequential(parts.Convolution(inputs, block.FiveReduced, 1).Concat(parts.Convolution(block.FiveReduced, block.Five, 5, padding: 2))),
            Sequential(parts.Convolution(inputs, block.Pooled, 1).Prepend(MaxPool2d(3, stride: 1, padding: 1))));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return cat([.. branches.Select(branch => branch.call(input))], 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string input) => graph.Along("Concat", 1, [.. branches.Select(branch => graph.Module(branch, input))]);
}
