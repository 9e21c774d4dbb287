using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of a GRU: input [N, F] or [F], state [N, H] or [H].</summary>
public sealed class GRUCell : nn.Module<Tensor, Tensor?, Tensor>
{
    internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(GRUCell)) => RecurrentCell.AddWeights(this, 3, inputSize, hiddenSize, bias, device, dtype);

    public Parameter weight_ih
    {
        get => get_parameter(nameof(weight_ih))!;
        set => ConditionallyRegisterParameter(nameof(weight_ih), value);
    }

    public Parameter weight_hh
    {
        get => get_parameter(nameof(weight_hh))!;
        set => ConditionallyRegisterParameter(nameof(weight_hh), value);
    }

    public Parameter? bias_ih
    {
        get => get_parameter(nameof(bias_ih));
        set => ConditionallyRegisterParameter(nameof(bias_ih), value);
    }

    public Parameter? bias_hh
    {
        get => get_parameter(nameof(bias_hh));
        set => ConditionallyRegisterParameter(nameof(bias_hh), value);
    }

    /// <summary>The new state. Without a state it was zero.</summary>
    public override Tensor forward(Tensor input, Tensor? h0 = null) =>
        RecurrentCell.Step(Operator.Of("gru_cell(input, hx, w_ih, w_hh, b_ih, b_hh)"), this, input, h0);
}
