using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Bindings.TorchSharp;

/// <summary>Mistakes with bare memory are exceptions; the package reads what lies there.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void An_array_of_another_type_is_refused()
    {
        Assert.StartsWith(
            "an array of Byte cannot be read as a tensor of Float32",
            Assert.Throws<ArgumentException>(() => frombuffer(new byte[8], ScalarType.Float32)).Message,
            StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        var numbers = new[] { 1f, 2, 3, 4 };
        var view = frombuffer(numbers, ScalarType.Float32, count: 2, offset: 1);
        numbers[2] = 7;
        Assert.Equal([2f, 7f], view.data<float>().ToArray());
    }

    [Fact]
    public void Elements_outside_of_the_tensor_are_refused()
    {
        using var scope = NewDisposeScope();
        var data = arange(4).data<long>();
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyTo(new long[2], tensorIndex: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyFrom([1, 2], tensorIndex: 5));
        Assert.Throws<IndexOutOfRangeException>(() => data[4]);
        var end = new long[2];
        data.CopyTo(end, tensorIndex: 3);
        Assert.Equal([3L, 0], end);
    }

    [Fact]
    public void Elements_of_a_disposed_tensor_are_refused()
    {
        var tensor = arange(4);
        var data = tensor.data<long>();
        tensor.Dispose();
        Assert.Throws<InvalidOperationException>(() => data[0]);
        Assert.Throws<InvalidOperationException>(data.ToArray);
    }
}
