using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>
/// Long short-term memory, [L, N, F] or, batch first, [N, L, F]; states are [layers x directions, N, H]. Hochreiter and Schmidhuber,
/// Neural Computation 9 (1997) 1735.
/// </summary>
public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private readonly RecurrentStack stack;

    internal LSTM(RecurrentStack.Options options)
        : base(nameof(LSTM)) => stack = new RecurrentStack(this, 4, options);

    /// <summary>Output, last hidden state, last cell state. Without first states they are zero.</summary>
    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        var batch = stack.Batch(input);
        using var zero = h0_c0 is null ? stack.Zeros(input, batch) : null;
        var first = States(h0_c0, zero, batch);
        return RecurrentPass.Run(stack, input, null, first[0], first[1])
            ?? Operator.Of("lstm.input(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)").Triple(
            input, first, stack.Weights, stack.Bias, stack.Layers, stack.Dropout, training, stack.Bidirectional, stack.BatchFirst);
    }

    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    /// <summary>Packed sequences go in and come out; states are in the order in which the sequences were given.</summary>
    public (PackedSequence, Tensor, Tensor) call(PackedSequence input, (Tensor, Tensor)? h0_c0 = null)
    {
        var batch = stack.Batch(input);
        using var zero = h0_c0 is null ? stack.Zeros(input.data, batch) : null;
        var given = States(h0_c0, zero, batch);
        using var hidden = zero is null ? RecurrentStack.Sorted(input, given[0]) : null;
        using var cell = zero is null ? RecurrentStack.Sorted(input, given[1]) : null;
        var (output, lastHidden, lastCell) = RecurrentPass.Run(stack, input.data, input.batch_sizes, hidden ?? zero!, cell ?? zero!)
            ?? Operator.Of("lstm.data(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional)").Triple(
                input.data, input.batch_sizes, new[] { hidden ?? zero!, cell ?? zero! }, stack.Weights, stack.Bias, stack.Layers, stack.Dropout, training,
                stack.Bidirectional);
        return (input.With(output), RecurrentStack.Unsorted(input, lastHidden), RecurrentStack.Unsorted(input, lastCell));
    }

    private Tensor[] States((Tensor Hidden, Tensor Cell)? given, Tensor? zero, long batch) => given is { } states
        ? [stack.Checked(states.Hidden, batch, "hidden[0]"), stack.Checked(states.Cell, batch, "hidden[1]")]
        : [zero!, zero!];
}
