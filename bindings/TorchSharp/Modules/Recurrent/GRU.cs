using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>
/// Gated recurrent units, [L, N, F] or, batch first, [N, L, F]; the state is [layers x directions, N, H]. Cho et al., EMNLP 2014, with the
/// reset gate after the product, as PyTorch has it.
/// </summary>
public sealed class GRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentStack stack;

    internal GRU(RecurrentStack.Options options)
        : base(nameof(GRU)) => stack = new RecurrentStack(this, 3, options);

    /// <summary>Output and last state. Without a first state it is zero.</summary>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null) =>
        stack.Run(Operator.Of("gru.input(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)"), input, h0);

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    /// <summary>Packed sequences go in and come out; the state is in the order in which the sequences were given.</summary>
    public (PackedSequence, Tensor) call(PackedSequence input, Tensor? h0 = null) =>
        stack.Run(Operator.Of("gru.data(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional)"), input, h0);
}
