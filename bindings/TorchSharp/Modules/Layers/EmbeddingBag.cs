using TorchSharp.Native;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Sums, means or maxima over bags of rows of a table: bags of one size, [N, B], or one after another in [K] with offsets [N] that say where
/// each begins. The package takes bags of one size as Int64 only.
/// </summary>
public sealed class EmbeddingBag : nn.Module<Tensor, Tensor?, Tensor?, Tensor>, nn.IModule<Tensor, Tensor, Tensor>
{
    private readonly EmbeddingTable.Options options;
    private readonly EmbeddingBagMode mode;
    private readonly bool include_last_offset;

    [ComponentName(Name = "weight")]
    private Parameter _weight;

    internal EmbeddingBag(Parameter weight, EmbeddingTable.Options options, EmbeddingBagMode mode, bool include_last_offset)
        : base(nameof(EmbeddingBag))
    {
        if (mode == EmbeddingBagMode.Max && options.ScaleGradByFreq)
            throw new ArgumentException("EmbeddingBag: max mode does not support scaling the gradient by the frequency");
        _weight = weight;
        this.options = options.Checked(weight.size(0));
        this.mode = mode;
        this.include_last_offset = include_last_offset;
        RegisterComponents();
    }

    public Parameter weight
    {
        get => _weight;
        set
        {
            _weight = value;
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    public override Tensor forward(Tensor input, Tensor? offsets, Tensor? perSampleWeights)
    {
        if (perSampleWeights is not null && !perSampleWeights.shape.AsSpan().SequenceEqual(input.shape))
        {
            throw new ArgumentException(
                $"EmbeddingBag: perSampleWeights has the shape of the input, [{string.Join(", ", input.shape)}], got [{string.Join(", ", perSampleWeights.shape)}]");
        }

        using var scope = NewDisposeScope();
        var rows = input.reshape(-1);
        var starts = input.Dimensions switch
        {
            1 => Checked(offsets, input),
            2 when offsets is not null => throw new ArgumentException("EmbeddingBag: 'offsets' must be null for a 2-D input."),
            2 when input.numel() > 0 => arange(0, input.numel(), input.size(1), input.dtype, input.device),
            _ => throw new ArgumentException($"EmbeddingBag: input has to be 1D or 2D and not empty, got {input}"),
        };
        EmbeddingTable.Shorten(_weight, rows, options);
        return Operator.Of("embedding_bag.padding_idx(weight, indices, offsets, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx)")
            .Tensor(
                _weight, rows, starts, options.ScaleGradByFreq, (long)mode, false, perSampleWeights?.reshape(-1), include_last_offset,
                options.Padding is { } row ? row : Arg.None)
            .MoveToOuterDisposeScope();
    }

    public new Tensor call(Tensor input, Tensor? offsets, Tensor? perSampleWeights) => base.call(input, offsets, perSampleWeights);

    public Tensor call(Tensor input, Tensor offsets) => base.call(input, offsets, null);

    public Tensor call(Tensor input) => base.call(input, null, null);

    // libtorch reads beyond its memory where offsets do not ascend, or where there is none.
    private static Tensor Checked(Tensor? offsets, Tensor input)
    {
        if (offsets is null)
            throw new ArgumentException("EmbeddingBag: 'offsets' must be non-null for a 1-D input.");
        if (offsets.dtype != input.dtype)
            throw new ArgumentException($"EmbeddingBag: input and offsets must have the same element type, got {input.dtype} and {offsets.dtype}.");
        if (offsets.Dimensions != 1 || !is_integral(offsets))
            throw new ArgumentException($"EmbeddingBag: offsets has to be a 1D tensor of whole numbers, got {offsets}");
        var starts = offsets.to(ScalarType.Int64, CPU).contiguous().data<long>().ToArray();
        if (starts.Length == 0 || starts[0] != 0 || starts[^1] > input.numel() || !starts.AsSpan().SequenceEqual(starts.Order().ToArray()))
        {
            throw new ArgumentException(
                $"EmbeddingBag: offsets ascend from 0 to at most the number of rows that are looked up, {input.numel()}, got [{string.Join(", ", starts)}]");
        }

        return offsets;
    }
}
