using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Xunit;

namespace Hep.Tests.Evaluation.Calibration;

public sealed class ReliabilityTests
{
    [Theory]
    [MemberData(nameof(GoldenCalibration.Names), MemberType = typeof(GoldenCalibration))]
    public void Curves_and_proper_scores_are_those_of_scikit_learn(string name)
    {
        var golden = GoldenCalibration.Binary(name);
        var weighted = new TemperatureScaling(1).Probabilities(GoldenCalibration.Logits(golden));
        Assert.Equal(1.0, ProbabilityScores.Brier(weighted).Value / GoldenMetrics.Number(golden, "brier"), 1e-12);
        Assert.Equal(1.0, ProbabilityScores.LogLoss(weighted).Value / GoldenMetrics.Number(golden, "log_loss"), 1e-12);

        // Its curves have no weights.
        var forecasts = new Forecasts(name, weighted.Scores, weighted.IsSignal);
        foreach (var (key, make) in new (string, Func<Forecasts, int, ReliabilityCurve>)[] { ("uniform", ReliabilityCurve.OfEqualWidth), ("quantile", ReliabilityCurve.OfEqualCounts) })
        {
            foreach (var curve in golden.GetProperty(key).EnumerateArray())
            {
                var bins = make(forecasts, curve.GetProperty("bins").GetInt32()).Bins.Where(bin => bin.HasPoint).ToArray();
                AssertClose(GoldenMetrics.Doubles(curve, "frequency"), [.. bins.Select(bin => bin.Frequency.Value)]);
                AssertClose(GoldenMetrics.Doubles(curve, "probability"), [.. bins.Select(bin => bin.MeanProbability)]);
            }
        }
    }

    [Fact]
    public void An_edge_belongs_to_the_bin_below_it()
    {
        double[] p = [0, 0.2, 0.2000001, 0.6, 1];
        var bins = ReliabilityCurve.OfEqualWidth(new Forecasts("edges", p, [false, false, true, true, true]), 5).Bins;
        Assert.Equal([2L, 1, 1, 0, 1], bins.Select(bin => bin.All.Count));
        Assert.Equal([0L, 1, 1, 0, 1], bins.Select(bin => bin.Outcomes.Count));
    }

    [Fact]
    public void Edges_are_found_for_every_number_of_bins()
    {
        foreach (var bins in new[] { 1, 3, 7, 15, 49, 100 })
        {
            double[] edges = [.. Enumerable.Range(1, bins - 1).Select(k => k * (1.0 / bins))];
            double[] above = [.. edges.Select(Math.BitIncrement)];
            var curve = ReliabilityCurve.OfEqualWidth(new Forecasts("edges", [.. edges, 1, .. above], new bool[(2 * bins) - 1]), bins);
            Assert.Equal(Enumerable.Range(0, bins).Select(k => k == 0 ? 1L : 2), curve.Bins.Select(bin => bin.All.Count));
        }
    }

    [Fact]
    public void Measures_are_those_of_the_hand()
    {
        // Two bins: gaps 1/2 - 0.25 = 0.25 of weight 2, and 3/4 - 0.9 = -0.15 of weight 4.
        var forecasts = new Forecasts("hand", [0.2, 0.3, 0.9, 0.9, 0.9, 0.9], [true, false, true, true, true, false]);
        var curve = ReliabilityCurve.OfEqualWidth(forecasts, 2);
        Assert.Equal(((2 * 0.25) + (4 * 0.15)) / 6, curve.ExpectedError.Value, 1e-15);
        Assert.Equal(0.25, curve.MaximumError.Value, 1e-15);
        Assert.Equal(EfficiencyInterval.Wilson(new WeightSum(3, 3, 3), new WeightSum(4, 4, 4)), curve.Bins[1].Frequency);

        // Variances of the gaps: residuals 0.8 and -0.3 of mean 0.25; 0.1 three times and -0.9 of mean -0.15, which is f (1 - f) / (n - 1).
        var (v0, v1) = (2 * 0.55 * 0.55 / (2 * 1), 0.75 * 0.25 / 3);
        Assert.Equal(v0, curve.Bins[0].GapVariance, 1e-15);
        Assert.Equal(v1, curve.Bins[1].GapVariance, 1e-15);
        Assert.Equal(((2 * ((0.25 * 0.25) - v0)) + (4 * ((0.15 * 0.15) - v1))) / 6, curve.DebiasedSquare.Value, 1e-15);
        Assert.Equal(Math.Sqrt((4 * v0) + (16 * v1)) / 6, curve.ExpectedError.Error, 1e-15);
        Assert.Equal(Math.Sqrt(v0), curve.MaximumError.Error, 1e-15);
    }

    [Fact]
    public void Whole_weights_count_as_so_many_events_and_their_unit_does_not_matter()
    {
        var random = new Random(1);
        var (p, y, w) = (new double[200], new bool[200], new double[200]);
        for (var i = 0; i < p.Length; i++)
            (p[i], y[i], w[i]) = (random.NextDouble(), random.NextDouble() < 0.4, random.Next(1, 4));
        var copies = Enumerable.Range(0, p.Length).SelectMany(i => Enumerable.Repeat(i, (int)w[i])).ToArray();
        var weighted = ReliabilityCurve.OfEqualWidth(new Forecasts("weighted", p, y, w));
        var repeated = ReliabilityCurve.OfEqualWidth(new Forecasts("repeated", Array.ConvertAll(copies, i => p[i]), Array.ConvertAll(copies, i => y[i])));
        var scaled = ReliabilityCurve.OfEqualWidth(new Forecasts("scaled", p, y, Array.ConvertAll(w, weight => 1e-3 * weight)));
        Assert.Equal(repeated.ExpectedError.Value, weighted.ExpectedError.Value, 1e-14);
        Assert.Equal(repeated.MaximumError.Value, weighted.MaximumError.Value, 1e-14);
        Assert.Equal(weighted.ExpectedError.Error, scaled.ExpectedError.Error, 1e-14);
        Assert.Equal(weighted.DebiasedSquare.Value, scaled.DebiasedSquare.Value, 1e-14);
    }

    [Fact]
    public void A_pair_of_opposite_weights_changes_nothing()
    {
        var plain = ReliabilityCurve.OfEqualWidth(new Forecasts("plain", [0.1, 0.4, 0.8, 0.8], [false, true, true, false]), 4);
        var paired = ReliabilityCurve.OfEqualWidth(
            new Forecasts("paired", [0.1, 0.4, 0.8, 0.8, 0.4, 0.4], [false, true, true, false, false, false], (double[])[1, 1, 1, 1, 2, -2]), 4);
        Assert.Equal(plain.ExpectedError.Value, paired.ExpectedError.Value, 1e-15);

        // What is left of a bin whose weights do not sum to more than zero is no point.
        var deficit = ReliabilityCurve.OfEqualWidth(new Forecasts("deficit", [0.1, 0.9, 0.9], [false, true, true], (double[])[1, 1, -1.5 + 0.25]), 2);
        Assert.False(deficit.Bins[1].HasPoint);
        Assert.True(double.IsNaN(deficit.Bins[1].Gap));
        Assert.Equal(0.1 * 1 / 0.75, deficit.ExpectedError.Value, 1e-15);

        // Nor is what rounding leaves of weights that cancel: 0.1 + 0.2 - 0.3 is 5.6e-17.
        var rounding = ReliabilityCurve.OfEqualWidth(new Forecasts("rounding", [0.1, 0.9, 0.9, 0.9], [false, true, true, false], (double[])[1, 0.1, 0.2, -0.3]), 2);
        Assert.False(rounding.Bins[1].HasPoint);
        Assert.Equal(0.1, rounding.MaximumError.Value, 1e-15);
    }

    [Fact]
    public void The_debiased_square_has_no_bias()
    {
        // 400 small samples: of a calibrated model, and of one that is 0.1 too high everywhere. The plain square is far off.
        var random = new Random(2);
        var (calibrated, shifted, plain) = (new List<double>(), new List<double>(), new List<double>());
        var (pullsOfCalibrated, pullsOfShifted) = (new List<double>(), new List<double>());
        for (var sample = 0; sample < 400; sample++)
        {
            var (p, high, y, w) = (new double[150], new double[150], new bool[150], new double[150]);
            for (var i = 0; i < p.Length; i++)
            {
                p[i] = 0.9 * random.NextDouble();
                (high[i], y[i], w[i]) = (p[i] + 0.1, random.NextDouble() < p[i], 0.5 + random.NextDouble());
            }

            var curve = ReliabilityCurve.OfEqualWidth(new Forecasts("calibrated", p, y, w), 10);
            calibrated.Add(curve.DebiasedSquare.Value);
            pullsOfCalibrated.Add(curve.DebiasedSquare.Value / curve.DebiasedSquare.Error);
            plain.Add(curve.Bins.Where(bin => bin.HasPoint).Sum(bin => bin.All.Sum * bin.Gap * bin.Gap) / w.Sum());
            var (square, error) = ReliabilityCurve.OfEqualWidth(new Forecasts("shifted", high, y, w), 10).DebiasedSquare;
            shifted.Add(square);
            pullsOfShifted.Add((square - 0.01) / error);
        }

        AssertMean(0, calibrated);
        AssertMean(0.01, shifted);

        // The error that is quoted holds the truth 68% of the time, known to 2.3%.
        Assert.InRange(pullsOfCalibrated.Count(pull => Math.Abs(pull) < 1) / 400.0, 0.61, 0.73);
        Assert.InRange(pullsOfShifted.Count(pull => Math.Abs(pull) < 1) / 400.0, 0.61, 0.73);
        Assert.True(plain.Average() > 0.005);
    }

    [Fact]
    public void The_floor_is_the_error_of_perfect_models_and_its_normal_limit()
    {
        var random = new Random(3);
        var (p, w) = (new double[4000], new double[4000]);
        for (var i = 0; i < p.Length; i++)
            (p[i], w[i]) = (random.NextDouble(), 0.2 + random.NextDouble());

        // sum_b |N(0, sigma_b^2)| / W with sigma_b^2 = sum w^2 p (1 - p): mean sqrt(2 / pi) sigma_b, variance (1 - 2 / pi) sigma_b^2.
        var bins = p.Select((x, i) => (Bin: (int)Math.Ceiling(x * 15), Variance: w[i] * w[i] * x * (1 - x))).GroupBy(x => x.Bin).Select(g => g.Sum(x => x.Variance)).ToArray();
        var mean = bins.Sum(v => Math.Sqrt(2 * v / Math.PI)) / w.Sum();
        var spread = Math.Sqrt(bins.Sum(v => (1 - (2 / Math.PI)) * v)) / w.Sum();
        var floor = CalibrationFloor.OfExpectedError(new Forecasts("p", p, new bool[p.Length], w), new Random(4), replicas: 1000);
        Assert.Equal(1.0, floor.Value / mean, 0.02);
        Assert.Equal(1.0, floor.Error / spread, 0.08);
        Assert.Equal(floor, CalibrationFloor.OfExpectedError(new Forecasts("p", p, new bool[p.Length], w), new Random(4), replicas: 1000));
    }

    [Fact]
    public void Top_labels_and_classes_are_those_of_the_definition()
    {
        double[] rows = [0.7, 0.2, 0.1, 0.1, 0.45, 0.45, 0.2, 0.2, 0.6];
        var sample = new MultiClassSample("three", ["g", "q", "t"], rows, [0, 2, 1], (double[])[1, 2, 1]);
        var top = Forecasts.OfTopLabel(sample);
        Assert.Equal([0.7, 0.45, 0.6], top.Probabilities.ToArray());
        Assert.Equal([true, false, false], top.Outcomes.ToArray());
        Assert.Equal([1.0, 2, 1], top.Weights.ToArray());
        var classes = Forecasts.OfClasses(sample);
        Assert.Equal([0.2, 0.45, 0.2], classes[1].Probabilities.ToArray());
        Assert.Equal([false, true, false], classes[2].Outcomes.ToArray());
        Assert.Equal("t", classes[2].Name);
        var byHand = classes.Average(k => ReliabilityCurve.OfEqualWidth(k).ExpectedError.Value);
        Assert.Equal(byHand, ReliabilityCurve.ClasswiseError(classes), 1e-15);

        var binary = Forecasts.OfTopLabel(new BinarySample("two", (double[])[0.5, 0.2, 0.9], (bool[])[true, false, false]));
        Assert.Equal([0.5, 0.8, 0.9], binary.Probabilities.ToArray());
        Assert.Equal([true, true, false], binary.Outcomes.ToArray());
    }

    [Fact]
    public void What_cannot_be_forecasts_is_named()
    {
        string Of(Func<object> make) => Assert.Throws<InvalidDataException>(make).Message;
        Assert.Equal(
            "sample 's': the score of event 1 (counted from 0, of 2) is 1.5; expected a probability from 0 to 1; these look like logits: give 1 / (1 + exp(-z)) instead of z",
            Of(() => new Forecasts("s", [0.5, 1.5], [true, false])));
        Assert.Equal("sample 's': the score of event 0 (counted from 0, of 1) is NaN; expected a probability from 0 to 1", Of(() => new Forecasts("s", [double.NaN], [true])));
        Assert.Equal("sample 's': the weight of event 0 (counted from 0, of 1) is Infinity; expected a finite number", Of(() => new Forecasts("s", [0.5], [true], (double[])[double.PositiveInfinity])));
        Assert.Equal("sample 's': the weights of its 2 events sum to 0; expected more than zero", Of(() => new Forecasts("s", [0.5, 0.5], [true, false], (double[])[1, -1])));
        Assert.Equal("sample 's' has 2 probabilities, 1 outcomes and 2 weights; expected one of each per event", Of(() => new Forecasts("s", [0.5, 0.5], [true])));
        Assert.Equal("sample 's' has no events; expected events with probabilities", Of(() => new Forecasts("s", [], [])));
    }

    // Within four standard errors.
    private static void AssertMean(double expected, List<double> values)
    {
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1.0) / values.Count);
        Assert.InRange(mean - expected, -4 * error, 4 * error);
    }

    private static void AssertClose(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
