using System.Text.Json;
using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class ConfusionMatrixTests
{
    [Theory]
    [MemberData(nameof(GoldenMetrics.BinaryCases), MemberType = typeof(GoldenMetrics))]
    public void BinaryMatrixIsThatOfScikitLearn(string name)
    {
        var golden = GoldenMetrics.Binary(name);
        var matrix = ConfusionMatrix.AtThreshold(GoldenMetrics.Sample(golden), GoldenMetrics.Number(golden, "threshold"));
        Assert.Equal(["background", "signal"], matrix.Classes);
        Check(golden, matrix);
    }

    [Fact]
    public void ManyClassesWithNegativeWeightsAreThoseOfScikitLearn()
    {
        var golden = GoldenMetrics.Root.GetProperty("multiclass");
        Check(golden, ConfusionMatrix.FromClasses(
            ["a", "b", "c", "d"], GoldenMetrics.Ints(golden, "truth"), GoldenMetrics.Ints(golden, "predicted"), GoldenMetrics.Doubles(golden, "weights")));
    }

    [Theory]
    [MemberData(nameof(GoldenMetrics.BinaryCases), MemberType = typeof(GoldenMetrics))]
    public void ProbabilityScoresAreThoseOfScikitLearn(string name)
    {
        var golden = GoldenMetrics.Binary(name);
        var sample = GoldenMetrics.Sample(golden);
        Assert.Equal(1.0, ProbabilityScores.LogLoss(sample).Value / GoldenMetrics.Number(golden, "log_loss"), 1e-12);
        Assert.Equal(1.0, ProbabilityScores.Brier(sample).Value / GoldenMetrics.Number(golden, "brier"), 1e-12);
    }

    [Fact]
    public void RoundingLeavesNoWeightInAnEmptyCell()
    {
        // 0.7 + 0.1 + 0.4 less what is not there is 2.8e-17, which would make a negative predictive value of 1.
        var counts = ConfusionMatrix.FromClasses(["a", "b", "c"], [0, 0, 1], [0, 0, 0], [0.7, 0.1, 0.4]).OneVsRest(0);
        Assert.Equal(default, counts.TrueNegative);
        Assert.Equal(default, counts.FalseNegative);
        Assert.True(double.IsNaN(counts[ThresholdFigure.NegativePredictiveValue].Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.FromClasses(["a", "b"], [0, 1], [0, 1]).OneVsRest(2));
    }

    [Fact]
    public void ErrorOfAMeanIsItsStandardError()
    {
        var sample = new BinarySample("s", (double[])[0.5, 0.2, 0.9, 0.4], (bool[])[true, true, false, false]);
        double[] losses = [0.25, 0.64, 0.81, 0.16];
        var mean = losses.Average();
        var error = Math.Sqrt(losses.Sum(l => (l - mean) * (l - mean)) / 3 / 4);
        Assert.Equal(mean, ProbabilityScores.Brier(sample).Value, 1e-15);
        Assert.Equal(error, ProbabilityScores.Brier(sample).Error, 1e-15);
    }

    [Fact]
    public void ScoreThatIsNoProbabilityIsNamed()
    {
        var sample = new BinarySample("s", (double[])[0.5, 1.25], (bool[])[true, false]);
        var error = Assert.Throws<InvalidDataException>(() => ProbabilityScores.LogLoss(sample));
        Assert.Equal("sample 's': the score of event 1 (counted from 0) is 1.25; expected a probability from 0 to 1 (these look like logits: apply the logistic function first)", error.Message);
    }

    [Fact]
    public void RowsAreFractionsWithBinomialErrors()
    {
        var matrix = ConfusionMatrix.FromClasses(["b", "s"], [0, 0, 0, 0, 1], [0, 0, 0, 1, 1]);
        Assert.Equal(0.75, matrix.Fraction(0, 0).Value);
        Assert.Equal(Math.Sqrt(0.75 * 0.25 / 4), matrix.Fraction(0, 0).Error, 1e-15);
        Assert.Equal(matrix.Fraction(0, 0).Error, matrix.Fraction(0, 1).Error, 1e-15);
        Assert.Equal(new Estimate(1, 0), matrix.Fraction(1, 1));
        Assert.Equal(0.8, matrix.Accuracy.Value, 1e-15);
        Assert.Equal(Math.Sqrt(0.8 * 0.2 / 5), matrix.Accuracy.Error, 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, -1]);
    }

    [Fact]
    public void BadEventsAreNamed()
    {
        Fails("confusion matrix: the true class of event 1 (counted from 0) is 2; expected 0 to 1", [0, 2], [0, 1], []);
        Fails("confusion matrix: the predicted class of event 0 (counted from 0) is -1; expected 0 to 1", [0, 1], [-1, 1], []);
        Fails("confusion matrix: the weight of event 1 (counted from 0) is NaN; expected a finite number", [0, 1], [0, 1], [1, double.NaN]);
        Fails("confusion matrix: 2 true classes, 1 predicted classes and 0 weights; expected one of each per event", [0, 1], [0], []);
    }

    private static void Fails(string message, int[] truth, int[] predicted, double[] weights)
    {
        var error = Assert.Throws<InvalidDataException>(() => ConfusionMatrix.FromClasses(["b", "s"], truth, predicted, weights));
        Assert.Equal(message, error.Message);
    }

    private static void Check(JsonElement golden, ConfusionMatrix matrix)
    {
        var expected = golden.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray()).ToArray();
        Assert.Equal(expected.Length, matrix.Classes.Count);
        for (var truth = 0; truth < expected.Length; truth++)
        {
            for (var predicted = 0; predicted < expected.Length; predicted++)
            {
                Assert.Equal(expected[truth][predicted], matrix[truth, predicted].Sum, 1e-12);
                Assert.Equal(expected[truth][predicted] / expected[truth].Sum(), matrix.Fraction(truth, predicted).Value, 1e-12);
            }
        }
    }
}
