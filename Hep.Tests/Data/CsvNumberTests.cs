using System.Globalization;
using System.Text;
using Hep.Data;
using Xunit;

namespace Hep.Tests.Data;

public sealed class CsvNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("138.47")]
    [InlineData("-999.0")]
    [InlineData("+.5")]
    [InlineData("5.")]
    [InlineData("1e22")]
    [InlineData("1e23")]
    [InlineData("9007199254740993")]
    [InlineData("0.00081448039868")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("4.9e-324")]
    [InlineData("1.17549435e-38")]
    [InlineData("1e-45")]
    [InlineData("3.4028234e38")]
    [InlineData(" 12.5 ")]
    [InlineData("1E+2")]

    // Texts on, just above and just below the middle between the floats 1 and 1 + 2^-23: rounding twice would get one of them wrong.
    [InlineData("1.000000059604644775390625")]
    [InlineData("1.00000005960464477539")]
    [InlineData("1.0000000596046447753906251")]
    [InlineData("1.000000059604645")]
    [InlineData("16777217")]
    [InlineData("16777217.0000001")]
    public void Agrees_with_the_framework_to_the_last_bit(string text) => Check(text);

    [Fact]
    public void Agrees_with_the_framework_for_random_decimals()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var value = Math.ScaleB(random.NextDouble() - 0.5, random.Next(-140, 140));
            Check(value.ToString((i % 4) switch { 0 => "R", 1 => "F3", 2 => "E7", _ => "E16" }, CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("12abc")]
    [InlineData("--1")]
    [InlineData("1\0")]
    [InlineData("91.\0\0")]
    public void Refuses_what_is_not_a_number(string text)
    {
        Assert.False(CsvNumber.TryParse(Encoding.UTF8.GetBytes(text), out double _));
        Assert.False(CsvNumber.TryParse(Encoding.UTF8.GetBytes(text), out float _));
    }

    [Fact]
    public void The_checksum_is_that_of_gzip() => Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));

    private static void Check(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.True(CsvNumber.TryParse(bytes, out double number), text);
        Assert.True(CsvNumber.TryParse(bytes, out float single), text);
        Assert.True(double.Parse(text, CultureInfo.InvariantCulture).Equals(number), text);
        Assert.True(float.Parse(text, CultureInfo.InvariantCulture).Equals(single), text);
    }
}
