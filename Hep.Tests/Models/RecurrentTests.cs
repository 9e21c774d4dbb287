using Hep.Models;
using Hep.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using RecurrentCell = Hep.Models.RecurrentCell;

namespace Hep.Tests.Models;

/// <summary>Recurrent layers against libtorch's own, step by step, their sizes, and what they refuse. Padding: <see cref="RecurrentPaddingTests"/>.</summary>
[Collection(nameof(LibTorchState))]
public sealed class RecurrentTests
{
    private const int Inputs = Recurrents.Inputs;
    private const int Hidden = Recurrents.Hidden;

    [Theory]
    [MemberData(nameof(Recurrents.Numbers), MemberType = typeof(Recurrents))]
    public void Whole_sequences_give_what_the_layer_of_PyTorch_gives(int number)
    {
        using var scope = NewDisposeScope();
        var options = Recurrents.Kinds[number];
        var (layers, both) = (options.Layers, options.Bidirectional);
        _ = manual_seed(3);
        using var layer = new Recurrent(options, Inputs);
        _ = manual_seed(3);
        var x = randn(4, 7, Inputs);
        using Module peer = options.Cell switch
        {
            RecurrentCell.Lstm => LSTM(Inputs, Hidden, layers, batchFirst: true, bidirectional: both),
            RecurrentCell.Gru => GRU(Inputs, Hidden, layers, batchFirst: true, bidirectional: both),
            _ => RNN(Inputs, Hidden, layers, batchFirst: true, bidirectional: both),
        };
        peer.load_state_dict(layer.state_dict().ToDictionary(named => named.Key["cells.".Length..], named => named.Value, StringComparer.Ordinal));
        var expected = peer switch
        {
            LSTM lstm => lstm.call(x).Item1,
            GRU gru => gru.call(x).Item1,
            _ => ((RNN)peer).call(x).Item1,
        };
        Assert.Equal([4, 7, layer.Outputs], layer.call(x).shape);
        Assert.Equal(expected.data<float>().ToArray(), layer.call(x).data<float>().ToArray());
    }

    [Fact]
    public void Weights_begin_as_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        _ = manual_seed(4);
        using var layer = new Recurrent(new RecurrentOptions { Cell = RecurrentCell.Gru, Hidden = Hidden }, Inputs);
        _ = manual_seed(4);
        using var peer = GRU(Inputs, Hidden);
        Assert.All(layer.parameters().Zip(peer.parameters()), pair => Assert.Equal(pair.Second.data<float>().ToArray(), pair.First.data<float>().ToArray()));
    }

    [Theory]
    [MemberData(nameof(Recurrents.NumbersOfOneDirection), MemberType = typeof(Recurrents))]
    public void Steps_give_what_the_whole_sequence_gives(int number)
    {
        using var scope = NewDisposeScope();
        using var layer = Recurrents.Make(number);
        var x = randn([4, 6, Inputs], ScalarType.Float64);
        var whole = layer.call(x);
        var state = layer.Initial(4);
        for (var place = 0; place < 6; place++)
        {
            (var outputs, state) = layer.Step(x.select(1, place), state);
            Assert.True(outputs.allclose(whole.select(1, place), rtol: 0, atol: 1e-14));
        }
    }

    [Theory]
    [MemberData(nameof(Recurrents.NumbersOfOneDirection), MemberType = typeof(Recurrents))]
    public void Branches_go_on_from_what_was_seen_before(int number)
    {
        using var scope = NewDisposeScope();
        using var layer = Recurrents.Make(number);
        var (first, second) = (randn([3, 1, Inputs], ScalarType.Float64), randn([4, 1, Inputs], ScalarType.Float64));
        var (_, state) = layer.Step(first.squeeze(1), layer.Initial(3));
        var branches = tensor(new long[] { 2, 0, 2, 1 });
        var (outputs, after) = layer.Step(second.squeeze(1), state.Select(branches));
        Assert.Equal(4, after.Batch);
        var whole = layer.call(cat([first.index_select(0, branches), second], 1));
        Assert.True(outputs.allclose(whole.select(1, 1), rtol: 0, atol: 1e-14));
    }

    [Theory]
    [MemberData(nameof(Recurrents.NumbersOfOneDirection), MemberType = typeof(Recurrents))]
    public void Gradients_flow_through_steps(int number)
    {
        using var scope = NewDisposeScope();
        using var layer = Recurrents.Make(number);
        var x = randn([2, 3, Inputs], ScalarType.Float64);
        layer.call(x).select(1, 2).sum().backward();
        var expected = layer.parameters().Select(parameter => parameter.grad!.clone()).ToArray();
        layer.zero_grad();
        var state = layer.Initial(2);
        Tensor? outputs = null;
        for (var place = 0; place < 3; place++)
            (outputs, state) = layer.Step(x.select(1, place), state);
        outputs!.sum().backward();
        Assert.All(layer.parameters().Zip(expected), pair => Assert.True(pair.First.grad!.allclose(pair.Second, rtol: 0, atol: 1e-13)));
    }

    [Theory]
    [MemberData(nameof(Recurrents.Numbers), MemberType = typeof(Recurrents))]
    public void The_count_of_parameters_is_that_of_the_layer(int number)
    {
        using var layer = new Recurrent(Recurrents.Kinds[number], Inputs);
        Assert.Equal(layer.parameters().Sum(parameter => parameter.numel()), Recurrent.CountParameters(Recurrents.Kinds[number], Inputs));
    }

    [Fact]
    public void The_count_of_parameters_is_that_of_the_formula() =>
        Assert.Equal((4 * 64 * (3 + 64 + 2)) + (4 * 64 * (64 + 64 + 2)), Recurrent.CountParameters(new RecurrentOptions { Layers = 2 }, 3));

    [Fact]
    public void Dropout_acts_between_layers_in_training_alone()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, Inputs);
        bool Repeats(Recurrent layer) => layer.call(x).data<float>().ToArray().SequenceEqual(layer.call(x).data<float>().ToArray());
        using var two = new Recurrent(new RecurrentOptions { Hidden = 32, Layers = 2, Dropout = 0.5 }, Inputs);
        Assert.False(Repeats(two));
        two.eval();
        Assert.True(Repeats(two));
        using var one = new Recurrent(new RecurrentOptions { Hidden = 32, Layers = 1, Dropout = 0.5 }, Inputs);
        Assert.True(Repeats(one));
    }

    [Fact]
    public void Without_sequences_or_places_there_are_no_outputs()
    {
        using var scope = NewDisposeScope();
        using var layer = new Recurrent(new RecurrentOptions { Hidden = Hidden, Bidirectional = true }, Inputs);
        Assert.Equal([0, 4, 10], layer.call(zeros(0, 4, Inputs)).shape);
        Assert.Equal([2, 0, 10], layer.Padded(zeros(2, 0, Inputs), [0, 0]).shape);
        Assert.Equal(new float[20], layer.Last(zeros(2, 0, Inputs), [0, 0]).data<float>().ToArray());
        using var steps = new Recurrent(new RecurrentOptions { Hidden = Hidden }, Inputs);
        var (outputs, state) = steps.Step(zeros(0, Inputs), steps.Initial(0));
        Assert.Equal([0, Hidden], outputs.shape);
        Assert.Equal(0, state.Batch);
    }

    [Fact]
    public void A_training_step_leaves_no_tensor_behind()
    {
        using var layer = new Recurrent(new RecurrentOptions { Hidden = Hidden, Layers = 2, Bidirectional = true }, Inputs);
        using var steps = new Recurrent(new RecurrentOptions { Hidden = Hidden }, Inputs);
        using var input = randn(4, 6, Inputs).DetachFromDisposeScope();
        void Step()
        {
            using var scope = NewDisposeScope();
            (layer.Padded(input, [6, 0, 3, 1]).sum() + layer.Last(input, [1, 2, 3, 4]).sum()).backward();
            steps.Step(input.select(1, 0), steps.Initial(4)).State.Select(tensor(new long[] { 1, 1 })).Hidden.sum().backward();
        }

        Step();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 5; i++)
            Step();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_state_taken_out_of_its_scope_lives_until_it_is_disposed()
    {
        using var layer = new Recurrent(new RecurrentOptions { Hidden = Hidden }, Inputs);
        RecurrentState state;
        using (NewDisposeScope())
            state = layer.Initial(2).DetachFromDisposeScope();
        Assert.Equal(new float[2 * Hidden], state.Hidden.data<float>().ToArray());
        state.Dispose();
        Assert.True(state.Hidden.IsInvalid);
        Assert.True(state.Cell!.IsInvalid);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        static string Refused(RecurrentOptions options) => Assert.Throws<ArgumentOutOfRangeException>(() => new Recurrent(options, Inputs)).Message.Split('\n')[0].TrimEnd('\r');
        Assert.Equal("expected a whole number, 1 to 65536 (Parameter 'Hidden')", Refused(new RecurrentOptions { Hidden = 0 }));
        Assert.Equal("expected a whole number, 1 to 65536 (Parameter 'Hidden')", Refused(new RecurrentOptions { Hidden = 65_537 }));
        Assert.Equal("expected a whole number, 1 to 64 (Parameter 'Layers')", Refused(new RecurrentOptions { Layers = 65 }));
        Assert.Equal("expected a probability, 0 up to but not including 1 (Parameter 'Dropout')", Refused(new RecurrentOptions { Dropout = 1 }));
        Assert.Equal("expected a probability, 0 up to but not including 1 (Parameter 'Dropout')", Refused(new RecurrentOptions { Dropout = double.NaN }));
        Assert.Equal("not a cell (Parameter 'Cell')", Refused(new RecurrentOptions { Cell = (RecurrentCell)3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Recurrent(new RecurrentOptions(), 0));
    }

    [Fact]
    public void Impossible_sequences_are_refused()
    {
        using var scope = NewDisposeScope();
        using var layer = new Recurrent(new RecurrentOptions { Hidden = Hidden }, Inputs);
        using var both = new Recurrent(new RecurrentOptions { Hidden = Hidden, Bidirectional = true }, Inputs);
        using var gru = new Recurrent(new RecurrentOptions { Hidden = Hidden, Cell = RecurrentCell.Gru }, Inputs);
        static string Refused(Action action) => Assert.ThrowsAny<Exception>(action).Message;
        Assert.StartsWith("Recurrent: found an input of shape [2, 3], expected [batch, length, 3]", Refused(() => layer.call(zeros(2, 3))));
        Assert.StartsWith("Recurrent: found an input of shape [2, 4, 5], expected [batch, length, 3]", Refused(() => layer.Padded(zeros(2, 4, 5), [1, 1])));
        Assert.StartsWith("Recurrent: found 3 lengths of 2 sequences, expected one a sequence", Refused(() => layer.Padded(zeros(2, 4, 3), [1, 1, 1])));
        Assert.StartsWith("Recurrent: found length 5 of sequence 1, expected 0 to 4, the places that the batch has", Refused(() => layer.Padded(zeros(2, 4, 3), [1, 5])));
        Assert.StartsWith("Recurrent: found length -1 of sequence 0, expected 0 to 4, the places that the batch has", Refused(() => layer.Last(zeros(2, 4, 3), [-1, 1])));
        Assert.StartsWith("Recurrent: found an input of shape [2, 1, 3], expected [batch, 3]", Refused(() => layer.Step(zeros(2, 1, 3), layer.Initial(2))));
        Assert.StartsWith("Recurrent: found a state of shape [1, 3, 5] with a cell state, expected [1, 2, 5] with one", Refused(() => layer.Step(zeros(2, 3), layer.Initial(3))));
        Assert.StartsWith("Recurrent: found a state of shape [1, 2, 5] without a cell state, expected [1, 2, 5] with one", Refused(() => layer.Step(zeros(2, 3), gru.Initial(2))));
        Assert.Equal("Recurrent: a layer that reads sequences from both ends needs the whole of them; steps need one with Bidirectional = false", Refused(() => both.Step(zeros(2, 3), both.Initial(2))));
        Assert.StartsWith("found a hidden state of shape [1, 2, 5] and a cell state of shape [1, 3, 5], expected [layers, batch, H] of both", Refused(() => new RecurrentState(zeros(1, 2, 5), zeros(1, 3, 5))));
    }
}
