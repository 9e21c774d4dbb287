using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>What works on images and sequences, as functions, against PyTorch: values, types, shapes and gradients.</summary>
public sealed class ImageOperatorGoldenTests
{
    private static readonly Dictionary<string, Golden.Case> Cases = Golden.Read<Golden.Case>("image_operators");

    private static readonly Dictionary<string, Func<Tensor[], Tensor>> One = new()
    {
        ["conv1d"] = t => functional.conv1d(t[0], t[1]),
        ["conv1d options"] = t => functional.conv1d(t[0], t[1], t[2], 2, 1, 2, 2),
        ["conv1d_padding"] = t => functional.conv1d_padding(t[0], t[1], padding: Padding.Same, dilation: 2),
        ["conv1d_padding default"] = t => functional.conv1d_padding(t[0], t[1], t[2]),
        ["conv2d"] = t => functional.conv2d(t[0], t[1]),
        ["conv2d options"] = t => functional.conv2d(t[0], t[1], t[2], [2, 1], [1, 0], [1, 2], 2),
        ["conv2d_padding"] = t => functional.conv2d_padding(t[0], t[1], t[2], padding: Padding.Same, dilation: [1, 2], groups: 2),
        ["conv2d_padding default"] = t => functional.conv2d_padding(t[0], t[1], groups: 2),
        ["conv_transpose1d"] = t => functional.conv_transpose1d(t[0], t[1]),
        ["conv_transpose1d options"] = t => functional.conv_transpose1d(t[0], t[1], t[2], 3, 1, 2, 2, 2),
        ["conv_transpose2d"] = t => functional.conv_transpose2d(t[0], t[1]),
        ["conv_transpose2d options"] = t => functional.conv_transpose2d(t[0], t[1], t[2], [2, 3], [1, 0], [1, 2], [1, 2], 2),
        ["unfold images"] = t => functional.unfold(t[0], (2, 3), (1, 2), (1, 0), (2, 1)),
        ["unfold images one number"] = t => functional.unfold(t[0], 3),
        ["max_pool1d"] = t => functional.max_pool1d(t[0], 3, 2, 1, 2, true),
        ["max_pool2d"] = t => functional.max_pool2d(t[0], 3, 2, 1),
        ["max_pool2d pair"] = t => functional.max_pool2d(t[0], (2, 3)),
        ["max_pool2d list"] = t => functional.max_pool2d(t[0], [2, 3], [1, 2], ceil_mode: true),
        ["avg_pool1d"] = t => functional.avg_pool1d(t[0], 3, 2, 1),
        ["avg_pool2d"] = t => functional.avg_pool2d(t[0], 3, 2, 1),
        ["avg_pool2d pair"] = t => functional.avg_pool2d(t[0], (2, 3), (1, 2), (1, 0), true, false),
        ["avg_pool2d list"] = t => functional.avg_pool2d(t[0], [2, 3], divisor_override: 4),
        ["adaptive_avg_pool1d"] = t => functional.adaptive_avg_pool1d(t[0], 5),
        ["adaptive_avg_pool2d"] = t => functional.adaptive_avg_pool2d(t[0], 2),
        ["adaptive_avg_pool2d pair"] = t => functional.adaptive_avg_pool2d(t[0], (2, 3)),
        ["adaptive_max_pool1d"] = t => functional.adaptive_max_pool1d(t[0], 5),
        ["adaptive_max_pool2d"] = t => functional.adaptive_max_pool2d(t[0], [2, 3]),
        ["group_norm"] = t => functional.group_norm(t[0], 2, t[1], t[2], 1e-3),
        ["local_response_norm"] = t => functional.local_response_norm(t[0], 2, 0.5, 0.6, 1.5),
        ["local_response_norm three space"] = t => functional.local_response_norm(t[0], 2),
        ["dropout2d eval"] = t => functional.dropout2d(t[0], 0.5, training: false),
        ["alpha_dropout eval"] = t => functional.alpha_dropout(t[0]),
        ["feature_alpha_dropout eval"] = t => functional.feature_alpha_dropout(t[0]),
        ["pad one number"] = t => functional.pad(t[0], 2, value: 0.5),
        ["pad two"] = t => functional.pad(t[0], (1, 2)),
        ["pad four"] = t => functional.pad(t[0], (1, 2, 0, 3), PaddingModes.Replicate),
        ["pad span"] = t => functional.pad(t[0], new long[] { 1, 2, 0, 3 }.AsSpan(), PaddingModes.Reflect),
        ["pad circular"] = t => functional.pad(t[0], new long[] { 1, 2, 0, 3 }, PaddingModes.Circular),
        ["interpolate nearest"] = t => functional.interpolate(t[0], scale_factor: [1.5]),
        ["interpolate nearest volume"] = t => functional.interpolate(t[0], size: [3, 2, 3]),
        ["interpolate exact"] = t => functional.interpolate(t[0], scale_factor: [1.5, 0.7], mode: InterpolationMode.NearestExact),
        ["interpolate exact sequence"] = t => functional.interpolate(t[0], size: [4], mode: InterpolationMode.NearestExact),
        ["interpolate exact volume"] = t => functional.interpolate(t[0], size: [3, 2, 3], mode: InterpolationMode.NearestExact),
        ["interpolate area"] = t => functional.interpolate(t[0], scale_factor: [0.6, 0.5], mode: InterpolationMode.Area),
        ["interpolate area sequence"] = t => functional.interpolate(t[0], size: [4], mode: InterpolationMode.Area),
        ["interpolate area volume"] = t => functional.interpolate(t[0], size: [1, 2, 1], mode: InterpolationMode.Area),
        ["interpolate linear"] = t => functional.interpolate(t[0], size: [5], mode: InterpolationMode.Linear, align_corners: true),
        ["interpolate bilinear"] = t => functional.interpolate(t[0], scale_factor: [1.5, 2], mode: InterpolationMode.Bilinear),
        ["interpolate antialias"] = t => functional.interpolate(t[0], size: [3, 3], mode: InterpolationMode.Bilinear, antialias: true),
        ["interpolate bicubic"] = t => functional.interpolate(t[0], size: [6, 3], mode: InterpolationMode.Bicubic, align_corners: true),
        ["interpolate bicubic antialias"] = t =>
            functional.interpolate(t[0], scale_factor: [0.6, 0.6], mode: InterpolationMode.Bicubic, antialias: true),
        ["interpolate trilinear"] = t => functional.interpolate(t[0], size: [3, 4, 3], mode: InterpolationMode.Trilinear),
        ["upsample"] = t => functional.upsample(t[0], scale_factor: [2, 1.5]),
        ["upsample bilinear"] = t => functional.upsample(t[0], size: [5, 7], mode: UpsampleMode.Bilinear, align_corners: true),
        ["upsample_nearest"] = t => functional.upsample_nearest(t[0], size: [5, 7]),
        ["upsample_bilinear"] = t => functional.upsample_bilinear(t[0], scale_factor: [1.5, 2]),
        ["pixel_shuffle"] = t => functional.pixel_shuffle(t[0], 2),
        ["pixel_unshuffle"] = t => functional.pixel_unshuffle(t[0], 2),
        ["fliplr"] = t => fliplr(t[0]),
        ["flipud"] = t => flipud(t[0]),
        ["flip static"] = t => flip(t[0], 1, 3),
        ["rot90"] = t => rot90(t[0]),
        ["rot90 back"] = t => t[0].rot90(-1, (2, 3)),
        ["roll one"] = t => roll(t[0], 2, 1),
        ["roll flat"] = t => t[0].roll(5),
        ["roll list"] = t => roll(t[0], new long[] { 5 }),
        ["roll pair"] = t => t[0].roll((1, -1), (0, 1)),
        ["tile"] = t => tile(t[0], [2, 1, 2]),
        ["unfold"] = t => t[0].unfold(1, 3, 1),
        ["as_strided"] = t => t[0].as_strided([2, 2], [4, 2], 1),
        ["narrow static"] = t => narrow(t[0], 0, 1, 2),
        ["swapaxes"] = t => swapaxes(t[0], 1, 3),
        ["swapdims"] = t => swapdims(t[0], 0, -1),
        ["movedim"] = t => movedim(t[0], [0, 1], [2, 0]),
        ["moveaxis"] = t => moveaxis(t[0], 1, 3),
        ["permute static"] = t => permute(t[0], 0, 2, 3, 1),
        ["squeeze static"] = t => squeeze(t[0]),
        ["concat"] = t => concat([t[0], t[0]], 1),
        ["amax"] = t => t[0].amax([1, 3], keepdim: true),
        ["amax static"] = t => amax(t[0], [2, 3]),
        ["amin"] = t => amin(t[0], [1, 3], keepdim: true),
        ["max of two"] = t => max(t[0], t[0].roll(1)),
        ["min of two"] = t => min(t[0], t[0].roll(1)),
        ["mean static"] = t => mean(t[0], [2, 3], keepdim: true),
        ["std static"] = t => std(t[0], [0, 2, 3], unbiased: false),
        ["std one"] = t => std(t[0], 2),
        ["std all"] = t => std(t[0], unbiased: false),
        ["var static"] = t => var(t[0], [0, 2, 3], keepdim: true),
        ["var one"] = t => var(t[0], 3),
        ["var all"] = t => var(t[0]),
        ["clamp by tensors"] = t => clamp(t[0], t[1], t[1] + 0.7),
        ["clamp below a tensor"] = t => t[0].clamp(max: t[1]),
        ["index_select static"] = t => index_select(t[0], 1, t[1]),
        ["gather static"] = t => gather(t[0], 1, t[1]),
        ["einsum channels"] = t => einsum("nchw,oc->nohw", t[0], t[1]),
    };

    private static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Several = new()
    {
        ["max_pool1d_with_indices"] = t => Two(functional.max_pool1d_with_indices(t[0], 3, 2)),
        ["max_pool2d_with_indices"] = t => Two(functional.max_pool2d_with_indices(t[0], [2, 3])),
        ["adaptive_max_pool1d_with_indices"] = t => Two(functional.adaptive_max_pool1d_with_indices(t[0], 5)),
        ["adaptive_max_pool2d_with_indices"] = t => Two(functional.adaptive_max_pool2d_with_indices(t[0], [2, 3])),
        ["aminmax"] = t => Two(aminmax(t[0].detach())),
        ["aminmax dim"] = t => Two(aminmax(t[0].detach(), 1, keepdim: true)),
        ["max static"] = t => Two(max(t[0], 1, keepdim: true)),
        ["min static"] = t => Two(min(t[0], 0)),
        ["std_mean"] = t => Two(t[0].std_mean(unbiased: false)),
        ["std_mean dims"] = t => Two(t[0].std_mean([2, 3], keepdim: true)),
        ["var_mean"] = t => Two(t[0].var_mean()),
        ["var_mean dims"] = t => Two(t[0].var_mean([2, 3], unbiased: false)),
        ["where true"] = t => where(t[0] > 0),
    };

    public static IEnumerable<object[]> Names => Golden.Names("image_operators");

    [Fact]
    public void Each_case_of_ours_has_a_golden_value() => Assert.Equal(Cases.Keys.Order(), One.Keys.Concat(Several.Keys).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_PyTorch(string name) =>
        Golden.Holds(Cases[name], Several.TryGetValue(name, out var several) ? several : inputs => [One[name](inputs)]);

    private static Tensor[] Two((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];
}
