using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Matrices go through a linear layer as one node of the graph; products and sums by libtorch's operators are the judge.</summary>
public sealed class AffineTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Values_and_gradients_are_those_of_the_operators(bool inner)
    {
        using var scope = NewDisposeScope();
        var source = new Generator(3);
        var x = randn([5, 4], ScalarType.Float64, generator: source).requires_grad_(inner);
        var w = randn([3, 4], ScalarType.Float64, generator: source).requires_grad_();
        var b = randn([3], ScalarType.Float64, generator: source).requires_grad_();
        var y = F.linear(x, w, b);
        var judge = x.mm(w.t()) + b;
        Assert.True(y.allclose(judge, rtol: 1e-14, atol: 1e-14));
        Tensor[] leaves = inner ? [x, w, b] : [w, b];
        var found = autograd.grad([y.pow(3).sum()], leaves);
        var expected = autograd.grad([judge.pow(3).sum()], leaves);
        foreach (var (a, c) in found.Zip(expected))
            Assert.True(a.allclose(c, rtol: 1e-13, atol: 1e-13));
    }

    [Fact]
    public void It_can_be_differentiated_twice()
    {
        using var scope = NewDisposeScope();
        var source = new Generator(4);
        var x = randn([5, 4], ScalarType.Float64, generator: source).requires_grad_();
        var w = randn([3, 4], ScalarType.Float64, generator: source).requires_grad_();
        var b = randn([3], ScalarType.Float64, generator: source).requires_grad_();
        var found = Penalty(F.linear(x, w, b));
        var expected = Penalty(x.mm(w.t()) + b);
        Assert.True(found.allclose(expected, rtol: 1e-12, atol: 1e-12));

        Tensor Penalty(Tensor y)
        {
            var slope = autograd.grad([y.tanh().sum()], [x], create_graph: true, retain_graph: true)[0];
            return autograd.grad([slope.pow(2).sum()], [w])[0];
        }
    }
}
