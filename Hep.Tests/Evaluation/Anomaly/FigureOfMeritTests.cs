using Hep.Evaluation;
using Hep.Evaluation.Anomaly;
using Xunit;
using static Hep.Tests.Evaluation.Anomaly.GoldenAnomaly;

namespace Hep.Tests.Evaluation.Anomaly;

/// <summary>Figures of merit of anomaly searches by hand, by definition and by their coverage.</summary>
public sealed class FigureOfMeritTests
{
    public static IEnumerable<object[]> Pairs() => Enumerable.Range(0, 3).Select(i => new object[] { i });

    [Fact]
    public void The_improvement_is_the_signal_efficiency_over_the_root_of_the_backgrounds()
    {
        // The best cut keeps 3 of 4 signal and 2 of 8 background events.
        double[] scores = [9, 8, 7, 3, 8.5, 7.5, 6, 5, 4, 2, 1, 0];
        bool[] isSignal = [true, true, true, true, false, false, false, false, false, false, false, false];
        var scan = SignificanceImprovement.Scan(new BinarySample("by hand", scores, isSignal), leastBackgroundEntries: 2);
        Assert.Equal(0.75 / Math.Sqrt(0.25), scan.Best.Value, 1e-12);
        Assert.Equal(7, scan.BestThreshold);

        // Binomial errors of both efficiencies.
        var relative = double.Hypot(Math.Sqrt(0.75 * 0.25 / 4) / 0.75, 0.5 * Math.Sqrt(0.25 * 0.75 / 8) / 0.25);
        Assert.Equal(1.5 * relative, scan.Best.Error, 1e-12);
        Assert.Equal(1, scan.At(double.NegativeInfinity).Value, 1e-12);

        // Of the cuts that select three background events or more, that on all signal and five of them is the best.
        Assert.Equal(1 / Math.Sqrt(0.625), SignificanceImprovement.Scan(new BinarySample("by hand", scores, isSignal), 3).Best.Value, 1e-12);
    }

    [Fact]
    public void Scores_of_two_exponentials_have_the_closed_form_of_improvement_and_efficiencies()
    {
        // eps_B = exp(-t) and eps_S = exp(-t / 3): SIC = exp(t / 6), and eps_S = eps_B^(1/3).
        var random = new Random(1);
        var sample = new BinarySample(
            "exponentials",
            Enumerable.Range(0, 200_000).Select(i => -Math.Log(1 - random.NextDouble()) * (i % 2 == 0 ? 3 : 1)).ToArray(),
            Enumerable.Range(0, 200_000).Select(i => i % 2 == 0).ToArray());
        var summary = new AnomalySummary(sample);
        for (var i = 0; i < 3; i++)
            Assert.Equal(Math.Cbrt(AnomalySummary.BackgroundEfficiencies[i]), summary.SignalEfficiencies[i].Value, 4 * summary.SignalEfficiencies[i].Error);
        var at = summary.Improvement.At(6);
        Assert.Equal(Math.E, at.Value, 4 * at.Error);
        Assert.InRange(at.Error, 0.02, 0.12);
        Assert.Equal(0.75, summary.Auc.Value, 4 * summary.Auc.Error);
        Assert.Equal(25, summary.Improvement.LeastBackgroundEntries);
        var replicas = SignificanceImprovement.Maximum(sample, 20, 1, 1000);
        Assert.Equal(SignificanceImprovement.Scan(sample, 1000).Best.Value, replicas.Value);
        Assert.InRange(replicas.Interval().UpperError + replicas.Interval().LowerError, 0.01, 0.2);
    }

    [Fact]
    public void An_injected_signal_gains_by_the_improvement_where_it_is_small()
    {
        var random = new Random(2);
        bool[] isSignal = [.. Enumerable.Range(0, 100_000).Select(i => i % 2 == 0)];
        var sample = new BinarySample("exponentials", isSignal.Select(signal => -Math.Log(1 - random.NextDouble()) * (signal ? 3 : 1)).ToArray(), isSignal);
        var points = InjectionScan.Of(sample, 0.01, 1e6, [0, 1, 1000]);
        Assert.Equal(0, points[0].After.Value);
        var efficiency = sample.Roc.AtBackgroundEfficiency(0.01).SignalEfficiency.Value;
        Assert.Equal(efficiency / 0.1, points[1].After.Value / points[1].Before.Value, 1e-3);
        Assert.Equal(Significance.Asimov(new(1000 * efficiency, 0), new(1e4, 0)).Value, points[2].After.Value, 1e-9);
        Assert.Equal([points[2].After], InjectionScan.Of([(1000, sample)], 0.01, 1e6).Select(point => point.After));
        Assert.True(InjectionScan.Of(sample, 0.01, 1e6, [1000], 0.05)[0].After.Value < points[2].After.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => InjectionScan.Of(sample, 0.01, 0, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => InjectionScan.Of(sample, 0.01, 10, [-1]));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_distance_correlation_is_that_of_its_definition(int number)
    {
        var golden = Root.GetProperty("distance_correlations")[number];
        var (first, second, weights) = (Numbers(golden.GetProperty("first")), Numbers(golden.GetProperty("second")), Numbers(golden.GetProperty("weights")));
        Assert.Equal(golden.GetProperty("even").GetDouble(), DistanceCorrelation.Of(first, second), 1e-12);
        Assert.Equal(golden.GetProperty("weighted").GetDouble(), DistanceCorrelation.Of(first, second, weights), 1e-12);
        Assert.Equal(DistanceCorrelation.Of(first, second, weights), DistanceCorrelation.Of(second, first, weights), 1e-12);
    }

    [Fact]
    public void The_distance_correlation_is_1_of_scaled_copies_does_not_depend_on_units_and_vanishes_for_independent_quantities()
    {
        var random = new Random(3);
        double[] x = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        Assert.Equal(1, DistanceCorrelation.Of(x, [.. x.Select(value => 1e6 - (3500 * value))]), 1e-9);

        // Of N independent events N dCov² / (mean distances) is 1 on average: dCor is about (E|x - x'| E|y - y'| / (N dVar))^½.
        var dVar = 2.0 / 45;
        Assert.Equal(Math.Sqrt(1 / 9.0 / (x.Length * dVar)), DistanceCorrelation.Of(x, y), 0.004);
        Assert.Equal(DistanceCorrelation.Of(x, y), DistanceCorrelation.Of([.. x.Select(value => (1e-4 * value) + 7)], [.. y.Select(value => 5e5 * value)]), 1e-9);
        Assert.True(double.IsNaN(DistanceCorrelation.Of([1, 1, 1], [1, 2, 3])));
        Assert.True(double.IsNaN(DistanceCorrelation.Of([1, 2, 3], [1, 2, 3], [0, 0, 0])));
        Assert.Equal("distance correlation: the second quantity of event 1 (counted from 0) is NaN; expected a finite number", Assert.Throws<InvalidDataException>(() => DistanceCorrelation.Of([1, 2], [1, double.NaN])).Message);
    }

    [Fact]
    public void Of_a_sample_the_background_alone_counts_and_weights_stand_for_copies()
    {
        double[] scores = [1, 2, 3, 4, 5, 2], values = [4, 1, 3, double.NaN, 2, 9];
        var sample = new BinarySample("sample", scores, [false, false, false, false, false, true], [1, 2, 1, 1, 1, 5]);
        Assert.Equal(DistanceCorrelation.Of([1, 2, 2, 3, 5], [4, 1, 1, 3, 2]), DistanceCorrelation.OfBackground(sample, values), 1e-12);
    }

    [Fact]
    public void The_true_rate_of_a_threshold_lies_in_its_interval_as_often_as_it_says()
    {
        // Uniform scores: the true rate of a threshold t is 1 - t.
        var random = new Random(4);
        const int experiments = 2000;
        var (inRate, inRange) = (0, 0);
        for (var i = 0; i < experiments; i++)
        {
            double[] scores = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())];
            var found = RateThreshold.Find(scores, 0.05);
            Assert.Equal(25, found.Selected);
            inRate += found.Rate.Contains(1 - found.Threshold) ? 1 : 0;
            inRange += found.Range.Contains(0.95) ? 1 : 0;
        }

        Assert.Equal(0.683, inRate / (double)experiments, 4 * Math.Sqrt(0.217 / experiments));

        // Whole numbers of events make the binomial interval of the threshold cover a little more or less.
        Assert.Equal(0.683, inRange / (double)experiments, 0.06);
    }

    [Fact]
    public void A_threshold_above_one_event_has_the_rate_of_the_closed_form()
    {
        // Beta(1, n): its quantile of p is 1 - (1 - p)^(1/n).
        var found = RateThreshold.Find([.. Enumerable.Range(0, 100).Select(i => (double)i)], 0.01);
        Assert.Equal((99, 1), (found.Threshold, found.Selected));
        var tail = (1 - Interval.OneSigma) / 2;
        Assert.Equal(1 - Math.Pow(1 - tail, 0.01), found.Rate.Low, 1e-10);
        Assert.Equal(1 - Math.Pow(tail, 0.01), found.Rate.High, 1e-10);
        Assert.Equal(double.PositiveInfinity, found.Range.High);

        // An event of weight 2 is two events of the same score, in the rate.
        var weighted = RateThreshold.Find([5, 4, 3, 2, 1, 0], 0.5, [2, 1, 1, 1, 1, 2]);
        Assert.Equal((3, 0.5), (weighted.Threshold, weighted.Rate.Value));
    }

    [Fact]
    public void Rates_that_the_events_do_not_reach_are_refused()
    {
        Assert.StartsWith("found 50 effective events of background, expected 1000 or more to set a threshold for a rate of 0.001", Assert.Throws<InvalidDataException>(() => RateThreshold.Find(new double[50], 0.001)).Message, StringComparison.Ordinal);
        Assert.StartsWith("the highest score 0 is that of more background than the rate of 0.1", Assert.Throws<InvalidDataException>(() => RateThreshold.Find(new double[50], 0.1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("event 1 (counted from 0) has the score NaN", Assert.Throws<InvalidDataException>(() => RateThreshold.Find([1, double.NaN], 0.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RateThreshold.Find([1, 2], 1));
    }
}
