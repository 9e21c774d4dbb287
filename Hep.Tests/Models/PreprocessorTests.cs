using Hep.Data;
using Hep.Models;
using Hep.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

public sealed class PreprocessorTests
{
    [Theory]
    [InlineData(-999f)]
    [InlineData(0.1f)]
    [InlineData(null)]
    public void It_scales_as_the_reference_to_the_last_bit(float? missing)
    {
        var (fitted, rows) = Random(missing);
        using var layer = new Preprocessor(fitted);
        using var input = tensor(rows, [rows.Length / 4, 4]);
        using var output = layer.call(input);
        Assert.Equal(fitted.Apply(rows).Select(BitConverter.SingleToUInt32Bits), output.data<float>().ToArray().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void A_missing_value_becomes_zero_and_nothing_else_does()
    {
        using var layer = new Preprocessor(Preprocessings.Standard([10f, -2f], [4f, 0.5f], -999f));
        using var input = tensor([-999f, 0f, 14f, -999f, -998.99994f, -2f], [3, 2]);
        using var output = layer.call(input);
        Assert.Equal([0f, 4f, 1f, 0f, (-998.99994f - 10f) / 4f, 0f], output.data<float>().ToArray());
    }

    [Fact]
    public void A_NaN_of_the_input_is_not_hidden()
    {
        using var layer = new Preprocessor(Preprocessings.Standard([10f], [4f], -999f));
        using var input = tensor([float.NaN], [1, 1]);
        using var output = layer.call(input);
        Assert.True(float.IsNaN(output.data<float>().ToArray()[0]));
    }

    [Fact]
    public void Its_numbers_are_buffers_and_not_trained()
    {
        using var layer = new Preprocessor(Preprocessings.Standard([10f, -2f], [4f, 0.5f], null));
        Assert.Empty(layer.parameters());
        Assert.Equal(["standardize_mean", "standardize_scale"], layer.state_dict().Keys);
    }

    [Fact]
    public void A_network_in_double_precision_sees_the_same_inputs()
    {
        var (fitted, rows) = Random(-999f);
        using var layer = new Preprocessor(fitted);
        using var single = layer.call(tensor(rows, [rows.Length / 4, 4]));
        layer.to(ScalarType.Float64);
        using var exact = layer.call(tensor(rows, [rows.Length / 4, 4]).to(ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, exact.dtype);
        Assert.Equal(single.data<float>().ToArray().Select(v => (double)v), exact.data<double>().ToArray());
    }

    [Fact]
    public void An_input_of_another_width_is_refused()
    {
        using var layer = new Preprocessor(Preprocessings.Standard([0f, 0f], [1f, 1f], null));
        using var input = zeros(5, 3);
        Assert.Equal("Preprocessor: found an input of shape [5, 3], expected [batch, 2] (Parameter 'input')", Assert.Throws<ArgumentException>(() => layer.call(input)).Message);
    }

    [Fact]
    public void Temperature_one_changes_nothing_and_another_divides()
    {
        var logits = Random(null).Rows;
        using var input = tensor(logits, [logits.Length, 1]);
        using var one = new Temperature();
        using var same = one.call(input);
        Assert.Equal(logits.Select(BitConverter.SingleToUInt32Bits), same.data<float>().ToArray().Select(BitConverter.SingleToUInt32Bits));

        using var hot = new Temperature(2.5f);
        using var cooled = hot.call(input);
        Assert.Equal(logits.Select(logit => logit / 2.5f), cooled.data<float>().ToArray());
        Assert.Equal(2.5f, hot.Value);
        Assert.Equal([1, 1], new[] { one.state_dict().Count, hot.state_dict().Count });
        foreach (var wrong in new[] { 0f, -1f, float.NaN, float.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => new Temperature(wrong));
    }

    private static (Preprocessing Fitted, float[] Rows) Random(float? missing)
    {
        var random = new Random(5);
        float Draw() => (float)((random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-6, 7)));
        var rows = new float[4 * 5000];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = random.Next(5) == 0 ? missing ?? -999f : Draw();
        var fitted = Preprocessings.Standard([Draw(), Draw(), Draw(), Draw()], [.. Enumerable.Range(0, 4).Select(_ => Math.Abs(Draw()) + 1e-3f)], missing);
        return (fitted, rows);
    }
}
