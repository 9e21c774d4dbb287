using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of an LSTM: input [N, F] or [F], states [N, H] or [H].</summary>
public sealed class LSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
{
    internal LSTMCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(LSTMCell)) => RecurrentCell.AddWeights(this, 4, inputSize, hiddenSize, bias, device, dtype);

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

    /// <summary>The new hidden and cell state. Without states they were zero.</summary>
    public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        var single = RecurrentCell.IsSingle(this, input);
        using var rows = RecurrentCell.Rows(input);
        using var hidden = RecurrentCell.State(this, h0_c0?.Item1, input, rows);
        using var cell = RecurrentCell.State(this, h0_c0?.Item2, input, rows);
        var (newHidden, newCell) = Operator.Of("lstm_cell(input, hx, w_ih, w_hh, b_ih, b_hh)").Pair(
            rows, new[] { hidden, cell }, weight_ih, weight_hh, bias_ih, bias_hh);
        return (RecurrentCell.Like(newHidden, single), RecurrentCell.Like(newCell, single));
    }

    public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
}
