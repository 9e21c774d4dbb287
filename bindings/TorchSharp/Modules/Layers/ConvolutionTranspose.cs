using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The gradient of a convolution with respect to its input, as a layer.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    private protected ConvolutionTranspose(
        string name,
        long in_channels,
        long out_channels,
        long[] kernel_size,
        long[] stride,
        long[] padding,
        long[] output_padding,
        long[] dilation,
        PaddingModes padding_mode,
        long groups,
        bool bias,
        Device? device,
        ScalarType? dtype)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <summary>With a stride several sizes are possible: output_size, of all or of the spatial dimensions, chooses.</summary>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    private protected long[] OutputPadding(Tensor input, long[]? output_size)
    {
        if (output_size is null)
            return output_padding;
        var (dimensions, shape) = (kernel_size.Length, input.shape);
        var before = shape.Length - dimensions;
        if (output_size.Length != dimensions && output_size.Length != shape.Length)
        {
            throw new ArgumentException(
                $"{GetName()}: output_size has {dimensions} or {shape.Length} numbers for an input of {shape.Length} dimensions, got [{string.Join(", ", output_size)}]");
        }

        var asked = output_size[^dimensions..];
        var missing = new long[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            var least = ((shape[before + i] - 1) * stride[i]) - (2 * padding![i]) + (dilation[i] * (kernel_size[i] - 1)) + 1;
            missing[i] = asked[i] - least;
            if (missing[i] < 0 || missing[i] >= stride[i])
                throw new ArgumentException($"{GetName()}: size {asked[i]} is asked for in dimension {before + i}, where {least} to {least + stride[i] - 1} are possible");
        }

        return missing;
    }
}
