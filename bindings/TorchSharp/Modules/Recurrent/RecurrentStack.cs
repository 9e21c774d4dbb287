using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>
/// What LSTM, GRU and RNN share: layers and directions with their weights, and the checks of what they are given. The weights belong to
/// the module, under PyTorch's names and in the order in which libtorch takes them and PyTorch draws their first values.
/// </summary>
internal sealed class RecurrentStack
{
    private readonly nn.Module owner;
    private readonly string[] names;
    private readonly bool gated;
    private readonly long inputSize;
    private readonly long hiddenSize;

    /// <param name="owner">The module, which is given the weights.</param>
    /// <param name="gates">How many times the hidden size the rows of a weight are: 4 in an LSTM, 3 in a GRU, 1 in an RNN.</param>
    /// <param name="options">Sizes and what else the factories take.</param>
    public RecurrentStack(nn.Module owner, long gates, Options options)
    {
        this.owner = owner;
        (inputSize, hiddenSize, Layers, Bias, BatchFirst, Dropout, Bidirectional, var device, var dtype) = options;
        if (inputSize < 0 || hiddenSize < 1 || Layers < 1)
        {
            throw new ArgumentException(
                $"{Name}: the sizes of input and hidden state and the number of layers are positive, got {inputSize}, {hiddenSize} and {Layers}");
        }

        if (!(Dropout >= 0 && Dropout <= 1))
            throw new ArgumentException($"{Name}: dropout is the probability of an element to be zeroed, in [0, 1], got {Dropout}");

        gated = gates > 1;
        names = [.. Made(gates, device, dtype)];
        DrawFirstValues(owner, hiddenSize);
    }

    public long Layers { get; }

    public bool Bias { get; }

    public bool BatchFirst { get; }

    public double Dropout { get; }

    public bool Bidirectional { get; }

    public bool Training => owner.training;

    public Tensor[] Weights => Array.ConvertAll(names, name => (Tensor)owner.get_parameter(name)!);

    private string Name => owner.GetName();

    private long Directions => Bidirectional ? 2 : 1;

    /// <summary>U(-1/√h, 1/√h) for every parameter in turn, as PyTorch's recurrent layers and cells begin.</summary>
    public static void DrawFirstValues(nn.Module module, long hiddenSize)
    {
        var bound = 1 / Math.Sqrt(hiddenSize);
        foreach (var parameter in module.parameters())
            nn.init.uniform_(parameter, -bound, bound);
    }

    /// <summary>Runs a stack whose state is one tensor (GRU and RNN).</summary>
    public (Tensor Output, Tensor State) Run(Operator op, Tensor input, Tensor? state)
    {
        var batch = Batch(input);
        using var zero = state is null ? Zeros(input, batch) : null;
        var first = zero ?? Checked(state!, batch, "hidden");
        if (gated && RecurrentPass.Run(this, input, null, first, null) is { } done)
            return (done.Output, done.Hidden);
        return op.Pair(input, first, Weights, Bias, Layers, Dropout, Training, Bidirectional, BatchFirst);
    }

    public (PackedSequence Output, Tensor State) Run(Operator op, PackedSequence input, Tensor? state)
    {
        var batch = Batch(input);
        using var first = state is null ? Zeros(input.data, batch) : Sorted(input, Checked(state, batch, "hidden"));
        var (output, last) = gated && RecurrentPass.Run(this, input.data, input.batch_sizes, first, null) is { } done
            ? (done.Output, done.Hidden)
            : op.Pair(input.data, input.batch_sizes, first, Weights, Bias, Layers, Dropout, Training, Bidirectional);
        return (input.With(output), Unsorted(input, last));
    }

    /// <summary>The number of sequences in a padded batch; refuses what does not fit.</summary>
    public long Batch(Tensor input)
    {
        var shape = input.shape;
        if (shape.Length != 3)
            throw new ArgumentException($"{Name}: input must have 3 dimensions, got {shape.Length}, [{string.Join(", ", shape)}]");
        CheckFeatures(shape);
        return shape[BatchFirst ? 0 : 1];
    }

    /// <summary>The number of sequences in a packed batch; refuses what does not fit.</summary>
    public long Batch(PackedSequence input)
    {
        var shape = input.data.shape;
        if (shape.Length != 2)
            throw new ArgumentException($"{Name}: the data of a packed input must have 2 dimensions, got {shape.Length}, [{string.Join(", ", shape)}]");
        CheckFeatures(shape);
        return input.Sequences;
    }

    public Tensor Zeros(Tensor like, long batch) => zeros(Layers * Directions, batch, hiddenSize, like.dtype, like.device);

    public Tensor Checked(Tensor state, long batch, string name)
    {
        var shape = state.shape;
        long[] expected = [Layers * Directions, batch, hiddenSize];
        if (!shape.AsSpan().SequenceEqual(expected))
            throw new ArgumentException($"{Name}: Expected {name} size ({string.Join(", ", expected)}), got [{string.Join(", ", shape)}]");
        return state;
    }

    /// <summary>A new handle on a state, in the order in which the sequences are packed.</summary>
    public static Tensor Sorted(PackedSequence input, Tensor state) =>
        input.sorted_indices is { } order ? state.index_select(1, order) : Operator.Of("alias(self)").Tensor(state);

    /// <summary>A state back in the order in which the sequences were given. The state is taken over.</summary>
    public static Tensor Unsorted(PackedSequence input, Tensor state)
    {
        if (input.unsorted_indices is not { } order)
            return state;
        using (state)
            return state.index_select(1, order);
    }

    private IEnumerable<string> Made(long gates, Device? device, ScalarType? dtype)
    {
        for (long layer = 0; layer < Layers; layer++)
        {
            var width = layer == 0 ? inputSize : hiddenSize * Directions;
            for (long direction = 0; direction < Directions; direction++)
            {
                var suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                yield return Added("weight_ih" + suffix, empty(gates * hiddenSize, width, dtype, device));
                yield return Added("weight_hh" + suffix, empty(gates * hiddenSize, hiddenSize, dtype, device));
                if (!Bias)
                    continue;
                yield return Added("bias_ih" + suffix, empty(gates * hiddenSize, dtype, device));
                yield return Added("bias_hh" + suffix, empty(gates * hiddenSize, dtype, device));
            }
        }
    }

    private string Added(string name, Tensor values)
    {
        owner.register_parameter(name, new Parameter(values));
        return name;
    }

    private void CheckFeatures(long[] shape)
    {
        if (shape[^1] != inputSize)
            throw new ArgumentException($"{Name}: input.size(-1) must be equal to input_size. Expected {inputSize}, got {shape[^1]}");
    }

    /// <summary>What the factories of recurrent layers take.</summary>
    public readonly record struct Options(
        long InputSize, long HiddenSize, long Layers, bool Bias, bool BatchFirst, double Dropout, bool Bidirectional, Device? Device, ScalarType? Dtype);
}
