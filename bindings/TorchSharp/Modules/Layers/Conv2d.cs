using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Convolution of [N, C, H, W] or [C, H, W].</summary>
public sealed class Conv2d : Convolution
{
    internal Conv2d(
        long in_channels, long out_channels, (long, long) kernel_size, (long, long) stride, (long, long)? padding, Padding? padding_type, (long, long) dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), in_channels, out_channels, kernel_size.List(), stride.List(), padding.List(), padding_type, dilation.List(), false, [0, 0], groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        RequireChannels(input);
        if (padding_mode != PaddingModes.Zeros)
        {
            using var padded = Padded(input);
            return nn.functional.conv2d(padded, _weight, _bias, stride, null, dilation, groups);
        }

        return padding_type is { } type
            ? nn.functional.conv2d_padding(input, _weight, _bias, stride, type, dilation, groups)
            : nn.functional.conv2d(input, _weight, _bias, stride, padding, dilation, groups);
    }
}
