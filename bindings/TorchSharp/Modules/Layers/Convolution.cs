using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all convolutions share: parameters with PyTorch's first values, and the padding.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private protected Parameter _weight;

    [ComponentName(Name = "bias")]
    private protected Parameter? _bias;

    // Padding modes other than zeros are a step before the convolution. The last dimension comes first, as functional.pad has it.
    private long[] edges = [];

    private protected Convolution(
        string name,
        long in_channels,
        long out_channels,
        long[] kernel_size,
        long[] stride,
        long[]? padding,
        Padding? padding_type,
        long[] dilation,
        bool transposed,
        long[] output_padding,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device,
        ScalarType? dtype)
        : base(name)
    {
        if (groups <= 0 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"{name}: {in_channels} input and {out_channels} output channels cannot be divided into {groups} groups");
        if (kernel_size.Any(size => size <= 0))
            throw new ArgumentException($"{name}: a kernel has at least one element in each dimension, got [{string.Join(", ", kernel_size)}]");
        if (transposed && padding_mode != PaddingModes.Zeros)
            throw new ArgumentException($"{name}: only PaddingModes.Zeros is supported by transposed convolutions, got {padding_mode}");

        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        if (padding_type is { } type)
            SetPadding(type);
        else
            SetPadding(padding ?? new long[kernel_size.Length]);

        var (first, second) = transposed ? (in_channels, out_channels) : (out_channels, in_channels);
        _weight = new Parameter(empty([first, second / groups, .. kernel_size], dtype, device!));
        _bias = bias ? new Parameter(empty(out_channels, dtype, device!)) : null;
        RegisterComponents();
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    /// <summary>Zeros on both sides of each dimension; null where a padding type says how many.</summary>
    public long[]? padding { get; private set; }

    public Padding? padding_type { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long[] dilation { get; set; }

    public bool transposed { get; }

    public long[] output_padding { get; set; }

    public long groups { get; set; }

    public Parameter weight
    {
        get => _weight;
        set
        {
            _weight = value;
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias = value;
            ConditionallyRegisterParameter(nameof(bias), value);
        }
    }

    public void SetPadding(long[] padding)
    {
        if (padding.Length != kernel_size.Length)
            throw new ArgumentException($"{GetName()}: padding has one number a dimension, {kernel_size.Length} in all, got [{string.Join(", ", padding)}]");
        (padding_type, this.padding) = (null, padding);
        edges = [.. padding.Reverse().SelectMany(zeros => new[] { zeros, zeros })];
    }

    public void SetPadding(Padding padding)
    {
        if (transposed)
            throw new ArgumentException($"{GetName()}: a transposed convolution has no padding type");
        if (padding == Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException($"{GetName()}: padding 'same' is not supported for strided convolutions, got stride [{string.Join(", ", stride)}]");
        (padding_type, this.padding) = (padding, null);
        edges = new long[2 * kernel_size.Length];
        if (padding == Padding.Valid)
            return;
        for (var dimension = 0; dimension < kernel_size.Length; dimension++)
        {
            var all = dilation[dimension] * (kernel_size[dimension] - 1);
            var at = 2 * (kernel_size.Length - 1 - dimension);
            (edges[at], edges[at + 1]) = (all / 2, all - (all / 2));
        }
    }

    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(_weight, Math.Sqrt(5));
        if (_bias is null)
            return;
        var (fanIn, _) = nn.init.CalculateFanInAndFanOut(_weight);
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        nn.init.uniform_(_bias, -bound, bound);
    }

    private protected Tensor Padded(Tensor input) => nn.functional.pad(input, edges, padding_mode);

    private protected void RequireChannels(Tensor input)
    {
        var (shape, dimensions) = (input.shape, kernel_size.Length);
        var batched = shape.Length == dimensions + 2;
        if ((!batched && shape.Length != dimensions + 1) || shape[batched ? 1 : 0] != in_channels)
        {
            throw new ArgumentException(
                $"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input with {in_channels} channels to {GetName()}, "
                + $"but got [{string.Join(", ", shape)}]");
        }
    }
}
