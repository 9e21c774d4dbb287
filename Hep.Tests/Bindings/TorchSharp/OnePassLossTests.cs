using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>The mean of binary cross entropy with logits takes one native pass where it can; libtorch's operators are the judge.</summary>
public sealed class OnePassLossTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Value_and_gradient_are_those_of_the_operators_in_double(bool weighted)
    {
        using var scope = NewDisposeScope();
        var (x, y, w) = Data(weighted);
        var loss = F.binary_cross_entropy_with_logits(x, y, w);
        (loss * 3).backward();

        var wide = x.detach().to(ScalarType.Float64).requires_grad_();
        var judge = F.binary_cross_entropy_with_logits(wide, y.to(ScalarType.Float64), w?.to(ScalarType.Float64));
        (judge * 3).backward();
        Assert.Equal(judge.item<double>(), loss.item<float>(), 1e-6 * judge.item<double>());

        // sigmoid(x) - y cancels: its error is that of a float near one, times the outer 3 and weights of at most 2, over n.
        Assert.True(x.grad!.to(ScalarType.Float64).allclose(wide.grad!, rtol: 2e-6, atol: 1.2e-7 * 6 / x.numel()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_second_derivative_is_there(bool weighted)
    {
        using var scope = NewDisposeScope();
        var (x, y, w) = Data(weighted);
        var slope = autograd.grad([F.binary_cross_entropy_with_logits(x, y, w)], [x], create_graph: true, retain_graph: true)[0];
        var second = autograd.grad([slope.sum()], [x])[0];
        var p = x.detach().sigmoid();
        var expected = p * (1 - p) * (w ?? ones_like(p)) / p.numel();
        Assert.True(second.allclose(expected, rtol: 1e-5, atol: 1e-9));
    }

    [Fact]
    public void A_graph_used_twice_and_a_wrong_shape_are_exceptions()
    {
        using var scope = NewDisposeScope();
        var (x, y, w) = Data(true);
        var loss = F.binary_cross_entropy_with_logits(x, y, w);
        loss.backward();
        Assert.StartsWith("Trying to backward through the graph a second time", Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => loss.backward()).Message);
        Assert.Throws<ArgumentException>(() => F.binary_cross_entropy_with_logits(x, ones(3)));
    }

    [Fact]
    public void What_it_does_not_take_goes_to_the_operators()
    {
        using var scope = NewDisposeScope();
        var (x, y, w) = Data(true);
        var row = w![0];
        var expected = F.binary_cross_entropy_with_logits(x, y, row.expand(37, 3).contiguous()).item<float>();
        Assert.Equal(expected, F.binary_cross_entropy_with_logits(x, y, row).item<float>(), 1e-6f);
        Assert.Equal(expected, F.binary_cross_entropy_with_logits(x.t(), y.t(), row.unsqueeze(1)).item<float>(), 1e-6f);
        var target = y.clone().requires_grad_();
        F.binary_cross_entropy_with_logits(x, target, w).backward();
        Assert.True(target.grad!.allclose(-x.detach() * w / x.numel(), rtol: 1e-5, atol: 1e-8));
    }

    [Fact]
    public void Not_a_number_and_large_logits_pass_through()
    {
        using var scope = NewDisposeScope();
        Assert.True(float.IsNaN(F.binary_cross_entropy_with_logits(tensor([1f, float.NaN]), ones(2)).item<float>()));
        Assert.Equal(5000f, F.binary_cross_entropy_with_logits(tensor([-10000f, 10000f]), ones(2)).item<float>());
        var x = tensor([-10000f, 10000f], requires_grad: true);
        F.binary_cross_entropy_with_logits(x, ones(2)).backward();
        Assert.Equal([-0.5f, 0f], x.grad!.data<float>().ToArray());
    }

    private static (Tensor Input, Tensor Target, Tensor? Weight) Data(bool weighted)
    {
        var source = new Generator(7);
        var x = (randn(37, 3, generator: source) * 6).requires_grad_();
        return (x, rand(37, 3, generator: source), weighted ? rand(37, 3, generator: source) * 2 : null);
    }
}
