using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

public sealed class OperatorTests
{
    [Fact]
    public void Adds_and_multiplies()
    {
        using var scope = NewDisposeScope();
        var a = tensor([1f, 2f, 3f, 4f], [2, 2]);
        var b = (a * 2f) + a.mm(a);
        Assert.Equal([9f, 14f, 21f, 30f], b.data<float>().ToArray());
        Assert.Equal([2L, 2L], b.shape);
    }

    [Fact]
    public void Differentiates_through_a_graph()
    {
        using var scope = NewDisposeScope();
        var x = tensor([1.0, 2.0, 3.0], requires_grad: true);
        (x.pow(3) + x.exp()).sum().backward();
        var expected = new[] { 1.0, 2.0, 3.0 }.Select(v => (3 * v * v) + Math.Exp(v)).ToArray();
        Assert.Equal(expected, x.grad!.data<double>().ToArray().Select(v => v), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_mistake_is_an_exception_with_the_first_line_of_libtorch()
    {
        using var scope = NewDisposeScope();
        var wide = zeros(2, 3);
        var e = Assert.Throws<ExternalException>(() => wide.mm(zeros(2, 3)));
        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", e.Message);
        e = Assert.Throws<ExternalException>(() => wide.matmul(zeros(4, 5)));
        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", e.Message);
        var x = ones(2, requires_grad: true);
        var y = x.sum();
        y.backward();
        e = Assert.Throws<ExternalException>(() => (x * x).sum().backward(inputs: [zeros(2)]));
        Assert.NotEmpty(e.Message);
        var graph = (x * x).sum();
        _ = autograd.grad([graph], [x]);
        e = Assert.Throws<ExternalException>(() => autograd.grad([graph], [x]));
        Assert.StartsWith("Trying to backward through the graph a second time", e.Message);
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        var x = zeros(2);
        x.Dispose();
        Assert.Throws<InvalidOperationException>(() => x + 1);
        Assert.True(x.IsInvalid);
    }

    [Fact]
    public void Scopes_release_what_they_own()
    {
        DisposeScopeManager.Statistics.Reset();
        Tensor kept;
        using (NewDisposeScope())
        {
            for (var i = 0; i < 100; i++)
                _ = zeros(3) + 1;
            kept = ones(3).MoveToOuterDisposeScope();
            Assert.Equal(201, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.Equal(1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(3, kept.sum().ToSingle());
        kept.Dispose();
    }

    [Fact]
    public void Indexes_as_numpy_does()
    {
        using var scope = NewDisposeScope();
        var x = arange(12).reshape(3, 4);
        Assert.Equal([4L, 5, 6, 7], x[1].data<long>().ToArray());
        Assert.Equal(6, x[1, 2].ToInt64());
        Assert.Equal([1L, 5, 9], x[TensorIndex.Colon, 1].data<long>().ToArray());
        Assert.Equal([8L, 9, 10, 11], x[^1].data<long>().ToArray());
        Assert.Equal([3L, 7, 11], x[TensorIndex.Ellipsis, 3].data<long>().ToArray());
        Assert.Equal([4L, 6], x[TensorIndex.Single(1), TensorIndex.Slice(0, null, 2)].data<long>().ToArray());
        Assert.Equal([3L, 1, 4], x[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([0L, 2], x[x % 2 == 0][TensorIndex.Slice(0, 2)].data<long>().ToArray());
        x[0, 0] = tensor(100L);
        x[TensorIndex.Colon, TensorIndex.Single(3)] = tensor(-1L);
        Assert.Equal([100L, 1, 2, -1], x[0].data<long>().ToArray());
    }
}
