using Hep.Evaluation.Conformal;
using Xunit;

namespace Hep.Tests.Evaluation.Conformal;

public sealed class ConformalTests
{
    private const int Draws = 200;

    [Fact]
    public void The_quantile_is_the_score_of_that_rank()
    {
        double[] scores = [5, 1, 4, 2, 3, 9, 8, 7, 6];
        Assert.Equal(9, ConformalQuantile.Of(scores, 0.9));
        Assert.Equal(8, ConformalQuantile.Of(scores, 0.8));
        Assert.Equal(8, ConformalQuantile.Of(scores, 0.79));
        Assert.Equal(5, ConformalQuantile.Of(scores, 0.5));
        Assert.Equal(1, ConformalQuantile.Of(scores, 0.01));

        // Nine events cannot say what is exceeded once in twenty times.
        Assert.Equal(double.PositiveInfinity, ConformalQuantile.Of(scores, 0.95));
        foreach (var n in new[] { 9, 19, 99, 999, 9999 })
            Assert.Equal((int)Math.Round(0.9 * (n + 1)), ConformalQuantile.Of([.. Enumerable.Range(1, n).Select(i => (double)i)], 0.9));
    }

    [Theory]
    [InlineData(SetScore.LeastAmbiguous, false)]
    [InlineData(SetScore.LeastAmbiguous, true)]
    [InlineData(SetScore.Adaptive, false)]
    [InlineData(SetScore.Adaptive, true)]
    public void Sets_cover_what_is_asked_for(SetScore score, bool byClass)
    {
        var random = new Random(1);
        var (overall, rare) = (new List<double>(), new List<double>());
        for (var draw = 0; draw < Draws; draw++)
        {
            var (calibration, labels) = Classes(random, 500, 0.2);
            var sets = ConformalSets.Calibrate("calibration", calibration, labels, 0.9, score, byClass, random);
            var (test, truth) = Classes(random, 1000, 0.2);
            var coverage = sets.Measure("test", test, truth, random);
            overall.Add(coverage.Overall.Value);
            rare.Add(coverage.OfClass(2).Value);
        }

        Assert.InRange(overall.Average(), 0.89, 0.91);

        // By class the rare one, which the others' threshold does not cover, is covered too.
        if (byClass)
            Assert.InRange(rare.Average(), 0.89, 0.92);
        else
            Assert.False(rare.Average() is > 0.89 and < 0.92, "a sample that needs no sets by class would prove nothing");
    }

    [Fact]
    public void Sets_by_class_cover_whatever_the_mixture_of_classes()
    {
        var random = new Random(2);
        var (byClass, together) = (new List<double>(), new List<double>());
        for (var draw = 0; draw < Draws; draw++)
        {
            var (calibration, labels) = Classes(random, 500, 0.1);
            var (test, truth) = Classes(random, 1000, 0.8);
            byClass.Add(ConformalSets.Calibrate("c", calibration, labels, 0.9, byClass: true).Measure("t", test, truth).Overall.Value);
            together.Add(ConformalSets.Calibrate("c", calibration, labels, 0.9).Measure("t", test, truth).Overall.Value);
        }

        Assert.InRange(byClass.Average(), 0.89, 0.92);
        Assert.InRange(together.Average(), 0, 0.88);
    }

    [Fact]
    public void Adaptive_sets_without_the_random_share_cover_the_same()
    {
        var random = new Random(3);
        var coverages = new List<double>();
        for (var draw = 0; draw < Draws; draw++)
        {
            var (calibration, labels) = Classes(random, 300, 0.2);
            var (test, truth) = Classes(random, 500, 0.2);
            coverages.Add(ConformalSets.Calibrate("c", calibration, labels, 0.9, SetScore.Adaptive).Measure("t", test, truth).Overall.Value);
        }

        Assert.InRange(coverages.Average(), 0.89, 0.91);
    }

    [Theory]
    [InlineData("absolute")]
    [InlineData("normalised")]
    [InlineData("quantiles")]
    public void Intervals_cover_what_is_asked_for(string kind)
    {
        var random = new Random(4);
        var (coverages, widths) = (new List<double>(), new List<double>());
        for (var draw = 0; draw < Draws; draw++)
        {
            var (prediction, spread, truth) = Regression(random, 300);
            var (low, high) = (Sum(prediction, spread, -1), Sum(prediction, spread, 1));
            var intervals = kind switch
            {
                "absolute" => ConformalIntervals.Absolute(prediction, truth, 0.9),
                "normalised" => ConformalIntervals.Normalised(prediction, spread, truth, 0.9),
                _ => ConformalIntervals.Quantiles(low, high, truth, 0.9),
            };
            var (p, s, y) = Regression(random, 1000);
            var coverage = kind == "quantiles" ? intervals.Measure(Sum(p, s, -1), Sum(p, s, 1), y) : intervals.Measure(p, kind == "absolute" ? [] : s, y);
            coverages.Add(coverage.Coverage.Value);
            widths.Add(coverage.MeanWidth);
        }

        Assert.InRange(coverages.Average(), 0.89, 0.91);

        // Where the spread is known, 2 x 1.645 spread is the best there is: sigma is 0.5 to 2.5, 1.5 on average.
        if (kind == "normalised")
            Assert.Equal(2 * 1.645 * 1.5, widths.Average(), 0.15);
    }

    [Fact]
    public void Sets_are_those_of_the_definition()
    {
        // Scores of the truths are 0.1, 0.2, 0.4: of three events, the rank of 75% is the third.
        var sets = ConformalSets.Calibrate("c", [0.9, 0.05, 0.05, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6], [0, 1, 2], 0.75);
        Assert.Equal([0.4, 0.4, 0.4], sets.Thresholds.ToArray(), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal([true, false, false], sets.Of([0.7, 0.2, 0.1]));
        Assert.Equal([false, false, false], sets.Of([0.4, 0.3, 0.3]));
        var coverage = sets.Measure("t", [0.7, 0.2, 0.1, 0.4, 0.3, 0.3], [0, 0]);
        Assert.Equal((0.5, 0.5, 0.5, 0.5), (coverage.Overall.Value, coverage.MeanSize, coverage.ShareOfSize(0), coverage.ShareOfSize(1)));
        Assert.True(double.IsNaN(coverage.OfClass(1).Value));

        // Too few events for the confidence: nothing is excluded.
        Assert.Equal([true, true, true], ConformalSets.Calibrate("c", [0.9, 0.05, 0.05], [0], 0.9).Of([1, 0, 0]));

        // Adaptive: all that is more probable, and the class itself.
        var adaptive = ConformalSets.Calibrate("c", [0.5, 0.3, 0.2, 0.5, 0.3, 0.2, 0.5, 0.3, 0.2], [0, 1, 1], 0.75, SetScore.Adaptive);
        Assert.Equal(0.8, adaptive.Thresholds[0], 1e-15);
        Assert.Equal([false, true, true], adaptive.Of([0.1, 0.15, 0.6]));
    }

    [Fact]
    public void A_negative_margin_never_turns_an_interval_around()
    {
        var intervals = ConformalIntervals.Quantiles([0, 0, 0], [10, 10, 10], [5, 5, 5], 0.5);
        Assert.Equal(-5, intervals.Margin);
        Assert.Equal((5, 15), intervals.Of(0, 20));
        Assert.Equal((1, 1), intervals.Of(0, 2));
    }

    [Fact]
    public void What_cannot_be_calibrated_on_is_named()
    {
        string Of(Func<object> make) => Assert.Throws<InvalidDataException>(make).Message;
        Assert.Equal(
            "sample 'v': the score of event 1, class 0 (counted from 0) is 3; expected a probability from 0 to 1; these look like logits: give their softmax instead",
            Of(() => ConformalSets.Calibrate("v", [0.5, 0.5, 3, -3], [0, 1], 0.9)));
        Assert.Equal("sample 'v': the score of event 0, class 1 (counted from 0) is NaN; expected a probability from 0 to 1", Of(() => ConformalSets.Calibrate("v", [0.5, double.NaN], [0], 0.9)));
        Assert.Equal("sample 's' has 4 scores for 3 events; expected one of each class per event, of two classes or more", Of(() => ConformalSets.Calibrate("s", [1, 0, 1, 0], [0, 0, 0], 0.9)));
        Assert.Equal("sample 's': the label of event 1 (counted from 0, of 2) is 2; expected a class from 0 to 1", Of(() => ConformalSets.Calibrate("s", [1, 0, 1, 0], [0, 2], 0.9)));
        Assert.Equal("sample 'v': no event of class 1 (of 2); sets by class are calibrated on events of every class", Of(() => ConformalSets.Calibrate("v", [0.5, 0.5], [0], 0.9, byClass: true)));
        Assert.Equal("conformal prediction: no calibration events; expected some that the training has not seen", Of(() => ConformalIntervals.Absolute([], [], 0.9)));
        Assert.Equal("conformal prediction: 2 true values but 1 predictions; expected one of each per event", Of(() => ConformalIntervals.Absolute([1], [1, 2], 0.9)));
        Assert.Equal("conformal prediction: true values: event 1 (counted from 0) has NaN; expected a finite number", Of(() => ConformalIntervals.Absolute([1, 2], [1, double.NaN], 0.9)));
        Assert.Equal("conformal prediction: the spread of event 0 (counted from 0) is 0; expected a positive number", Of(() => ConformalIntervals.Normalised([1], [0], [1], 0.9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConformalQuantile.Of([1], 1));
    }

    // Three Gaussians on a line; the probabilities are those of a network that takes the rare third class for rarer than it is, and itself for better.
    private static (double[] Probabilities, int[] Labels) Classes(Random random, int events, double rareFraction)
    {
        var (probabilities, labels) = (new double[3 * events], new int[events]);
        for (var i = 0; i < events; i++)
        {
            labels[i] = random.NextDouble() < rareFraction ? 2 : random.Next(2);
            var x = Toy.Normal(random) + (1.5 * labels[i]);
            var sum = 0.0;
            for (var k = 0; k < 3; k++)
                sum += probabilities[(3 * i) + k] = (k == 2 ? 0.05 : 1) * Math.Exp(-0.8 * (x - (1.5 * k)) * (x - (1.5 * k)));
            for (var k = 0; k < 3; k++)
                probabilities[(3 * i) + k] /= sum;
        }

        return (probabilities, labels);
    }

    private static (double[] Predictions, double[] Spreads, double[] Truths) Regression(Random random, int events)
    {
        var (predictions, spreads, truths) = (new double[events], new double[events], new double[events]);
        for (var i = 0; i < events; i++)
        {
            (predictions[i], spreads[i]) = (10 * random.NextDouble(), 0.5 + (2 * random.NextDouble()));
            truths[i] = predictions[i] + (spreads[i] * Toy.Normal(random));
        }

        return (predictions, spreads, truths);
    }

    private static double[] Sum(double[] predictions, double[] spreads, double factor) => [.. predictions.Zip(spreads, (p, s) => p + (factor * s))];
}
