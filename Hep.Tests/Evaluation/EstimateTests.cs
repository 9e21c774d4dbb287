using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class EstimateTests
{
    // The first two are the examples in the Review of Particle Physics.
    [Theory]
    [InlineData(0.827, 0.119, "0.83 ± 0.12")]
    [InlineData(0.827, 0.367, "0.8 ± 0.4")]
    [InlineData(0.904321, 0.00123, "0.9043 ± 0.0012")]
    [InlineData(0.904321, 0.00967, "0.904 ± 0.010")]
    [InlineData(0.904321, 0.00354, "0.9043 ± 0.0035")]
    [InlineData(0.904321, 0.00355, "0.904 ± 0.004")]
    [InlineData(125.09, 0.24, "125.09 ± 0.24")]
    [InlineData(-3.14159, 0.0999, "-3.14 ± 0.10")]
    [InlineData(123456, 2345, "123500 ± 2300")]
    [InlineData(411000, 9990, "411000 ± 10000")]
    [InlineData(1.23456e-7, 1.2e-9, "(1.235 ± 0.012)e-7")]
    [InlineData(3.5e12, 2e10, "(3.500 ± 0.020)e12")]
    [InlineData(0, 0.02, "0.000 ± 0.020")]
    [InlineData(0.5, 0, "0.5")]
    [InlineData(0.5, double.NaN, "0.5 ± NaN")]
    [InlineData(double.PositiveInfinity, double.NaN, "Infinity ± NaN")]
    public void IsRoundedAsInAPaper(double value, double error, string expected) =>
        Assert.Equal(expected, new Estimate(value, error).ToString());
}
