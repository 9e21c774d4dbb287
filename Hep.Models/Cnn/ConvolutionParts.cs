using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>What all convolutions of a network have in common: normalisation and activation.</summary>
internal sealed class ConvolutionParts
{
    private readonly Normalization normalization;
    private readonly Activation activation;

    /// <exception cref="ArgumentException">The normalisation is none that images have.</exception>
    public ConvolutionParts(Normalization normalization, Activation activation)
    {
        if (normalization is not (Models.Normalization.None or Models.Normalization.Batch))
            throw new ArgumentException($"found the normalisation {normalization} in a convolutional network, expected None or Batch", nameof(normalization));
        (this.normalization, this.activation) = (normalization, activation);
    }

    /// <summary>True if the activation of a larger number is never smaller.</summary>
    public bool NeverFalls => activation is Models.Activation.Relu or Models.Activation.LeakyRelu or Models.Activation.Elu or Models.Activation.Tanh;

    /// <summary>A convolution, its normalisation if there is one, and the activation.</summary>
    public IEnumerable<Module<Tensor, Tensor>> Convolution(long inputs, long outputs, int kernel, int stride = 1, int padding = 0)
    {
        yield return Linear(inputs, outputs, kernel, stride, padding);
        if (Normalization(outputs) is { } norm)
            yield return norm;
        yield return Activation();
    }

    /// <summary>A convolution alone, without a bias where a normalisation would take it away.</summary>
    public Module<Tensor, Tensor> Linear(long inputs, long outputs, int kernel, int stride = 1, int padding = 0) =>
        Conv2d(inputs, outputs, kernel, stride, padding, bias: normalization == Models.Normalization.None);

    /// <summary>The normalisation of feature maps; null: none.</summary>
    public Module<Tensor, Tensor>? Normalization(long maps) => normalization == Models.Normalization.Batch ? BatchNorm2d(maps) : null;

    /// <summary>The non-linearity, in the place of its input where it can: nothing else reads a convolution's or a normalisation's result.</summary>
    public Module<Tensor, Tensor> Activation() => activation == Models.Activation.Relu ? ReLU(inplace: true) : MlpParts.Activation(activation);
}
