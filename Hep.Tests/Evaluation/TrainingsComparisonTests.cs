using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

/// <summary>Means over seeds with paired errors.</summary>
public sealed class TrainingsComparisonTests
{
    [Fact]
    public void One_training_of_each_is_the_comparison_of_two_classifiers()
    {
        var (a, b) = (Scores(1, 1.2), Scores(2, 1.0));
        var (paired, delong) = (TrainingsComparison.Of([a], [b], 1000, 7), AucComparison.Of(a, b));
        Assert.Equal(delong.Difference.Value, paired.Difference.Value, 12);

        // The bootstrap knows an error to 1 / sqrt(2 * 1000), 2.2%; DeLong's is another estimate of the same.
        Assert.InRange(paired.Difference.Error / delong.Difference.Error, 0.9, 1.1);
        Assert.InRange(paired.First.Error / delong.First.Error, 0.9, 1.1);
    }

    [Fact]
    public void The_same_trainings_do_not_differ_and_do_not_know_it_better_than_that()
    {
        BinarySample[] trainings = [Scores(1, 1.2), Scores(2, 1.1), Scores(3, 1.3)];
        var same = TrainingsComparison.Of(trainings, trainings, 50, 7);
        Assert.Equal((0.0, 0.0), (same.Difference.Value, same.Difference.Error));
        Assert.Equal(same.First, same.Second);
    }

    [Fact]
    public void Seeds_and_events_are_both_in_the_errors()
    {
        // The same scores for each seed: what the events leave open alone.
        var (a, b) = (Scores(1, 1.2), Scores(2, 1.0));
        var one = TrainingsComparison.Of([a], [b], 200, 7);
        var three = TrainingsComparison.Of([a, a, a], [b, b, b], 200, 7);
        Assert.Equal(one.Difference.Value, three.Difference.Value, 12);
        Assert.Equal(one.Difference.Error, three.Difference.Error, 12);

        // Seeds that differ: their spread over the root of their number besides.
        BinarySample[] first = [Scores(1, 1.2), Scores(2, 1.1), Scores(3, 1.3)], second = [Scores(4, 1.0), Scores(5, 0.9), Scores(6, 1.0)];
        double[] differences = [.. first.Zip(second, (x, y) => x.Roc.Auc.Value - y.Roc.Auc.Value)];
        var events = Bootstrap.MeanAucDifference(first, second, 200, 7).Estimate.Error;
        var seeds = Spread.OfSeeds(differences).Error / Math.Sqrt(3);
        Assert.Equal(Math.Sqrt((events * events) + (seeds * seeds)), TrainingsComparison.Of(first, second, 200, 7).Difference.Error, 12);
    }

    [Fact]
    public void Of_one_seed_the_errors_are_those_of_the_events_alone_and_the_difference_stands_by_itself()
    {
        var (a, b) = (Scores(1, 1.2), Scores(2, 1.0));
        var both = TrainingsComparison.Of([a], [b], 50, 7);
        Assert.Equal(Bootstrap.MeanAuc([a], 50, 7).Estimate.Error, both.First.Error);
        Assert.Equal(Bootstrap.MeanAucDifference([a], [b], 50, 7).Estimate.Error, both.Difference.Error);
        Assert.Equal(both.Difference, TrainingsComparison.DifferenceOf([a], [b], 50, 7));
        Assert.Throws<ArgumentException>((Action)(() => TrainingsComparison.MeanOf([], 50, 7)));
    }

    [Fact]
    public void Trainings_on_other_events_or_of_another_number_are_refused()
    {
        var (a, other) = (Scores(1, 1.2), new BinarySample("other", new double[] { 1, 2 }, [true, false]));
        Assert.Throws<InvalidDataException>((Action)(() => TrainingsComparison.Of([a], [other], 10, 1)));
        Assert.Throws<ArgumentException>((Action)(() => TrainingsComparison.Of([a, a], [a], 10, 1)));
    }

    // The same 2,000 events, seen by classifiers of which each has noise of its own.
    private static BinarySample Scores(int seed, double distance)
    {
        var (events, noise) = (new Random(1), new Random(100 + seed));
        var isSignal = Enumerable.Range(0, 2000).Select(i => i % 3 == 0).ToArray();
        double[] scores = [.. isSignal.Select(signal => (signal ? distance : 0) + Normal(events) + (0.5 * Normal(noise)))];
        return new BinarySample($"{seed}", scores, isSignal);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
