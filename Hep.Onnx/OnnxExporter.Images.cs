using TorchSharp;
using TorchSharp.Modules;

namespace Hep.Onnx;

// Layers on feature maps [B, C, H, W].
public static partial class OnnxExporter
{
    private static string EmitConvolution(Conv2d module, ModuleGraph graph, string x)
    {
        if (module.padding_mode != PaddingModes.Zeros)
            throw new NotSupportedException($"Conv2d with padding_mode: {module.padding_mode} cannot be exported to ONNX; make it with zeros");
        string[] inputs = module.bias is null
            ? [x, graph.Constant("weight", module.weight)]
            : [x, graph.Constant("weight", module.weight), graph.Constant("bias", module.bias)];
        return graph.Node("Conv", inputs, Kernel(module.kernel_size), Strides(module.stride), Pads(module), OnnxAttribute.Of("dilations", module.dilation), OnnxAttribute.Of("group", module.groups));
    }

    private static string EmitTransposedConvolution(ConvTranspose2d module, ModuleGraph graph, string x)
    {
        string[] inputs = module.bias is null
            ? [x, graph.Constant("weight", module.weight)]
            : [x, graph.Constant("weight", module.weight), graph.Constant("bias", module.bias)];
        return graph.Node(
            "ConvTranspose",
            inputs,
            Kernel(module.kernel_size),
            Strides(module.stride),
            Pads(module.padding),
            OnnxAttribute.Of("output_padding", Pair(module.output_padding)),
            OnnxAttribute.Of("dilations", Pair(module.dilation)),
            OnnxAttribute.Of("group", module.groups));
    }

    // Every cell as often as the factor says, to the right and downwards.
    private static string EmitUpsample(Upsample module, ModuleGraph graph, string x)
    {
        double[] factors = [.. module.scale_factor];
        if (module.mode != torch.UpsampleMode.Nearest || factors.Length == 0 || Array.Exists(factors, factor => !double.IsInteger(factor)))
            throw new NotSupportedException($"Upsample with mode: {module.mode} cannot be exported to ONNX but for Nearest with a whole scale_factor");
        var (down, right) = factors is [var both] ? (both, both) : (factors[0], factors[1]);
        return graph.Node(
            "Resize",
            [x, "", graph.Constant("scales", [1f, 1f, (float)down, (float)right], 4)],
            OnnxAttribute.Of("mode", "nearest"),
            OnnxAttribute.Of("coordinate_transformation_mode", "asymmetric"),
            OnnxAttribute.Of("nearest_mode", "floor"));
    }

    private static string EmitMaximum(MaxPool2d module, ModuleGraph graph, string x) => graph.Node(
        "MaxPool",
        [x],
        Kernel(module.kernel_size),
        Strides(module.stride ?? module.kernel_size),
        Pads(module.padding),
        OnnxAttribute.Of("dilations", module.dilation ?? [1, 1]),
        OnnxAttribute.Of("ceil_mode", module.ceil_mode ? 1L : 0L));

    private static string EmitAverage(AvgPool2d module, ModuleGraph graph, string x)
    {
        if (module.divisor_override is { } divisor)
            throw new NotSupportedException(FormattableString.Invariant($"AvgPool2d with divisor_override: {divisor} cannot be exported to ONNX; make it without"));
        return graph.Node(
            "AveragePool",
            [x],
            Kernel(module.kernel_size),
            Strides(module.stride ?? module.kernel_size),
            Pads(module.padding),
            OnnxAttribute.Of("count_include_pad", module.count_include_pad ? 1L : 0L),
            OnnxAttribute.Of("ceil_mode", module.ceil_mode ? 1L : 0L));
    }

    private static string EmitGlobalAverage(AdaptiveAvgPool2d module, ModuleGraph graph, string x) => module.output_size is [1] or [1, 1]
        ? graph.Node("GlobalAveragePool", x)
        : throw new NotSupportedException($"AdaptiveAvgPool2d to [{string.Join(", ", module.output_size)}] cannot be exported to ONNX, to [1, 1] it can; AvgPool2d has windows of a size of its own");

    // ONNX counts the neighbours as PyTorch does where there are as many on either side.
    private static string EmitLocalResponse(LocalResponseNorm module, ModuleGraph graph, string x) => module.size % 2 == 1
        ? graph.Node(
            "LRN",
            [x],
            OnnxAttribute.Of("size", module.size),
            OnnxAttribute.Of("alpha", (float)module.alpha),
            OnnxAttribute.Of("beta", (float)module.beta),
            OnnxAttribute.Of("bias", (float)module.k))
        : throw new NotSupportedException(FormattableString.Invariant($"LocalResponseNorm of {module.size} channels cannot be exported to ONNX; make it with an odd number"));

    private static string EmitFlatten(Flatten module, ModuleGraph graph, string x) => module is { start_dim: 1, end_dim: -1 }
        ? graph.Node("Flatten", [x], OnnxAttribute.Of("axis", 1L))
        : throw new NotSupportedException(FormattableString.Invariant($"Flatten({module.start_dim}, {module.end_dim}) cannot be exported to ONNX, Flatten(1, -1) can"));

    private static OnnxAttribute Kernel(long[] size) => OnnxAttribute.Of("kernel_shape", Pair(size));

    private static OnnxAttribute Strides(long[] stride) => OnnxAttribute.Of("strides", Pair(stride));

    private static OnnxAttribute Pads(long[]? padding) => OnnxAttribute.Of("pads", [.. Pair(padding ?? [0]), .. Pair(padding ?? [0])]);

    private static OnnxAttribute Pads(Conv2d module)
    {
        if (module.padding_type != Padding.Same)
            return Pads(module.padding);
        long[] all = [.. module.kernel_size.Zip(module.dilation, (kernel, dilation) => dilation * (kernel - 1))];
        return OnnxAttribute.Of("pads", all[0] / 2, all[1] / 2, all[0] - (all[0] / 2), all[1] - (all[1] / 2));
    }

    // One number stands for both directions.
    private static long[] Pair(long[] sizes) => sizes is [var both] ? [both, both] : sizes;
}
