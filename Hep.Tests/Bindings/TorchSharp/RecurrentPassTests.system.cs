using System.Runtime.InteropServices;
using Hep.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>
/// LSTM and GRU of float take a path of ours; libtorch's operators, in double precision, are the judge. What comes out is the output, the last
/// states, and the gradients of the input, the first states and every weight.
/// </summary>
[Collection(nameof(LibTorchState))]
public sealed class RecurrentPassTests
{
    private static readonly long[] Lengths = [2, 5, 1, 5, 3];

    public static TheoryData<string, bool, bool, bool, bool> Stacks
    {
        get
        {
            var cases = new TheoryData<string, bool, bool, bool, bool>();
            foreach (var kind in new[] { "LSTM", "GRU" })
            {
                for (var bits = 0; bits < 16; bits++)
                    cases.Add(kind, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Values_and_gradients_are_those_of_the_operators(string kind, bool deep, bool bidirectional, bool batchFirst, bool packed) =>
        AgreesInDouble(new(kind, 20, Layers: deep ? 3 : 1, Bias: deep || packed, batchFirst, bidirectional), new(5, 5, Lengths: packed ? Lengths : null));

    [Theory]
    [InlineData("LSTM", 1, 1, 1)]
    [InlineData("LSTM", 1, 7, 16)]
    [InlineData("LSTM", 9, 1, 5)]
    [InlineData("LSTM", 30, 300, 33)]
    [InlineData("GRU", 1, 1, 1)]
    [InlineData("GRU", 1, 7, 16)]
    [InlineData("GRU", 9, 1, 5)]
    [InlineData("GRU", 30, 300, 33)]
    public void So_they_are_for_any_shape(string kind, long steps, long batch, long hidden) =>
        AgreesInDouble(new(kind, hidden, Bidirectional: true), new(steps, batch));

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void Saturated_gates_are_finite(string kind)
    {
        // A product of 200 is itself known to 1e-5 only.
        AgreesInDouble(new(kind, 8, 2, Bidirectional: true), new(6, 3, Scale: 400), 1e-5);

        using var scope = NewDisposeScope();
        var form = new RecurrentNet(kind, 8);
        using var net = form.Made(ScalarType.Float32);
        foreach (var huge in new[] { 1e4f, 1e38f, float.PositiveInfinity })
        {
            using var still = no_grad();
            foreach (var parameter in net.parameters())
                parameter.fill_(1);
            foreach (var sign in new[] { -1, 1 })
                Assert.All(form.Call(net, full([3, 2, 4], sign * huge), null, []), result => Assert.True(result.isfinite().all().item<bool>()));
        }
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void A_number_that_is_none_is_not_hidden(string kind)
    {
        using var scope = NewDisposeScope();
        var form = new RecurrentNet(kind, 8);
        using var net = form.Made(ScalarType.Float32);
        var x = zeros(3, 2, 4);
        x.narrow(0, 1, 1).narrow(1, 0, 1).narrow(2, 2, 1).fill_(float.NaN);
        var output = form.Call(net, x, null, [])[0].isnan();
        Assert.True(output[1, 0].all().item<bool>());
        Assert.True(output[2, 0].all().item<bool>());
        Assert.Equal(16, output.sum().item<long>());
    }

    [Fact]
    public void It_takes_float_alone()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            using var owner = Linear(1, 1);
            var stack = new RecurrentStack(owner, 3, new(2, 4, 1, true, false, 0, false, null, type));
            Assert.Equal(type == ScalarType.Float32, RecurrentPass.Run(stack, zeros(3, 2, 2, type), null, zeros(1, 2, 4, type), null) is not null);
        }
    }

    [Theory]
    [InlineData("LSTM", false)]
    [InlineData("GRU", false)]
    [InlineData("LSTM", true)]
    [InlineData("GRU", true)]
    public void Dropout_draws_the_same_numbers(string kind, bool packed)
    {
        using var scope = NewDisposeScope();
        var form = new RecurrentNet(kind, 8, 3, BatchFirst: true, Bidirectional: true, Dropout: 0.4);
        using var net = form.Made(ScalarType.Float32);
        var batch = new RecurrentBatch(5, 5, Lengths: packed ? Lengths : null);
        var ours = Drawn(avoided: false);
        foreach (var (found, expected) in ours.Zip(Drawn(avoided: true)))
            AssertClose(expected, found);

        List<Tensor> Drawn(bool avoided)
        {
            RecurrentPass.Avoided = avoided;
            try
            {
                manual_seed(5);
                return form.Results(net, batch);
            }
            finally
            {
                RecurrentPass.Avoided = false;
            }
        }
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void The_same_numbers_give_the_same_bits(string kind)
    {
        using var scope = NewDisposeScope();
        var form = new RecurrentNet(kind, 70, 2, Bidirectional: true);
        using var net = form.Made(ScalarType.Float32);
        var first = form.Results(net, new(12, 300));
        foreach (var (a, b) in first.Zip(form.Results(net, new(12, 300))))
            Assert.True(a.allclose(b, rtol: 0, atol: 0));
    }

    [Theory]
    [InlineData("LSTM", false)]
    [InlineData("GRU", false)]
    [InlineData("LSTM", true)]
    [InlineData("GRU", true)]
    public void It_can_be_differentiated_twice(string kind, bool packed)
    {
        using var scope = NewDisposeScope();
        var form = new RecurrentNet(kind, 6, 2, Bidirectional: true);
        using var net = form.Made(ScalarType.Float32);
        var batch = new RecurrentBatch(5, 5, Lengths: packed ? Lengths : null);
        var ours = Penalty(ScalarType.Float32);
        net.to(ScalarType.Float64);
        foreach (var (found, expected) in ours.Zip(Penalty(ScalarType.Float64)))
            AssertClose(expected, found, 3e-6);

        // One tensor as both first states, so that its gradient is the sum of two.
        IList<Tensor> Penalty(ScalarType type)
        {
            var (x, states) = (batch.Input(form, type), batch.States(form, type)[0]);
            var results = form.Call(net, x, batch, [states, states]);
            var slopes = autograd.grad([RecurrentBatch.Loss(results)], [x, states], create_graph: true, retain_graph: true);
            return autograd.grad([slopes[0].pow(2).sum() + slopes[1].pow(2).sum()], [x, states, .. net.parameters()]);
        }
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void A_graph_that_was_freed_says_so(string kind)
    {
        using var scope = NewDisposeScope();
        var form = new RecurrentNet(kind, 6);
        using var net = form.Made(ScalarType.Float32);
        var loss = form.Call(net, ones(3, 2, 4), null, [])[0].sum();
        loss.backward(retain_graph: true);
        loss.backward();
        var message = Assert.Throws<ExternalException>(() => loss.backward()).Message;
        Assert.StartsWith("Trying to backward through the graph a second time", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void Results_may_be_overwritten_and_weights_may_not(string kind)
    {
        using var scope = NewDisposeScope();
        var form = new RecurrentNet(kind, 6);
        using var net = form.Made(ScalarType.Float32);
        var x = ones(3, 2, 4).requires_grad_();
        var expected = autograd.grad([form.Call(net, x, null, [])[0].sum()], [x])[0];
        var results = form.Call(net, x, null, []);
        foreach (var result in results)
            result.add_(3);
        Assert.True(autograd.grad([results[0].sum()], [x])[0].allclose(expected, rtol: 0, atol: 0));

        var loss = form.Call(net, x, null, [])[0].sum();
        using (no_grad())
            net.parameters().First().mul_(2);
        var message = Assert.Throws<ExternalException>(() => loss.backward()).Message;
        Assert.Contains("modified by an inplace operation", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void One_result_alone_has_its_gradients(string kind)
    {
        var form = new RecurrentNet(kind, 6, 2, Bidirectional: true);
        using var scope = NewDisposeScope();
        using var net = form.Made(ScalarType.Float32);
        using var judge = form.Made(ScalarType.Float64);
        judge.load_state_dict(net.state_dict());
        for (var i = 0; i <= form.StateCount; i++)
        {
            foreach (var (found, expected) in Of(net, i, ScalarType.Float32).Zip(Of(judge, i, ScalarType.Float64)))
                AssertClose(expected, found);
        }

        IList<Tensor> Of(Module module, int index, ScalarType type)
        {
            var batch = new RecurrentBatch(4, 3);
            var x = batch.Input(form, type);
            return autograd.grad([form.Call(module, x, batch, batch.States(form, type))[index].pow(2).sum()], [x, .. module.parameters().Take(2)]);
        }
    }

    [Fact]
    public void Nothing_is_kept_that_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var net = LSTM(4, 6);
        var x = ones(3, 2, 4);
        using (no_grad())
            Assert.False(net.call(x).Item1.requires_grad);
        foreach (var parameter in net.parameters())
            parameter.requires_grad_(false);
        Assert.False(net.call(x).Item1.requires_grad);
        x.requires_grad_();
        Assert.Equal([3L, 2, 4], autograd.grad([net.call(x).Item1.sum()], [x])[0].shape);
    }

    [Fact]
    public void Training_runs_in_constant_memory()
    {
        using var scope = NewDisposeScope();
        var form = new RecurrentNet("LSTM", 32, 2, Bidirectional: true);
        using var net = form.Made(ScalarType.Float32);
        var batch = new RecurrentBatch(20, 64);
        Train(30);
        var before = Environment.WorkingSet;
        Train(300);

        // One step's activations are 5 MB: a step of each hundred that stayed would show.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 12L << 20);

        void Train(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                using var inner = NewDisposeScope();
                form.Results(net, batch);
            }
        }
    }

    private static void AgreesInDouble(RecurrentNet form, RecurrentBatch batch, double relative = 1e-6)
    {
        using var scope = NewDisposeScope();
        using var net = form.Made(ScalarType.Float32);
        var ours = form.Results(net, batch);
        net.to(ScalarType.Float64);
        var expected = form.Results(net, batch);
        Assert.Equal(expected.Count, ours.Count);
        for (var i = 0; i < ours.Count; i++)
            AssertClose(expected[i], ours[i], relative);
    }

    private static void AssertClose(Tensor expected, Tensor found, double relative = 1e-6)
    {
        Assert.Equal(expected.shape, found.shape);
        var wanted = expected.to(ScalarType.Float64);
        var largest = wanted.abs().max().item<double>();
        Assert.InRange((found.to(ScalarType.Float64) - wanted).abs().max().item<double>(), 0, relative * Math.Max(largest, 1e-30));
    }
}
