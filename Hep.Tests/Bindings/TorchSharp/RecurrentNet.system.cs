using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>An LSTM or a GRU of four features, and all that it computes on a batch.</summary>
internal sealed record RecurrentNet(
    string Kind, long Hidden, long Layers = 1, bool Bias = true, bool BatchFirst = false, bool Bidirectional = false, double Dropout = 0)
{
    public int StateCount => Kind == "LSTM" ? 2 : 1;

    public Module Made(ScalarType type)
    {
        manual_seed(1);
        return Kind == "LSTM"
            ? LSTM(4, Hidden, Layers, Bias, BatchFirst, Dropout, Bidirectional, dtype: type)
            : GRU(4, Hidden, Layers, Bias, BatchFirst, Dropout, Bidirectional, dtype: type);
    }

    /// <summary>Output (padded where it was packed) and last states.</summary>
    public Tensor[] Call(Module net, Tensor x, RecurrentBatch? batch, Tensor[] states)
    {
        (Tensor, Tensor)? both = states.Length > 1 ? (states[0], states[1]) : null;
        if (batch?.Lengths is null)
        {
            return net switch
            {
                LSTM lstm => List(lstm.call(x, both)),
                var other => List(((GRU)other).call(x, states.FirstOrDefault())),
            };
        }

        var packed = pack_padded_sequence(x, tensor(batch.Lengths), BatchFirst, enforce_sorted: false);
        if (net is LSTM given)
        {
            var (output, hidden, cell) = given.call(packed, both);
            return [pad_packed_sequence(output, BatchFirst).Item1, hidden, cell];
        }

        var (padded, last) = ((GRU)net).call(packed, states.FirstOrDefault());
        return [pad_packed_sequence(padded, BatchFirst).Item1, last];
    }

    /// <summary>What comes out and the gradients of a loss of all of it.</summary>
    public List<Tensor> Results(Module net, RecurrentBatch batch)
    {
        var type = net.parameters().First().dtype;
        var (x, states) = (batch.Input(this, type), batch.States(this, type));
        var results = Call(net, x, batch, states);
        return [.. results, .. autograd.grad([RecurrentBatch.Loss(results)], [x, .. states, .. net.parameters()])];
    }

    private static Tensor[] List((Tensor, Tensor) of) => [of.Item1, of.Item2];

    private static Tensor[] List((Tensor, Tensor, Tensor) of) => [of.Item1, of.Item2, of.Item3];
}
