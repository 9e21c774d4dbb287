using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

/// <summary>The likelihood ratio of one observable: a peak becomes a window, and what the densities' units and the classes' yields are does not matter.</summary>
public sealed class LikelihoodRatioTests
{
    [Fact]
    public void A_narrow_peak_on_a_wide_one_is_found_as_a_window()
    {
        // The logarithm of the ratio of two centred Gaussians of widths 1 and 3 is ln 3 - 4 x^2 / 9.
        var (values, isSignal) = Peaks(40_000, 1, 3);
        var ratio = LikelihoodRatio.Fit(values, isSignal, Ones(values.Length));
        foreach (var x in new[] { -1.5, -1.0, 0.0, 0.5, 1.5 })
            Assert.Equal(Math.Log(3) - (4 * x * x / 9), ratio.At(x), 0.15);
        Assert.Equal(ratio.At(1e9), ratio.At(1e12));
        Assert.Equal(0.5, new BinarySample("cut", values, isSignal).Roc.Auc.Value, 0.01);

        // Its area is the probability that a narrow |x| is below a wide one: 2 arctan(3) / pi.
        var area = Area(ratio, values, isSignal);
        Assert.Equal(2 * Math.Atan(3) / Math.PI, area.Value, 4 * area.Error);
    }

    [Fact]
    public void Units_and_yields_do_not_matter()
    {
        var (values, isSignal) = Peaks(3000, 0.5, 1);
        var area = Area(LikelihoodRatio.Fit(values, isSignal, Ones(3000)), values, isSignal).Value;
        double[] linear = [.. values.Select(x => (4 * x) + 64)], curved = [.. values.Select(Math.Exp)];
        Assert.Equal(area, Area(LikelihoodRatio.Fit(linear, isSignal, Ones(3000)), linear, isSignal).Value, 1e-9);
        Assert.Equal(area, Area(LikelihoodRatio.Fit(curved, isSignal, Ones(3000)), curved, isSignal).Value, 2e-3);
        Assert.Equal(area, Area(LikelihoodRatio.Fit(values, isSignal, [.. isSignal.Select(signal => signal ? 0.25 : 1024)]), values, isSignal).Value, 1e-12);
    }

    [Fact]
    public void A_monotone_map_of_the_ratio_has_the_same_curve()
    {
        var (values, isSignal) = Peaks(2000, 1, 2);
        var ratio = LikelihoodRatio.Fit(values, isSignal, Ones(2000));
        BinarySample Scored(Func<double, double> map) => new("ratio", values.Select(x => map(ratio.At(x))).ToArray(), isSignal);
        var (logarithm, probability) = (Scored(x => x).Roc, Scored(x => 1 / (1 + Math.Exp(-x))).Roc);
        Assert.Equal(logarithm.Count, probability.Count);
        Assert.Equal(logarithm.SignalEfficiencies(), probability.SignalEfficiencies());
        Assert.Equal(logarithm.BackgroundEfficiencies(), probability.BackgroundEfficiencies());
    }

    [Fact]
    public void Few_values_have_a_bin_each_and_no_value_has_one_too()
    {
        // Signal 30 of 0, 10 of 1, 40 of 2, 20 without; background 10, 50, 20, 20: logarithms with half an entry added.
        (double Value, int Signal, int Background)[] counts = [(0, 30, 10), (1, 10, 50), (2, 40, 20), (double.NaN, 20, 20)];
        double[] values = [.. counts.SelectMany(c => Enumerable.Repeat(c.Value, c.Signal + c.Background))];
        bool[] isSignal = [.. counts.SelectMany(c => Enumerable.Repeat(true, c.Signal).Concat(Enumerable.Repeat(false, c.Background)))];
        var ratio = LikelihoodRatio.Fit(values, isSignal, Ones(200));
        foreach (var (value, signal, background) in counts)
            Assert.Equal(Math.Log((signal + 0.5) / (background + 0.5)), ratio.At(value), 1e-12);
        Assert.Equal(0.5 * (ratio.At(0) + ratio.At(1)), ratio.At(0.5), 1e-12);
    }

    [Fact]
    public void Negative_weights_that_empty_a_bin_leave_a_finite_ratio()
    {
        double[] values = [0, 0, 1, 1, 1, 2, 2];
        bool[] isSignal = [true, false, true, false, false, true, false];
        var ratio = LikelihoodRatio.Fit(values, isSignal, [1, 1, 2, -0.5, -0.25, 1, 3]);
        Assert.True(double.IsFinite(ratio.At(1)) && ratio.At(1) > ratio.At(0) && ratio.At(0) > ratio.At(2));
    }

    [Fact]
    public void What_cannot_be_fitted_is_said()
    {
        Assert.Equal(
            "likelihood ratio: found an infinite value in event 1 (counted from 0), expected finite numbers, or NaN where there is none",
            Assert.Throws<InvalidDataException>(() => LikelihoodRatio.Fit([0, double.NegativeInfinity], [true, false], [1, 1])).Message);
        Assert.Equal(
            "likelihood ratio: found weights of signal and background that sum to 1 and 0, expected more than 0 in each",
            Assert.Throws<InvalidDataException>(() => LikelihoodRatio.Fit([0], [true], [1])).Message);
        Assert.Throws<ArgumentException>(() => LikelihoodRatio.Fit([0, 1], [true], [1, 1]));

        // A column without a single value tells nothing.
        Assert.Equal(0, LikelihoodRatio.Fit([double.NaN, double.NaN], [true, false], [1, 1]).At(3));
    }

    private static Estimate Area(LikelihoodRatio ratio, double[] values, bool[] isSignal) =>
        new BinarySample("ratio", values.Select(ratio.At).ToArray(), isSignal).Roc.Auc;

    private static (double[] Values, bool[] IsSignal) Peaks(int count, double signalWidth, double backgroundWidth)
    {
        var random = new Random(11);
        bool[] isSignal = [.. Enumerable.Range(0, count).Select(i => i % 2 == 0)];
        return (Array.ConvertAll(isSignal, signal => Toy.Normal(random) * (signal ? signalWidth : backgroundWidth)), isSignal);
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
