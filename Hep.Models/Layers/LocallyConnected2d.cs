using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Models;

/// <summary>
/// A convolution whose weights differ from place to place (Y. Taigman et al., DeepFace, CVPR 2014; the layer of CaloGAN, arXiv:1712.10321), [B, C, H, W] to [B, O, H', W'] with H' = (H + 2 padding - kernel) / stride + 1:
/// y_bop = Σ_k W_pko x_bpk + b_op, x_bp being the window of place p with its C kernel² numbers k. For detectors whose cells differ, as those of a calorimeter do along its depth and a map of boards.
/// </summary>
internal sealed class LocallyConnected2d : Module<Tensor, Tensor>, IGraphLayer
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly (long Channels, long Height, long Width) input;
    private readonly int kernel;
    private readonly int stride;
    private readonly int padding;

    /// <summary>Makes the weights, uniform within one over the root of the numbers in a window, as PyTorch's convolutions have them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the padding negative.</exception>
    /// <exception cref="InvalidDataException">The image is smaller than the window.</exception>
    public LocallyConnected2d(long channels, long height, long width, long outputs, int kernel, int stride = 1, int padding = 0)
        : base(nameof(LocallyConnected2d))
    {
        foreach (var size in new[] { channels, height, width, outputs, kernel, stride })
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        if (Math.Min(height, width) + (2L * padding) < kernel)
            throw new InvalidDataException(FormattableString.Invariant($"{nameof(LocallyConnected2d)}: found an image of {height} x {width} cells with {padding} of padding on each side, expected no fewer cells than its window of {kernel} x {kernel} has"));
        (input, this.kernel, this.stride, this.padding) = ((channels, height, width), kernel, stride, padding);
        (Outputs, Height, Width) = (outputs, ((height + (2 * padding) - kernel) / stride) + 1, ((width + (2 * padding) - kernel) / stride) + 1);
        var bound = 1 / Math.Sqrt(Numbers);
        weight = Parameter(rand(Places, Numbers, outputs) * (2 * bound) - bound);
        bias = Parameter(rand(outputs, Places) * (2 * bound) - bound);
        RegisterComponents();
    }

    /// <summary>Channels O of the result.</summary>
    public long Outputs { get; }

    /// <summary>Lines H' of the result.</summary>
    public long Height { get; }

    /// <summary>Cells W' of a line of the result.</summary>
    public long Width { get; }

    private long Places => Height * Width;

    // In a window.
    private long Numbers => input.Channels * kernel * kernel;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is not [B, C, H, W].</exception>
    public override Tensor forward(Tensor x)
    {
        if (x.shape is not [_, var channels, var height, var width] || (channels, height, width) != input)
            throw new ArgumentException(FormattableString.Invariant($"{nameof(LocallyConnected2d)}: found an input of shape [{string.Join(", ", x.shape)}], expected [batch, {input.Channels}, {input.Height}, {input.Width}]"), nameof(x));
        using var scope = NewDisposeScope();
        var windows = functional.unfold(x, kernel, 1, padding, stride).permute(2, 0, 1);
        var result = windows.bmm(weight).permute(1, 2, 0) + bias;
        return result.reshape(-1, Outputs, Height, Width).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Emit(IGraph graph, string x)
    {
        // One gather makes the windows; what lies outside of the image is a zero behind its cells.
        var cells = input.Channels * input.Height * input.Width;
        var flat = graph.Node("Pad", graph.Node("Reshape", x, graph.Integers("flat", [-1, cells])), graph.Integers("pads", [0, 0, 0, 1]));
        var windows = graph.Node("Reshape", graph.Along("Gather", 1, flat, graph.Integers("windows", Windows(cells))), graph.Integers("by_place", [-1, Places, Numbers]));
        var products = graph.Node("MatMul", graph.Transpose(windows, 1, 0, 2), graph.Constant("weight", weight));
        var result = graph.Node("Add", graph.Transpose(products, 1, 2, 0), graph.Constant("bias", bias));
        return graph.Node("Reshape", result, graph.Integers("image", [-1, Outputs, Height, Width]));
    }

    // [P, K] in the order of unfold: channel, line and cell of the window.
    private long[] Windows(long outside)
    {
        var indices = new long[Places * Numbers];
        var next = 0;
        for (var place = 0L; place < Places; place++)
        {
            for (var number = 0L; number < Numbers; number++)
            {
                var channel = number / (kernel * kernel);
                var line = ((place / Width) * stride) - padding + (number / kernel % kernel);
                var cell = ((place % Width) * stride) - padding + (number % kernel);
                var isInside = line >= 0 && line < input.Height && cell >= 0 && cell < input.Width;
                indices[next++] = isInside ? (((channel * input.Height) + line) * input.Width) + cell : outside;
            }
        }

        return indices;
    }
}
