using Hep.Data;
using Hep.Models;
using Xunit;
using static TorchSharp.torch;

namespace Hep.Tests.Models;

public sealed class FeatureScalerTests
{
    [Theory]
    [InlineData(-999f)]
    [InlineData(0.1f)]
    [InlineData(null)]
    public void It_scales_as_the_reference_to_the_last_bit(float? missing)
    {
        var (scaling, rows) = Random(missing);
        using var scaler = new FeatureScaler(scaling.Mean, scaling.Scale, missing);
        using var input = tensor(rows, [rows.Length / 4, 4]);
        using var output = scaler.call(input);
        Assert.Equal(scaling.Apply(rows).Select(BitConverter.SingleToUInt32Bits), output.data<float>().ToArray().Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void A_missing_value_becomes_zero_and_nothing_else_does()
    {
        using var scaler = new FeatureScaler([10f, -2f], [4f, 0.5f], -999f);
        using var input = tensor([-999f, 0f, 14f, -999f, -998.99994f, -2f], [3, 2]);
        using var output = scaler.call(input);
        Assert.Equal([0f, 4f, 1f, 0f, (-998.99994f - 10f) / 4f, 0f], output.data<float>().ToArray());
    }

    [Fact]
    public void Its_numbers_are_buffers_and_not_trained()
    {
        using var scaler = new FeatureScaler([10f, -2f], [4f, 0.5f], null);
        Assert.Empty(scaler.parameters());
        Assert.Equal(["mean", "scale"], scaler.state_dict().Keys);
    }

    [Fact]
    public void Numbers_that_cannot_scale_are_refused()
    {
        Assert.Equal("2 means but 1 scales (Parameter 'scale')", Assert.Throws<ArgumentException>(() => new FeatureScaler([0f, 0f], [1f], null)).Message);
        foreach (var scale in new[] { 0f, -1f, float.NaN, float.PositiveInfinity })
            Assert.Equal("every scale must be positive and finite (Parameter 'scale')", Assert.Throws<ArgumentException>(() => new FeatureScaler([0f], [scale], null)).Message);
    }

    [Fact]
    public void An_input_of_another_width_is_refused()
    {
        using var scaler = new FeatureScaler([0f, 0f], [1f, 1f], null);
        using var input = zeros(5, 3);
        Assert.Equal("FeatureScaler: found an input of shape [5, 3], expected [batch, 2] (Parameter 'input')", Assert.Throws<ArgumentException>(() => scaler.call(input)).Message);
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

    private static (FeatureScaling Scaling, float[] Rows) Random(float? missing)
    {
        var random = new Random(5);
        float Draw() => (float)((random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-6, 7)));
        var rows = new float[4 * 5000];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = random.Next(5) == 0 ? missing ?? -999f : Draw();
        var scaling = new FeatureScaling
        {
            Names = ["a", "b", "c", "d"],
            Units = ["GeV", "", "rad", "mm"],
            Mean = [Draw(), Draw(), Draw(), Draw()],
            Scale = [.. Enumerable.Range(0, 4).Select(_ => Math.Abs(Draw()) + 1e-3f)],
            Missing = missing,
        };
        return (scaling, rows);
    }
}
