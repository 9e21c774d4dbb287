using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Xunit;

namespace Hep.Tests.Evaluation.Calibration;

public sealed class CalibrationMapTests
{
    private static readonly Func<BinarySample, LogitMap>[] Fits = [TemperatureScaling.Fit, PlattScaling.Fit, BetaCalibration.Fit, IsotonicCalibration.Fit];

    [Theory]
    [MemberData(nameof(GoldenCalibration.Names), MemberType = typeof(GoldenCalibration))]
    public void Temperature_and_beta_are_the_maximum_of_the_likelihood(string name)
    {
        var golden = GoldenCalibration.Binary(name);
        var logits = GoldenCalibration.Logits(golden);
        Assert.Equal(1, TemperatureScaling.Fit(logits).Temperature / GoldenMetrics.Number(golden, "temperature"), 1e-6);
        var beta = BetaCalibration.Fit(logits);
        Assert.All(GoldenMetrics.Doubles(golden, "beta").Zip([beta.A, beta.B, beta.C]), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.InRange(beta.MeanLoss(logits) - GoldenMetrics.Number(golden, "beta_loss"), -1e-9, 1e-14);
    }

    [Fact]
    public void Platt_is_that_of_scikit_learn()
    {
        // Its minimiser stops at a gradient of 1e-5. With weights it has other targets: sums of weights in place of effective entries.
        var golden = GoldenCalibration.Binary("unweighted");
        var platt = PlattScaling.Fit(GoldenCalibration.Logits(golden));
        Assert.All(GoldenMetrics.Doubles(golden, "platt").Zip([platt.Slope, platt.Offset]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [MemberData(nameof(GoldenCalibration.Names), MemberType = typeof(GoldenCalibration))]
    public void Isotonic_regression_is_that_of_scikit_learn(string name)
    {
        var golden = GoldenCalibration.Binary(name);
        var logits = GoldenCalibration.Logits(golden);
        var fit = IsotonicRegression.Fit(logits.Scores, Array.ConvertAll(logits.IsSignal.ToArray(), s => s ? 1.0 : 0.0), logits.Weights);
        AssertClose(GoldenMetrics.Doubles(golden, "isotonic_x"), fit.X.ToArray(), 1e-12);
        AssertClose(GoldenMetrics.Doubles(golden, "isotonic_y"), fit.Y.ToArray(), 1e-12);
        AssertClose(GoldenMetrics.Doubles(golden, "isotonic"), Array.ConvertAll(GoldenMetrics.Doubles(golden, "grid"), fit.Predict), 1e-12);
    }

    [Fact]
    public void Several_classes_have_the_maximum_of_the_likelihood()
    {
        var golden = GoldenCalibration.Classes;
        var (logits, labels, weights) = (GoldenMetrics.Doubles(golden, "logits"), GoldenMetrics.Ints(golden, "labels"), GoldenMetrics.Doubles(golden, "weights"));
        var sample = new MultiClassSample("three", ["g", "q", "t"], logits, labels, weights);
        Assert.Equal(1, TemperatureScaling.Fit(sample).Temperature / GoldenMetrics.Number(golden, "temperature"), 1e-6);
        var vector = VectorScaling.Fit(sample);
        AssertClose(GoldenMetrics.Doubles(golden, "factors"), vector.Factors.ToArray(), 1e-5);
        AssertClose(GoldenMetrics.Doubles(golden, "offsets"), vector.Offsets.ToArray(), 1e-5);
        var loss = labels.Select((label, i) => -weights[i] * Math.Log(vector.Probabilities(logits.AsSpan(3 * i, 3))[label])).Sum() / weights.Sum();
        Assert.InRange(loss - GoldenMetrics.Number(golden, "loss"), -1e-9, 1e-13);
    }

    [Fact]
    public void Two_classes_have_one_temperature_however_they_are_written()
    {
        var logits = Logits(1, 500, 2.5);
        var rows = logits.Scores.ToArray().SelectMany(z => new[] { 0.3, z + 0.3 }).ToArray();
        var labels = Array.ConvertAll(logits.IsSignal.ToArray(), s => s ? 1 : 0);
        Assert.Equal(TemperatureScaling.Fit(logits).Temperature, TemperatureScaling.Fit(new MultiClassSample("rows", ["b", "s"], rows, labels, logits.Weights)).Temperature, 1e-10);
    }

    [Theory]
    [InlineData(3.7)]
    [InlineData(0.2)]
    public void Temperature_goes_with_the_logits(double factor)
    {
        var logits = Logits(2, 400, 1.5);
        var hot = new BinarySample("hot", Array.ConvertAll(logits.Scores.ToArray(), z => factor * z), logits.IsSignal, logits.Weights);
        Assert.Equal(factor, TemperatureScaling.Fit(hot).Temperature / TemperatureScaling.Fit(logits).Temperature, 1e-10);
    }

    [Fact]
    public void What_was_calibrated_before_is_found_again()
    {
        // Probabilities that are true, seen through known maps.
        var random = new Random(3);
        var truth = Enumerable.Range(0, 200_000).Select(_ => 2 * Toy.Normal(random)).ToArray();
        var isSignal = Array.ConvertAll(truth, z => random.NextDouble() < 1 / (1 + Math.Exp(-z)));
        BinarySample Seen(Func<double, double> map) => new("seen", Array.ConvertAll(truth, z => map(z)), isSignal);
        Assert.Equal(2.5, TemperatureScaling.Fit(Seen(z => 2.5 * z)).Temperature, 0.03);
        var platt = PlattScaling.Fit(Seen(z => (z - 0.7) / 0.4));
        Assert.Equal(0.4, platt.Slope, 0.005);
        Assert.Equal(0.7, platt.Offset, 0.02);
        foreach (var fit in Fits)
        {
            var map = fit(Seen(z => z));
            Assert.All(new[] { -3, -1.5, 0, 0.5, 2, 3.5 }, z => Assert.Equal(1 / (1 + Math.Exp(-z)), map.Probability(z), 0.015));
        }

        // Beta calibration is exact where p is a beta-calibrated one; isotonic whatever the map is.
        var odd = Seen(z => z + (z > 0 ? z * z : -z * z));
        var isotonic = IsotonicCalibration.Fit(odd);
        Assert.All(new[] { -1.5, -0.5, 0.5, 1, 2 }, z => Assert.Equal(1 / (1 + Math.Exp(-z)), isotonic.Probability(z + (z > 0 ? z * z : -z * z)), 0.02));
    }

    [Fact]
    public void No_loss_rises_and_no_order_turns()
    {
        foreach (var (seed, negative) in new[] { (4, 0.0), (5, 0.05), (6, 0.0) })
        {
            var logits = Logits(seed, 600, 2, negative);
            var before = new TemperatureScaling(1).MeanLoss(logits);
            foreach (var fit in Fits)
            {
                var map = fit(logits);
                Assert.InRange(map.MeanLoss(logits), 0, before);
                var mapped = Enumerable.Range(-400, 801).Select(i => map.Apply(i / 20.0)).ToArray();
                Assert.All(mapped.Zip(mapped.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
            }
        }
    }

    [Fact]
    public void The_unit_of_the_weights_does_not_matter()
    {
        var logits = Logits(7, 300, 2);
        var scaled = new BinarySample("scaled", logits.Scores, logits.IsSignal, Array.ConvertAll(logits.Weights.ToArray(), w => 1e-4 * w));
        foreach (var fit in Fits)
            Assert.All(new[] { -4.0, -1, 0, 2, 5 }, z => Assert.Equal(fit(logits).Apply(z), fit(scaled).Apply(z), 1e-9));
    }

    [Fact]
    public void Temperature_changes_no_class_and_no_order()
    {
        var logits = Logits(8, 5000, 4);
        var map = TemperatureScaling.Fit(logits);
        var (before, after) = (new TemperatureScaling(1).Probabilities(logits), map.Probabilities(logits));
        Assert.NotEqual(1, map.Temperature);
        Assert.Equal(ConfusionMatrix.AtThreshold(before, 0.5)[1, 1], ConfusionMatrix.AtThreshold(after, 0.5)[1, 1]);
        Assert.Equal(ConfusionMatrix.AtThreshold(before, 0.5)[0, 1], ConfusionMatrix.AtThreshold(after, 0.5)[0, 1]);
        Assert.Equal(before.Roc.Auc, after.Roc.Auc);
    }

    [Fact]
    public void Temperature_is_1_where_no_other_one_is_better_and_stays_in_its_range()
    {
        var nothing = new BinarySample("nothing", new double[4], (bool[])[true, true, true, false]);
        Assert.Equal(1, TemperatureScaling.Fit(nothing).Temperature);
        var separable = new BinarySample("separable", (double[])[1, 2, -1, -3], (bool[])[true, true, false, false]);
        Assert.Equal(TemperatureScaling.Lowest, TemperatureScaling.Fit(separable).Temperature);
        var contrary = new BinarySample("contrary", (double[])[1, 2, -1, -3], (bool[])[false, false, true, true]);
        Assert.Equal(TemperatureScaling.Highest, TemperatureScaling.Fit(contrary).Temperature);

        // No map turns what is contrary around.
        Assert.Equal(0, PlattScaling.Fit(contrary).Slope);
        var beta = BetaCalibration.Fit(contrary);
        Assert.Equal((0, 0), (beta.A, beta.B));
        Assert.Equal(0, IsotonicCalibration.Fit(contrary).Apply(5), 1e-12);
    }

    [Fact]
    public void Pieces_of_one_class_stay_finite_and_no_line_is_steep()
    {
        var separable = new BinarySample("separable", (double[])[1, 2, 3, 9, -1, -2, -3, -9], (bool[])[true, true, true, true, false, false, false, false]);
        Assert.Equal(Math.Log(15), IsotonicCalibration.Fit(separable).Apply(20), 1e-12);
        Assert.Equal(-Math.Log(15), IsotonicCalibration.Fit(separable).Apply(-20), 1e-12);
        Assert.True(double.IsFinite(PlattScaling.Fit(separable).Slope));

        var map = IsotonicCalibration.Fit(Logits(9, 2000, 3));
        var p = Enumerable.Range(-10_000, 20_001).Select(i => map.Probability(i * 1e-3)).ToArray();
        Assert.InRange(p.Zip(p.Skip(1)).Max(pair => (pair.Second - pair.First) / 1e-3), 0.05, 1 + 1e-6);
        Assert.True(map.Positions.Length > 10);
    }

    [Fact]
    public void Isotonic_regression_is_the_projection_that_its_conditions_describe()
    {
        // Residuals of each flat piece sum to zero, and those of no beginning of a piece to less than zero (Karush, Kuhn and Tucker).
        var random = new Random(10);
        var (x, y, w) = (new double[500], new double[500], new double[500]);
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i], w[i]) = (i, (0.01 * i) + Toy.Normal(random), random.NextDouble());
        var fit = IsotonicRegression.Fit(x, y, w);
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += w[i] * (y[i] - fit.Predict(i));
            Assert.True(sum > -1e-9);
            if (i + 1 < x.Length && fit.Predict(i + 1) > fit.Predict(i))
                Assert.Equal(0, sum, 1e-9);
        }

        Assert.Equal(0, sum, 1e-9);
    }

    [Fact]
    public void A_million_points_that_all_fall_are_pooled_in_linear_time()
    {
        var (x, y) = (new double[1_000_000], new double[1_000_000]);
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (i, -i);
        var fit = IsotonicRegression.Fit(x, y);
        Assert.Equal([0, 999_999], fit.X.ToArray());
        Assert.Equal(-499_999.5, fit.Predict(17), 1e-6);
    }

    [Fact]
    public void Samples_that_cannot_be_calibrated_are_named()
    {
        string Of(Func<object> make) => Assert.Throws<InvalidDataException>(make).Message;
        Assert.Equal(
            "sample 'validation': all 2 events are signal; expected events of both classes (check the label column and the split)",
            Of(() => TemperatureScaling.Fit(new BinarySample("validation", (double[])[1, 2], (bool[])[true, true]))));
        Assert.Throws<ArgumentException>(() => IsotonicRegression.Fit([1, 2], [1, 2], (double[])[1, -1]));
        Assert.Throws<ArgumentException>(() => IsotonicRegression.Fit([1, double.NaN], [1, 2]));
        Assert.Throws<ArgumentException>(() => new IsotonicCalibration([0, 0], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TemperatureScaling(0));
    }

    // Logits that are too large by a factor, off by a shift, and weighted.
    // Signal of weight 1 against background of weight -1 is a sample, but has no likelihood.
    [Fact]
    public void Weights_that_cancel_over_both_classes_are_refused()
    {
        var logits = new BinarySample("odd", (double[])[-1, 0.5, 0.2, 1], (bool[])[false, false, true, true], (double[])[-1, -1, 1, 1]);
        foreach (var fit in Fits)
        {
            Assert.Equal(
                "sample 'odd': the weights of its 4 events sum to 0; a calibration needs more than zero: take other weights, or none",
                Assert.Throws<InvalidDataException>(() => fit(logits)).Message);
            Assert.Contains("sum to -1", Assert.Throws<InvalidDataException>(() => fit(logits.WithWeights((double[])[-1, -2, 1, 1]))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Isotonic_fits_less_than_an_effective_event()
    {
        // 51 events of weight 1 and 49 of weight -1 are 0.04 effective ones.
        var random = new Random(1);
        double[] z = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())], w = [.. Enumerable.Range(0, 100).Select(i => i < 51 ? 1.0 : -1)];
        bool[] isSignal = [.. Enumerable.Range(0, 100).Select(i => i % 4 == 0)];
        Assert.True(double.IsFinite(IsotonicCalibration.Fit(new BinarySample("few", z, isSignal, w)).Apply(0.3)));
    }

    private static BinarySample Logits(int seed, int count, double factor, double negative = 0)
    {
        var events = Toy.Make(seed, count, negative);
        return new BinarySample("logits", Array.ConvertAll(events.Scores, p => factor * (Math.Log(p / (1 - p)) + 0.2)), events.IsSignal, events.Weights);
    }

    private static void AssertClose(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
