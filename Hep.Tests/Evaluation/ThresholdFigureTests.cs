using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class ThresholdFigureTests
{
    [Theory]
    [MemberData(nameof(GoldenMetrics.FigureCases), "binary", MemberType = typeof(GoldenMetrics))]
    public void FiguresAreThoseOfScikitLearn(string name)
    {
        var golden = GoldenMetrics.Figure("binary", name);
        var counts = GoldenMetrics.Sample(golden).At(GoldenMetrics.Number(golden, "threshold"));
        foreach (var expected in golden.GetProperty("at_threshold").EnumerateObject())
            Assert.Equal(1, counts[Named(expected.Name)].Value / expected.Value.GetDouble(), 1e-12);
    }

    // By hand from TP 6, FN 2, FP 3, TN 9; sqrt(3/12) / (sqrt(6/8) + sqrt(3/12)) = 0.366...
    [Theory]
    [InlineData("tpr", 6 / 8.0)]
    [InlineData("tnr", 9 / 12.0)]
    [InlineData("ppv", 6 / 9.0)]
    [InlineData("npv", 9 / 11.0)]
    [InlineData("fnr", 2 / 8.0)]
    [InlineData("fpr", 3 / 12.0)]
    [InlineData("fdr", 3 / 9.0)]
    [InlineData("for", 2 / 11.0)]
    [InlineData("lr_plus", 3.0)]
    [InlineData("lr_minus", 1 / 3.0)]
    [InlineData("prevalence_threshold", 0.36602540378443865)]
    [InlineData("threat_score", 6 / 11.0)]
    [InlineData("prevalence", 8 / 20.0)]
    [InlineData("accuracy", 15 / 20.0)]
    [InlineData("balanced_accuracy", 0.75)]
    [InlineData("f1", 12 / 17.0)]
    [InlineData("mcc", 48 / 97.488460855631523)]
    public void FiguresAreTheirFormulas(string key, double expected) => Assert.Equal(expected, Counts(6, 2, 3, 9)[Named(key)].Value, 1e-14);

    [Fact]
    public void EveryFigureIsTested()
    {
        var tested = typeof(ThresholdFigureTests).GetMethod(nameof(FiguresAreTheirFormulas))!
            .GetCustomAttributesData().Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!);
        Assert.Equal(ThresholdFigure.All.Select(figure => figure.Key), tested);
    }

    [Fact]
    public void ErrorsArePropagatedFromTheFourCells()
    {
        double[] cells = [60, 25, 31, 88];
        double[] squares = [75, 20, 40, 120];
        foreach (var figure in ThresholdFigure.All)
        {
            var variance = 0.0;
            for (var i = 0; i < 4; i++)
            {
                const double h = 1e-4;
                double At(double step) => Counts([.. cells.Select((cell, k) => k == i ? cell + step : cell)], squares)[figure].Value;
                variance += Math.Pow((At(h) - At(-h)) / (2 * h), 2) * squares[i];
            }

            Assert.Equal(1, Counts(cells, squares)[figure].Error / Math.Sqrt(variance), 1e-7);
        }
    }

    [Fact]
    public void FractionsHaveBinomialErrorsAndIntervals()
    {
        var counts = Toy.Make(31, 300, negative: 0.05).Sample().At(0.5);
        foreach (var figure in ThresholdFigure.All.Where(figure => figure.IsFraction))
        {
            var interval = figure.IntervalOf(counts);
            Assert.Equal(counts[figure].Value, interval.Value, 1e-14);
            Assert.InRange(interval.High - interval.Low, 1.9 * counts[figure].Error, 2.1 * counts[figure].Error);
        }

        Assert.Equal(WeightSum.Fraction(counts.TruePositive, counts.Signal).Error, counts[ThresholdFigure.TruePositiveRate].Error, 1e-15);
        Assert.Equal(10, ThresholdFigure.All.Count(figure => figure.IsFraction) - 1);
        Assert.Equal(
            "the F1 score is no fraction of events and has no binomial interval; take its error, or a bootstrap",
            Assert.Throws<InvalidOperationException>(() => ThresholdFigure.F1.IntervalOf(counts)).Message);
    }

    [Fact]
    public void CountsAreTheSumsOfTheDefinition()
    {
        var events = Toy.Make(32, 200, negative: 0.3, levels: 9);
        var sample = events.Sample();
        foreach (var threshold in (double[])[double.NegativeInfinity, 0.2, 4 / 9.0, 0.7, 2])
        {
            var counts = sample.At(threshold);
            var selected = Enumerable.Range(0, 200).Where(i => events.Scores[i] >= threshold).ToList();
            Assert.Equal(selected.Where(i => events.IsSignal[i]).Sum(i => events.Weights[i]), counts.TruePositive.Sum, 1e-12);
            Assert.Equal(selected.Where(i => !events.IsSignal[i]).Sum(i => events.Weights[i] * events.Weights[i]), counts.FalsePositive.SumOfSquares, 1e-12);
            Assert.Equal(200, counts.Total.Count);
            Assert.Equal(sample.Signal.Sum, counts.Signal.Sum, 1e-12);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => sample.At(double.NaN));
    }

    [Fact]
    public void WhereNothingIsSelectedPrecisionIsNotDefined()
    {
        var counts = Toy.Make(33, 50).Sample().At(2);
        Assert.True(double.IsNaN(counts[ThresholdFigure.PositivePredictiveValue].Value));
        Assert.Equal(new Estimate(0, 0), counts[ThresholdFigure.TruePositiveRate]);
        Assert.Equal(0, ThresholdFigure.TruePositiveRate.IntervalOf(counts).Low);
        Assert.InRange(ThresholdFigure.TruePositiveRate.IntervalOf(counts).High, 0.02, 0.1);
    }

    // One empty cell at a time: only ratios whose whole class is gone have no value, and those over a rate of zero are infinite.
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(2, "lr_plus")]
    [InlineData(3, "lr_minus")]
    public void AnEmptyCellLeavesEveryFigureButTheRatioOverItDefined(int empty, string infinite)
    {
        double[] cells = [6, 2, 3, 9];
        cells[empty] = 0;
        var counts = Counts(cells);
        foreach (var figure in ThresholdFigure.All)
        {
            Assert.False(double.IsNaN(counts[figure].Value), figure.Key);
            Assert.Equal(figure.Key == infinite, double.IsInfinity(counts[figure].Value));
        }
    }

    [Fact]
    public void FiguresOfAClassThatIsNotThereAreNotDefined()
    {
        string[] undefined = [.. ThresholdFigure.All.Where(figure => double.IsNaN(Counts(0, 0, 3, 9)[figure].Value)).Select(figure => figure.Key)];
        Assert.Equal(["tpr", "fnr", "lr_plus", "lr_minus", "prevalence_threshold", "balanced_accuracy", "mcc"], undefined);
    }

    private static ThresholdFigure Named(string key) => ThresholdFigure.All.Single(figure => figure.Key == key);

    private static BinaryConfusion Counts(params double[] cells) => Counts(cells, cells);

    private static BinaryConfusion Counts(double[] cells, double[] squares)
    {
        WeightSum Cell(int i) => new(100, cells[i], squares[i]);
        return new BinaryConfusion(Cell(0), Cell(1), Cell(2), Cell(3));
    }
}
