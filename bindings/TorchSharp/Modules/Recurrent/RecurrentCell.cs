using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What LSTMCell, GRUCell and RNNCell share: four weights, which belong to the module, and inputs with or without a batch.</summary>
internal static class RecurrentCell
{
    /// <summary>Gives the module its weights; <paramref name="gates"/> times the hidden size are the rows of each: 4 in an LSTM, 3 in a GRU, 1 in an RNN.</summary>
    public static void AddWeights(nn.Module cell, long gates, long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
    {
        if (inputSize < 0 || hiddenSize < 1)
            throw new ArgumentException($"{cell.GetName()}: the sizes of input and hidden state are positive, got {inputSize} and {hiddenSize}");
        cell.register_parameter("weight_ih", new Parameter(empty(gates * hiddenSize, inputSize, dtype, device)));
        cell.register_parameter("weight_hh", new Parameter(empty(gates * hiddenSize, hiddenSize, dtype, device)));
        if (bias)
        {
            cell.register_parameter("bias_ih", new Parameter(empty(gates * hiddenSize, dtype, device)));
            cell.register_parameter("bias_hh", new Parameter(empty(gates * hiddenSize, dtype, device)));
        }

        RecurrentStack.DrawFirstValues(cell, hiddenSize);
    }

    /// <summary>One step of a cell whose state is one tensor (GRUCell and RNNCell).</summary>
    public static Tensor Step(Operator op, nn.Module cell, Tensor input, Tensor? state)
    {
        var single = IsSingle(cell, input);
        using var rows = Rows(input);
        using var before = State(cell, state, input, rows);
        return Like(op.Tensor(rows, before, Weight(cell, "weight_ih"), Weight(cell, "weight_hh"), Weight(cell, "bias_ih"), Weight(cell, "bias_hh")), single);
    }

    /// <summary>True for an input of one sample, [F], false for a batch, [N, F].</summary>
    public static bool IsSingle(nn.Module cell, Tensor input) => input.Dimensions is 1 or 2
        ? input.Dimensions == 1
        : throw new ArgumentException($"{cell.GetName()}: Expected input to be 1-D or 2-D but received {input.Dimensions}-D tensor");

    /// <summary>A new handle on the values as a batch.</summary>
    public static Tensor Rows(Tensor values) => values.Dimensions == 1 ? values.unsqueeze(0) : Operator.Of("alias(self)").Tensor(values);

    /// <summary>A new handle on the given state as a batch, or zero.</summary>
    public static Tensor State(nn.Module cell, Tensor? given, Tensor input, Tensor rows)
    {
        if (given is null)
            return zeros(rows.size(0), Weight(cell, "weight_hh")!.size(1), input.dtype, input.device);
        if (given.Dimensions != input.Dimensions)
            throw new ArgumentException($"{cell.GetName()}: the state has the dimensions of the input, {input.Dimensions}, got {given.Dimensions}");
        return Rows(given);
    }

    /// <summary>The new state in the shape of the input. The state is taken over.</summary>
    public static Tensor Like(Tensor state, bool single)
    {
        if (!single)
            return state;
        using (state)
            return state.squeeze(0);
    }

    public static Tensor? Weight(nn.Module cell, string name) => cell.get_parameter(name);
}
