using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Recurrent layers, packed sequences and embeddings: what golden files cannot say.</summary>
public sealed class SequenceLayerTests
{
    private static readonly long[] Lengths = [2, 5, 1, 5, 3];

    [Fact]
    public void Padding_does_not_matter_to_packed_sequences()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var net = LSTM(3, 4, 2, bidirectional: true, dtype: ScalarType.Float64);
        var x = randn([6, 5, 3], ScalarType.Float64);
        var other = x.clone();
        for (var i = 0; i < Lengths.Length; i++)
            other.narrow(1, i, 1).narrow(0, Lengths[i], 6 - Lengths[i]).fill_(double.NaN);

        foreach (var padded in new[] { x, other })
        {
            var (packed, hidden, cell) = net.call(pack_padded_sequence(padded, tensor(Lengths), enforce_sorted: false));
            var (output, lengths) = pad_packed_sequence(packed);
            Assert.Equal(Lengths, lengths.data<long>().ToArray());
            for (var i = 0; i < Lengths.Length; i++)
            {
                var (alone, aloneHidden, aloneCell) = net.call(x.narrow(1, i, 1).narrow(0, 0, Lengths[i]));
                Assert.True(output.narrow(1, i, 1).narrow(0, 0, Lengths[i]).allclose(alone, rtol: 0, atol: 1e-14));
                Assert.True(hidden.narrow(1, i, 1).allclose(aloneHidden, rtol: 0, atol: 1e-14));
                Assert.True(cell.narrow(1, i, 1).allclose(aloneCell, rtol: 0, atol: 1e-14));
            }
        }
    }

    [Fact]
    public void A_cell_in_steps_is_its_layer()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var net = LSTM(3, 4, dtype: ScalarType.Float64);
        using var step = LSTMCell(3, 4, dtype: ScalarType.Float64);
        step.load_state_dict(net.state_dict().ToDictionary(named => named.Key.Replace("_l0", "", StringComparison.Ordinal), named => named.Value));
        var x = randn([6, 2, 3], ScalarType.Float64);
        var (output, hidden, cell) = net.call(x);
        (Tensor Hidden, Tensor Cell)? state = null;
        for (var i = 0; i < 6; i++)
        {
            state = step.call(x[i], state);
            Assert.True(output[i].allclose(state.Value.Hidden, rtol: 0, atol: 1e-14));
        }

        Assert.True(hidden[0].allclose(state!.Value.Hidden, rtol: 0, atol: 1e-14));
        Assert.True(cell[0].allclose(state.Value.Cell, rtol: 0, atol: 1e-14));
    }

    [Fact]
    public void Evaluation_draws_no_random_numbers()
    {
        using var scope = NewDisposeScope();
        using var net = GRU(3, 4, 2, dropout: 0.5);
        var x = randn(5, 2, 3);
        net.eval();
        var before = random.get_rng_state().bytes.ToArray();
        var first = net.call(x).Item1;
        Assert.Equal(before, random.get_rng_state().bytes.ToArray());
        Assert.True(first.allclose(net.call(x).Item1, rtol: 0, atol: 0));
        net.train();
        Assert.False(first.allclose(net.call(x).Item1));
        Assert.NotEqual(before, random.get_rng_state().bytes.ToArray());
    }

    [Fact]
    public void Layers_learn()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var net = RNN(1, 8);
        using var last = Linear(8, 1);
        var optimizer = optim.Adam(net.parameters().Concat(last.parameters()), lr: 0.02);
        var x = rand(7, 64, 1) - 0.5;
        var wanted = x.sum(0L);
        double Loss()
        {
            using var inner = NewDisposeScope();
            optimizer.zero_grad();
            var loss = functional.mse_loss(last.call(net.call(x).Item2[0]), wanted);
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        }

        var first = Loss();
        for (var i = 0; i < 60; i++)
            Loss();
        Assert.InRange(Loss(), 0, first / 20);
    }

    [Fact]
    public void Weights_have_their_names_and_may_be_replaced()
    {
        using var scope = NewDisposeScope();
        using var net = RNN(2, 3, 2, NonLinearities.ReLU, bidirectional: true, bias: false);
        Assert.Equal(
            ["weight_ih_l0", "weight_hh_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse", "weight_ih_l1", "weight_hh_l1", "weight_ih_l1_reverse", "weight_hh_l1_reverse"],
            net.named_parameters().Select(named => named.name));
        Assert.Equal([3L, 6], net.get_weight_ih(1)!.shape);
        Assert.Equal([3L, 3], net.get_weight_hh(0)!.shape);

        using var cell = RNNCell(1, 1);
        cell.weight_ih = Parameter(full([1, 1], 0.5));
        cell.weight_hh = Parameter(full([1, 1], 0.25));
        cell.bias_ih = Parameter(full([1], 0.125));
        cell.bias_hh = Parameter(zeros(1));
        Assert.Equal(MathF.Tanh(0.5f + 0.125f + 0.5f), cell.call(ones(1, 1), full([1, 1], 2.0)).item<float>(), 6);
        Assert.Equal(["weight_ih", "weight_hh", "bias_ih", "bias_hh"], cell.state_dict().Keys);
    }

    [Fact]
    public void Hooks_see_the_states()
    {
        using var scope = NewDisposeScope();
        using var net = LSTM(2, 3);
        var state = (zeros(1, 4, 3), zeros(1, 4, 3));
        (Tensor, Tensor)? seen = null;
        net.register_forward_hook((_, _, given, result) =>
        {
            seen = given;
            return (result.Item1 * 0, result.Item2, result.Item3);
        });
        Assert.Equal(0, net.call(ones(5, 4, 2), state).Item1.abs().sum().item<float>());
        Assert.Same(state.Item2, seen!.Value.Item2);
    }

    [Fact]
    public void A_packed_sequence_belongs_to_the_scope_that_is_open()
    {
        using var outermost = NewDisposeScope();
        using var net = GRU(2, 3);
        PackedSequence lost, kept, detached;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                lost = pack_sequence([ones(3, 2), ones(1, 2)]);
                kept = net.call(lost).Item1.MoveToOuterDisposeScope();
                detached = pack_sequence([ones(1, 2), ones(3, 2)], enforce_sorted: false).DetachFromDisposeScope();
            }

            Assert.True(lost.data.IsInvalid);
            Assert.True(lost.batch_sizes.IsInvalid);
            Assert.Equal([4L, 3], kept.data.shape);
            Assert.Equal([2L, 1, 1], kept.batch_sizes.data<long>().ToArray());
            Assert.True(outer.Contains(kept));
        }

        Assert.True(kept.data.IsInvalid);
        Assert.Equal([4L, 2], detached.data.shape);
        using (NewDisposeScope())
        {
            var beside = pack_sequence([ones(1, 2)]);
            detached.MoveToOtherDisposeScope(beside);
        }

        Assert.True(detached.data.IsInvalid);
        Assert.True(detached.sorted_indices!.IsInvalid);
    }

    [Fact]
    public void A_packed_sequence_outlives_what_it_came_from()
    {
        using var scope = NewDisposeScope();
        using var net = LSTM(2, 3);
        PackedSequence output;
        Tensor hidden;
        using (var packed = pack_sequence([ones(1, 2), ones(4, 2)], enforce_sorted: false))
            (output, hidden, _) = net.call(packed);
        var (padded, lengths) = pad_packed_sequence(output, batch_first: true);
        Assert.Equal([1L, 4], lengths.data<long>().ToArray());
        Assert.True(padded[1, 3].allclose(hidden[0, 1], rtol: 0, atol: 0));
    }

    [Fact]
    public void A_given_table_is_shared_until_it_is_converted()
    {
        using var scope = NewDisposeScope();
        var values = ones(3, 2);
        using var shared = Embedding_from_pretrained(values);
        using var copied = Embedding_from_pretrained(values, freeze: false, dtype: ScalarType.Float64);
        values.fill_(2);
        var rows = tensor(new long[] { 0, 2 });
        Assert.False(shared.weight!.requires_grad);
        Assert.True(copied.weight!.requires_grad);
        Assert.Equal([2f, 2, 2, 2], shared.call(rows).data<float>().ToArray());
        Assert.Equal([1d, 1, 1, 1], copied.call(rows).data<double>().ToArray());
    }
}
