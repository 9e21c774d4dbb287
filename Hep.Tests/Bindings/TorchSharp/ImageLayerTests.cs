using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Layers for images and sequences: what golden files cannot say, and what they say to wrong use.</summary>
public sealed class ImageLayerTests
{
    private static readonly Dictionary<string, (Func<Tensor> Wrong, string Message)> Refused = new()
    {
        ["groups"] = (() => Conv2d(3, 4, 3, groups: 2).weight, "Conv2d: 3 input and 4 output channels cannot be divided into 2 groups"),
        ["no groups"] = (() => ConvTranspose1d(3, 4, 3, groups: 0).weight, "ConvTranspose1d: 3 input and 4 output channels cannot be divided into 0 groups"),
        ["no kernel"] = (() => Conv2d(3, 4, (3, 0)).weight, "Conv2d: a kernel has at least one element in each dimension, got [3, 0]"),
        ["same with a stride"] = (() => Conv1d(3, 4, 3, Padding.Same, stride: 2).weight, "Conv1d: padding 'same' is not supported for strided convolutions, got stride [2]"),
        ["transposed reflection"] = (
            () => ConvTranspose2d(3, 4, 3, padding_mode: PaddingModes.Reflect).weight,
            "ConvTranspose2d: only PaddingModes.Zeros is supported by transposed convolutions, got Reflect"),
        ["transposed same"] = (() => Set(ConvTranspose2d(3, 4, 3), Padding.Same), "ConvTranspose2d: a transposed convolution has no padding type"),
        ["padding of another rank"] = (() => Set(Conv2d(3, 4, 3), [1]), "Conv2d: padding has one number a dimension, 2 in all, got [1]"),
        ["channels"] = (
            () => Conv2d(3, 4, 3).call(zeros(2, 4, 5, 5)),
            "Expected 3D (unbatched) or 4D (batched) input with 3 channels to Conv2d, but got [2, 4, 5, 5]"),
        ["rank"] = (
            () => Conv1d(3, 4, 3).call(zeros(2, 3, 5, 5)),
            "Expected 2D (unbatched) or 3D (batched) input with 3 channels to Conv1d, but got [2, 3, 5, 5]"),
        ["transposed channels"] = (
            () => ConvTranspose2d(3, 4, 3).call(zeros(2, 3)),
            "Expected 3D (unbatched) or 4D (batched) input with 3 channels to ConvTranspose2d, but got [2, 3]"),
        ["size that no padding gives"] = (
            () => ConvTranspose2d(3, 4, 3, stride: 2).forward(zeros(2, 3, 4, 5), [9, 13]),
            "ConvTranspose2d: size 13 is asked for in dimension 3, where 11 to 12 are possible"),
        ["size of another rank"] = (
            () => ConvTranspose1d(3, 4, 3, stride: 2).forward(zeros(2, 3, 4), [9, 10]),
            "ConvTranspose1d: output_size has 1 or 3 numbers for an input of 3 dimensions, got [9, 10]"),
        ["rank of a batch norm"] = (() => BatchNorm2d(3).call(zeros(2, 3, 4)), "expected 4D input, but got 3D input."),
        ["groups of a norm"] = (() => GroupNorm(3, 4).weight, "GroupNorm: 4 channels cannot be divided into 3 groups"),
        ["no groups of a norm"] = (() => GroupNorm(0, 4).weight, "GroupNorm: 4 channels cannot be divided into 0 groups"),
        ["rank of a response"] = (() => LocalResponseNorm(2).call(zeros(2, 3)), "local_response_norm: expected 3D or higher dimensionality input, but got 2D input."),
        ["no size of a response"] = (() => LocalResponseNorm(0).call(zeros(2, 3, 4)), "local_response_norm: size is the number of channels to go over, 1 or more, got 0"),
        ["rank of a dropout"] = (() => Dropout1d().call(zeros(2, 3, 4, 5)), "dropout1d: expected 2D or 3D input, but got 4D input."),
        ["size and factor"] = (() => Upsample([2, 2], [2, 2]).call(zeros(1, 1, 2, 2)), "only one of size and scale_factor should be given"),
        ["neither size nor factor"] = (() => Upsample().call(zeros(1, 1, 2, 2)), "either size or scale_factor should be given"),
        ["factors"] = (
            () => Upsample(scale_factor: [1.5]).call(zeros(1, 1, 2, 2)),
            "scale_factor has one number for each of the 2 spatial dimensions of the input, got [1.5]"),
        ["corners"] = (
            () => Upsample(scale_factor: [2, 2], align_corners: true).call(zeros(1, 1, 2, 2)),
            "align_corners can only be set with the modes Linear, Bilinear, Bicubic and Trilinear, got Nearest"),
        ["mode"] = (
            () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Linear).call(zeros(1, 1, 2, 2)),
            "interpolate has no mode Linear for an input of 4 dimensions, [1, 1, 2, 2]"),
        ["antialias"] = (
            () => functional.interpolate(zeros(1, 1, 2), [2], antialias: true),
            "antialias needs an input of 4 dimensions and the mode Bilinear or Bicubic, got 3 and Nearest"),
        ["recomputed size"] = (
            () => functional.interpolate(zeros(1, 1, 2), [2], recompute_scale_factor: true),
            "recompute_scale_factor is not meaningful with an explicit size"),
    };

    // What libtorch refuses itself comes as an exception with its first line.
    private static readonly Dictionary<string, (Func<Tensor> Wrong, string Start)> RefusedByLibtorch = new()
    {
        ["no stride"] = (() => Conv2d(1, 1, 3, stride: 0).call(zeros(1, 1, 5, 5)), "non-positive stride is not supported"),
        ["no dilation"] = (() => Conv2d(1, 1, 3, dilation: 0).call(zeros(1, 1, 5, 5)), "dilation should be greater than zero"),
        ["negative padding"] = (() => Conv2d(1, 1, 3, padding: -1).call(zeros(1, 1, 5, 5)), "negative padding is not supported"),
        ["kernel beyond the image"] = (() => Conv2d(1, 1, 7).call(zeros(1, 1, 5, 5)), "Calculated padded input size per channel: (5 x 5). Kernel size: (7 x 7)"),
        ["no groups"] = (() => functional.conv2d(zeros(1, 2, 5, 5), zeros(2, 2, 3, 3), groups: 0), "non-positive groups is not supported"),
        ["three strides"] = (() => functional.conv2d(zeros(1, 2, 5, 5), zeros(2, 2, 3, 3), strides: [1, 1, 1]), "expected stride to be a single integer value"),
        ["another type"] = (() => Conv2d(1, 1, 3).call(zeros(1, 1, 5, 5, dtype: ScalarType.Float64)), "Input type (double) and bias type (float) should be the same"),
        ["output padding"] = (() => ConvTranspose2d(1, 1, 3, output_padding: 1).call(zeros(1, 1, 5, 5)), "output padding must be smaller than either stride or dilation"),
        ["reflection beyond the image"] = (() => Conv2d(1, 1, 3, padding: 5, padding_mode: PaddingModes.Reflect).call(zeros(1, 1, 5, 5)), "Argument #4: Padding size should be less than"),
        ["circle twice around"] = (() => functional.pad(zeros(1, 1, 5, 5), (6, 0, 0, 0), PaddingModes.Circular), "Padding value causes wrapping around more than once"),
        ["padding of odd length"] = (() => functional.pad(zeros(1, 1, 5, 5), new long[] { 1, 2, 3 }), "Padding length must be divisible by 2"),
        ["no window"] = (() => MaxPool2d(0).call(zeros(1, 1, 5, 5)), "stride should not be zero"),
        ["negative window"] = (() => MaxPool1d(-1).call(zeros(1, 1, 5)), "max_pool1d() kernel_size must be greater than zero"),
        ["half a window of padding"] = (() => AvgPool2d(2, padding: 3).call(zeros(1, 1, 5, 5)), "pad should be at most half of kernel size"),
        ["window beyond the image"] = (() => MaxPool2d(7).call(zeros(1, 1, 5, 5)), "Given input size: (1x5x5). Calculated output size: (1x0x0)"),
        ["rank of a pool"] = (() => MaxPool2d(2).call(zeros(5)), "non-empty 3D or 4D (batch mode) tensor expected for input"),
        ["no divisor"] = (() => AvgPool2d(2, divisor_override: 0).call(zeros(1, 1, 5, 5)), "divisor must be not zero"),
        ["negative size"] = (() => AdaptiveAvgPool2d(-1).call(zeros(1, 1, 5, 5)), "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0"),
        ["one size"] = (() => AdaptiveMaxPool2d([2]).call(zeros(1, 1, 5, 5)), "adaptive_max_pool2d(): internal error: output_size.size() must be 2"),
        ["size zero"] = (() => Upsample([0, 3]).call(zeros(1, 1, 5, 5)), "Input and output sizes should be greater than 0"),
        ["factor that is no number"] = (() => Upsample(scale_factor: [double.NaN, 2]).call(zeros(1, 1, 5, 5)), ""),
        ["channels of a shuffle"] = (() => PixelShuffle(2).call(zeros(1, 3, 5, 5)), "pixel_shuffle expects its input's 'channel' dimension to be divisible"),
        ["shuffle by nothing"] = (() => PixelShuffle(0).call(zeros(1, 4, 5, 5)), "pixel_shuffle expects a positive upscale_factor"),
        ["channels of a norm"] = (() => GroupNorm(2, 4).call(zeros(2, 6, 3)), "Expected weight to be a vector of size equal to the number of channels in input"),
        ["channels of a batch norm"] = (() => BatchNorm2d(3).call(zeros(2, 4, 5, 5)), "running_mean should contain 4 elements not 3"),
        ["probability"] = (() => Dropout2d(1.5).call(zeros(2, 3, 4, 5)), "dropout probability has to be between 0 and 1"),
        ["rotation in one plane"] = (() => rot90(zeros(3, 3), 1, (1, 1)), "expected rotation dims to be different"),
        ["step of no length"] = (() => zeros(3).unfold(0, 2, 0), "step is 0 but must be > 0"),
        ["strides beyond the memory"] = (() => zeros(3).as_strided([2], [100], 1000), "setStorage: sizes [2], strides [100]"),
    };

    public static IEnumerable<object[]> WrongUses => Refused.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> WrongForLibtorch => RefusedByLibtorch.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(WrongUses))]
    public void Wrong_use_is_told(string name)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Refused[name].Message, Assert.Throws<ArgumentException>(Refused[name].Wrong).Message);
    }

    [Theory]
    [MemberData(nameof(WrongForLibtorch))]
    public void What_libtorch_refuses_is_an_exception(string name)
    {
        using var scope = NewDisposeScope();
        Assert.StartsWith(RefusedByLibtorch[name].Start, Assert.Throws<ExternalException>(RefusedByLibtorch[name].Wrong).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transposed_convolution_gives_the_size_that_is_asked_for()
    {
        using var scope = NewDisposeScope();
        using var layer = ConvTranspose2d(3, 2, (3, 2), stride: (2, 3), padding: (1, 0));
        var x = randn(2, 3, 4, 5);
        foreach (var asked in new long[][] { [7, 14], [8, 16], [2, 2, 7, 15] })
        {
            long[] extra = [asked[^2] - 7, asked[^1] - 14];
            var y = layer.forward(x, asked);
            Assert.Equal([2, 2, .. asked[^2..]], y.shape);
            Assert.True(y.allclose(functional.conv_transpose2d(x, layer.weight, layer.bias, layer.stride, layer.padding, extra), rtol: 0, atol: 0));
        }
    }

    [Fact]
    public void Padding_can_be_set_anew()
    {
        using var scope = NewDisposeScope();
        using var layer = Conv2d(1, 1, 3, padding_mode: PaddingModes.Circular);
        var x = randn(1, 1, 6, 5);
        Assert.Equal([1L, 1, 4, 3], layer.call(x).shape);
        layer.SetPadding([0, 2]);
        Assert.Null(layer.padding_type);
        Assert.Equal([0L, 2], layer.padding!);
        Assert.Equal([1L, 1, 4, 7], layer.call(x).shape);
        layer.SetPadding(Padding.Same);
        Assert.Equal(Padding.Same, layer.padding_type);
        Assert.Null(layer.padding);
        Assert.Equal([1L, 1, 6, 5], layer.call(x).shape);
    }

    // The package has no memory format in its operators; strides say it, in either.
    [Fact]
    public void Channels_may_come_last_in_memory()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var net = Sequential(Conv2d(3, 8, 3, padding: 1), BatchNorm2d(8), ReLU(), MaxPool2d(2), Conv2d(8, 4, 3), AdaptiveAvgPool2d(1));
        net.eval();
        var x = randn(2, 3, 10, 12);
        var last = x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Assert.Equal([360L, 1, 36, 3], last.stride());
        var y = ((Conv2d)net[0]).call(last);
        Assert.Equal([960L, 1, 96, 8], y.stride());
        Assert.True(net.call(x).allclose(net.call(last), rtol: 0, atol: 1e-6));
    }

    [Fact]
    public void Layers_in_place_change_their_input()
    {
        using var scope = NewDisposeScope();
        foreach (var layer in new Module<Tensor, Tensor>[] { Dropout1d(0.5, inplace: true), Dropout2d(0.5, inplace: true), AlphaDropout(0.5, inplace: true), FeatureAlphaDropout(0.5, inplace: true) })
        {
            using var module = layer;
            manual_seed(1);
            var x = ones(4, 8, 5);
            var y = module.call(x);
            Assert.True(y.allclose(x, rtol: 0, atol: 0));
            Assert.NotEqual(160, x.sum().ToSingle());
        }

        var sequence = ones(8, 5);
        manual_seed(1);
        Assert.True(functional.dropout1d(sequence, inplace: true).allclose(sequence, rtol: 0, atol: 0));
        Assert.All(sequence.sum(1).data<float>().ToArray(), sum => Assert.True(sum is 0 or 10));
    }

    [Fact]
    public void Pools_tell_where_the_largest_was()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, 5, 2, 3, 4, 0], [1, 2, 3]);
        var (values, at) = MaxPool1d(3).forward_with_indices(x);
        Assert.Equal([5f, 4], values.data<float>().ToArray());
        Assert.Equal([1L, 1], at.data<long>().ToArray());
        (_, at) = MaxPool2d([2, 3]).forward_with_indices(x);
        Assert.Equal([1L], at.data<long>().ToArray());
        (_, at) = AdaptiveMaxPool1d(1).forward_with_indices(x);
        Assert.Equal([1L, 1], at.data<long>().ToArray());
        (_, at) = AdaptiveMaxPool2d([1, 3]).forward_with_indices(x);
        Assert.Equal([3L, 1, 2], at.data<long>().ToArray());
        var into = zeros(2);
        Assert.Equal([5f, 4], x.amax([0, 2], keepdim: false, into).data<float>().ToArray());
        Assert.Equal([5f, 4], into.data<float>().ToArray());
        Assert.Equal([1f, 0], amin(x, [0, 2], keepdim: false, into).data<float>().ToArray());
    }

    private static Tensor Set(Convolution layer, Padding padding)
    {
        layer.SetPadding(padding);
        return layer.weight;
    }

    private static Tensor Set(Convolution layer, long[] padding)
    {
        layer.SetPadding(padding);
        return layer.weight;
    }
}
