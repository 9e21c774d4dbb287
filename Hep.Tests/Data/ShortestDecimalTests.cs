using System.Globalization;
using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

/// <summary>Floats as they are written: to the last bit what comes back when they are printed and read.</summary>
public sealed class ShortestDecimalTests
{
    [Fact]
    public void Numbers_with_few_places_are_those_of_their_text()
    {
        for (var i = 0; i < 300_000; i++)
        {
            Check((float)(i / 1000.0));
            Check((float)(i * -1.23));
            Check((float)(i / 7.0));
        }

        for (var i = 1; i < 2_000_000; i *= 3)
            Assert.Equal(i / 100.0, ShortestDecimal.Of((float)(i / 100.0)));
    }

    [Fact]
    public void All_kinds_of_floats_are_those_of_their_text()
    {
        var random = new Random(1);
        for (var i = 0; i < 500_000; i++)
            Check(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));

        // Powers of two with their neighbours, where the spacing changes; and ties: both 4194303.2 and 4194303.3 read back as 4194303.25.
        for (var exponent = -149; exponent < 128; exponent++)
        {
            var power = MathF.ScaleB(1, exponent);
            foreach (var value in new[] { power, MathF.BitIncrement(power), MathF.BitDecrement(power), 3 * power / 2 })
                Check(value);
        }

        for (var quarters = (1 << 23) + 1; quarters < (1 << 24); quarters += 98)
            Check(quarters / 4f);
        foreach (var value in new[] { 0, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.Epsilon, 16_777_215, 16_777_216, -999, -999.9f })
            Check(value);
    }

    [Theory]
    [InlineData("91.2")]
    [InlineData("125.1")]
    [InlineData("0.1")]
    [InlineData("-20000.3")]
    [InlineData("1234567.9")]
    public void A_selection_sees_a_feature_as_the_file_has_it(string number)
    {
        var table = new EventTable("a table", [new FeatureColumn("x", "", [float.Parse(number, CultureInfo.InvariantCulture)])], [-1], []);
        foreach (var comparison in new[] { ">=", "<=", "==" })
            Assert.Equal([true], RowSelection.Parse($"x {comparison} {number}").Passes(table));
        Assert.Equal([false], RowSelection.Parse($"x < {number}").Passes(table));
    }

    [Fact]
    public void A_missing_value_is_told_by_its_float()
    {
        var table = new EventTable("a table", [new FeatureColumn("x", "", [-99.9f, 1])], [-1, -1], [], extras: [new NumberColumn("y", [-99.9, -99.8])], missing: -99.9f);
        Assert.Equal([true, false], RowSelection.Parse("missing(x)").Passes(table));
        Assert.Equal([true, false], RowSelection.Parse("missing(y)").Passes(table));
    }

    private static void Check(float value)
    {
        var (expected, found) = (double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), ShortestDecimal.Of(value));
        if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(found) && !double.IsNaN(expected))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{value}: found {found:R}, expected {expected:R}"));
        Assert.Equal(double.IsNaN(expected), double.IsNaN(found));
    }
}
