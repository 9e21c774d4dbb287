using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>The layers for images and sequences against PyTorch, with odd sizes, one event, groups, and all their options.</summary>
public sealed class ImageLayerGoldenTests
{
    private static readonly Dictionary<string, Golden.Layer> Cases = Golden.Read<Golden.Layer>("image_layers");

    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>>> Layers = new()
    {
        ["Conv1d"] = () => nn.Conv1d(4, 6, 3),
        ["Conv1d float"] = () => nn.Conv1d(4, 2, 3),
        ["Conv1d stride"] = () => nn.Conv1d(4, 6, 4, stride: 2, padding: 1),
        ["Conv1d groups"] = () => nn.Conv1d(4, 2, 3, dilation: 2, groups: 2, bias: false),
        ["Conv1d same"] = () => nn.Conv1d(4, 2, 4, Padding.Same, dilation: 2),
        ["Conv1d valid"] = () => nn.Conv1d(4, 2, 2, Padding.Valid),
        ["Conv1d reflect"] = () => nn.Conv1d(4, 2, 5, padding: 2, padding_mode: PaddingModes.Reflect),
        ["Conv1d replicate"] = () => nn.Conv1d(4, 2, 3, padding: 2, stride: 2, padding_mode: PaddingModes.Replicate),
        ["Conv1d circular"] = () => nn.Conv1d(4, 2, 3, padding: 1, padding_mode: PaddingModes.Circular),
        ["Conv1d circular same"] = () => nn.Conv1d(4, 2, 4, Padding.Same, padding_mode: PaddingModes.Circular),
        ["Conv1d one"] = () => nn.Conv1d(4, 2, 3),
        ["Conv2d"] = () => nn.Conv2d(4, 3, 3),
        ["Conv2d float"] = () => nn.Conv2d(4, 3, 3),
        ["Conv2d double"] = () => nn.Conv2d(4, 2, 2, dtype: ScalarType.Float64),
        ["Conv2d pair"] = () => nn.Conv2d(4, 2, (3, 2), stride: (2, 1), padding: (1, 0)),
        ["Conv2d dilation"] = () => nn.Conv2d(4, 2, (2, 3), dilation: (3, 2), bias: false),
        ["Conv2d groups"] = () => nn.Conv2d(4, 6, 3, padding: 1, groups: 2),
        ["Conv2d depthwise"] = () => nn.Conv2d(4, 8, 3, stride: 2, groups: 4),
        ["Conv2d pointwise"] = () => nn.Conv2d(4, 3, 1),
        ["Conv2d large"] = () => nn.Conv2d(4, 2, 11, padding: 5),
        ["Conv2d same"] = () => nn.Conv2d(4, 2, (2, 3), Padding.Same, dilation: (1, 2)),
        ["Conv2d same one number"] = () => nn.Conv2d(4, 2, 4, Padding.Same),
        ["Conv2d valid"] = () => nn.Conv2d(4, 2, 3, Padding.Valid, stride: 2),
        ["Conv2d reflect"] = () => nn.Conv2d(4, 2, (3, 5), padding: (1, 2), padding_mode: PaddingModes.Reflect),
        ["Conv2d replicate"] = () => nn.Conv2d(4, 2, 3, padding: 2, padding_mode: PaddingModes.Replicate, groups: 2),
        ["Conv2d circular"] = () => nn.Conv2d(4, 2, (3, 3), padding: (2, 1), stride: (1, 2), padding_mode: PaddingModes.Circular),
        ["Conv2d circular same"] = () => nn.Conv2d(4, 2, (2, 5), Padding.Same, padding_mode: PaddingModes.Circular),
        ["Conv2d reflect valid"] = () => nn.Conv2d(4, 2, 2, Padding.Valid, padding_mode: PaddingModes.Reflect),
        ["Conv2d one"] = () => nn.Conv2d(4, 2, 3, padding: 1),
        ["ConvTranspose1d"] = () => nn.ConvTranspose1d(4, 3, 3),
        ["ConvTranspose1d stride"] = () => nn.ConvTranspose1d(4, 2, 3, stride: 2, padding: 1, output_padding: 1),
        ["ConvTranspose1d groups"] = () => nn.ConvTranspose1d(4, 6, 2, dilation: 2, groups: 2, bias: false),
        ["ConvTranspose1d one"] = () => nn.ConvTranspose1d(4, 3, 3),
        ["ConvTranspose2d"] = () => nn.ConvTranspose2d(4, 2, 3),
        ["ConvTranspose2d float"] = () => nn.ConvTranspose2d(4, 2, 2, stride: 2),
        ["ConvTranspose2d stride"] = () => nn.ConvTranspose2d(4, 2, 3, stride: 2, padding: 1, output_padding: 1),
        ["ConvTranspose2d pair"] = () => nn.ConvTranspose2d(4, 2, (3, 2), stride: (2, 3), padding: (1, 0), output_padding: (0, 2), groups: 2),
        ["ConvTranspose2d dilation"] = () => nn.ConvTranspose2d(4, 1, (2, 3), dilation: (1, 2), bias: false),
        ["MaxPool1d"] = () => nn.MaxPool1d(2),
        ["MaxPool1d options"] = () => nn.MaxPool1d(3, stride: 2, padding: 1, dilation: 2, ceil_mode: true),
        ["MaxPool2d"] = () => nn.MaxPool2d(2),
        ["MaxPool2d ceil"] = () => nn.MaxPool2d(2, ceil_mode: true),
        ["MaxPool2d stride"] = () => nn.MaxPool2d(3, stride: 2, padding: 1),
        ["MaxPool2d pair"] = () => nn.MaxPool2d((3, 2), stride: (1, 2), padding: (1, 0), dilation: (2, 1)),
        ["MaxPool2d list"] = () => nn.MaxPool2d([2, 3]),
        ["AvgPool1d"] = () => nn.AvgPool1d(3),
        ["AvgPool1d padded"] = () => nn.AvgPool1d(4, stride: 3, padding: 2, ceil_mode: true),
        ["AvgPool1d inside"] = () => nn.AvgPool1d(4, stride: 3, padding: 2, count_include_pad: false),
        ["AvgPool2d"] = () => nn.AvgPool2d(2),
        ["AvgPool2d padded"] = () => nn.AvgPool2d(3, stride: 2, padding: 1, ceil_mode: true),
        ["AvgPool2d inside"] = () => nn.AvgPool2d((3, 2), stride: (2, 1), padding: (1, 0), count_include_pad: false),
        ["AvgPool2d divisor"] = () => nn.AvgPool2d([2, 3], divisor_override: 5),
        ["AdaptiveAvgPool1d"] = () => nn.AdaptiveAvgPool1d(4),
        ["AdaptiveAvgPool2d"] = () => nn.AdaptiveAvgPool2d(1),
        ["AdaptiveAvgPool2d pair"] = () => nn.AdaptiveAvgPool2d((2, 4)),
        ["AdaptiveAvgPool2d list"] = () => nn.AdaptiveAvgPool2d([7, 3]),
        ["AdaptiveMaxPool1d"] = () => nn.AdaptiveMaxPool1d(4),
        ["AdaptiveMaxPool2d"] = () => nn.AdaptiveMaxPool2d([2, 4]),
        ["BatchNorm1d sequence"] = () => nn.BatchNorm1d(4),
        ["BatchNorm2d"] = () => nn.BatchNorm2d(4),
        ["BatchNorm2d options"] = () => nn.BatchNorm2d(4, eps: 1e-2, momentum: 0.3),
        ["BatchNorm2d plain"] = () => nn.BatchNorm2d(4, affine: false, track_running_stats: false),
        ["LayerNorm image"] = () => nn.LayerNorm([4, 4, 5]),
        ["GroupNorm"] = () => nn.GroupNorm(2, 4),
        ["GroupNorm sequence"] = () => nn.GroupNorm(4, 4, eps: 1e-2),
        ["GroupNorm plain"] = () => nn.GroupNorm(1, 4, affine: false),
        ["LocalResponseNorm"] = () => nn.LocalResponseNorm(3),
        ["LocalResponseNorm options"] = () => nn.LocalResponseNorm(2, alpha: 0.3, beta: 0.5, k: 2),
        ["Dropout1d"] = () => nn.Dropout1d(0.4),
        ["Dropout1d one"] = () => nn.Dropout1d(0.4),
        ["Dropout2d"] = () => nn.Dropout2d(0.4),
        ["Dropout2d in place"] = () => nn.Sequential(nn.Conv2d(4, 4, 3), nn.Dropout2d(0.4, inplace: true)),
        ["AlphaDropout"] = () => nn.AlphaDropout(0.3),
        ["FeatureAlphaDropout"] = () => nn.FeatureAlphaDropout(0.3),
        ["Flatten middle"] = () => nn.Flatten(1, 2),
        ["Unflatten"] = () => nn.Unflatten(1, [2, 2]),
        ["ZeroPad2d"] = () => nn.ZeroPad2d(1),
        ["ZeroPad2d edges"] = () => nn.ZeroPad2d((1, 0, 2, -1)),
        ["ReflectionPad2d"] = () => nn.ReflectionPad2d(2),
        ["ReflectionPad2d edges"] = () => nn.ReflectionPad2d((1, 0, 2, 3)),
        ["ReplicationPad2d"] = () => nn.ReplicationPad2d(1),
        ["ReplicationPad2d edges"] = () => nn.ReplicationPad2d((1, 0, 2, 3)),
        ["Upsample"] = () => nn.Upsample(scale_factor: [2, 1.5]),
        ["Upsample size"] = () => nn.Upsample(size: [3, 8]),
        ["Upsample linear"] = () => nn.Upsample(scale_factor: [1.7], mode: UpsampleMode.Linear),
        ["Upsample bilinear"] = () => nn.Upsample(scale_factor: [1.7, 0.6], mode: UpsampleMode.Bilinear),
        ["Upsample bilinear corners"] = () => nn.Upsample(size: [7, 9], mode: UpsampleMode.Bilinear, align_corners: true),
        ["Upsample bilinear recomputed"] = () =>
            nn.Upsample(scale_factor: [1.7, 1.3], mode: UpsampleMode.Bilinear, recompute_scale_factor: true),
        ["Upsample bicubic"] = () => nn.Upsample(scale_factor: [2, 1.2], mode: UpsampleMode.Bicubic),
        ["PixelShuffle"] = () => nn.PixelShuffle(2),
        ["PixelUnshuffle"] = () => nn.PixelUnshuffle(2),
        ["LeNet"] = () => nn.Sequential(
            nn.Conv2d(4, 4, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2, stride: 1), nn.Dropout2d(0.2), nn.Conv2d(4, 6, 2), nn.BatchNorm2d(6), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 2)),
        ["Residual"] = () => new ResidualModule(),
    };

    public static IEnumerable<object[]> Names => Golden.Names("image_layers");

    [Fact]
    public void Each_case_of_ours_has_golden_values() => Assert.Equal(Cases.Keys.Order(), Layers.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name) => Golden.Holds(Cases[name], Layers[name]);
}
