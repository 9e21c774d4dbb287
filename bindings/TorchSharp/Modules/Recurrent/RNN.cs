using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules;

/// <summary>
/// Elman's network, h' = tanh(x Wᵀ + b + h Uᵀ + c) or with ReLU, [L, N, F] or, batch first, [N, L, F]; the state is
/// [layers x directions, N, H]. Elman, Cognitive Science 14 (1990) 179.
/// </summary>
public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentStack stack;
    private readonly bool rectified;

    internal RNN(nn.NonLinearities nonLinearity, RecurrentStack.Options options)
        : base(nameof(RNN))
    {
        rectified = nonLinearity == nn.NonLinearities.ReLU;
        stack = new RecurrentStack(this, 1, options);
    }

    /// <summary>Output and last state. Without a first state it is zero.</summary>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0) => stack.Run(
        rectified
            ? Operator.Of("rnn_relu.input(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)")
            : Operator.Of("rnn_tanh.input(input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first)"),
        input,
        h0);

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    /// <summary>Packed sequences go in and come out; the state is in the order in which the sequences were given.</summary>
    public (PackedSequence, Tensor) call(PackedSequence input, Tensor? h0 = null) => stack.Run(
        rectified
            ? Operator.Of("rnn_relu.data(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional)")
            : Operator.Of("rnn_tanh.data(data, batch_sizes, hx, params, has_biases, num_layers, dropout, train, bidirectional)"),
        input,
        h0);

    /// <summary>A weight of the forward direction by its layer, null where there is none; likewise the other three.</summary>
    public Parameter? get_weight_ih(long idx) => get_parameter($"weight_ih_l{idx}");

    public Parameter? get_weight_hh(long idx) => get_parameter($"weight_hh_l{idx}");

    public Parameter? get_bias_ih(long idx) => get_parameter($"bias_ih_l{idx}");

    public Parameter? get_bias_hh(long idx) => get_parameter($"bias_hh_l{idx}");
}
