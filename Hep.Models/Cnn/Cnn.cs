using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// A convolutional network, [B, C H W] to [B, O]: a row holds an image channel by channel and line by line; the blocks of the options, then the head, give logits.
/// Parameters are named as those of a PyTorch module whose layers are an <c>nn.Sequential</c> called <c>layers</c>, so that weights can be exchanged. On a CPU the
/// images lie with their channels last, which libtorch's convolutions are fastest with.
/// </summary>
public sealed class Cnn : Module<Tensor, Tensor>, IChain, ILayered
{
    private readonly Sequential layers;

    /// <summary>Makes the layers with PyTorch's initialisation, drawn from libtorch's default generator.</summary>
    /// <param name="options">Blocks and head.</param>
    /// <param name="channels">Channels C of an image.</param>
    /// <param name="height">Cells H, lines.</param>
    /// <param name="width">Cells W of a line.</param>
    /// <param name="outputs">Outputs O.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or a dropout not from 0 up to but not including 1.</exception>
    /// <exception cref="ArgumentException">The normalisation is none that images have.</exception>
    /// <exception cref="InvalidDataException">A block does not fit what it gets; the message names the block and the sizes.</exception>
    public Cnn(CnnOptions options, int channels, int height, int width, int outputs)
        : base(nameof(Cnn))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        (Channels, Height, Width) = (channels, height, width);
        layers = Sequential(new CnnBuilder(options, channels, height, width).Build(outputs));
        RegisterComponents();
    }

    /// <summary>Channels C of an image.</summary>
    public int Channels { get; }

    /// <summary>Cells H, lines of an image.</summary>
    public int Height { get; }

    /// <summary>Cells W of a line.</summary>
    public int Width { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Module<Tensor, Tensor>> Stages => [layers];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Module>> Layers => SequenceLayers.Of(layers);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, C H W].</exception>
    public override Tensor forward(Tensor input)
    {
        Shapes.RequireColumns(input, Channels * Height * Width, nameof(Cnn));
        return layers.call(input);
    }
}
