using Hep.Evaluation;
using Xunit;

namespace Hep.Tests.Evaluation;

public sealed class MultiClassSampleTests
{
    private static readonly string[] Classes = ["qcd", "top", "higgs"];

    [Theory]
    [MemberData(nameof(GoldenMetrics.FigureCases), "many", MemberType = typeof(GoldenMetrics))]
    public void FiguresAreThoseOfScikitLearn(string name)
    {
        var golden = GoldenMetrics.Figure("many", name);
        var sample = GoldenMetrics.ManyClasses(golden);
        var confusion = sample.Confusion();
        foreach (var (mode, normalization) in new[] { ("true", Normalization.Row), ("pred", Normalization.Column), ("all", Normalization.Total) })
        {
            var rows = golden.GetProperty("confusion").GetProperty(mode).EnumerateArray().ToArray();
            for (var cell = 0; cell < 16; cell++)
                Assert.Equal(rows[cell / 4][cell % 4].GetDouble(), confusion.Fraction(cell / 4, cell % 4, normalization).Value, 1e-12);
        }

        foreach (var averaging in Enum.GetValues<Averaging>())
        {
            foreach (var expected in golden.GetProperty("averages").GetProperty(averaging.ToString().ToLowerInvariant()).EnumerateObject())
                Assert.Equal(expected.Value.GetDouble(), confusion.Average(ThresholdFigure.All.Single(figure => figure.Key == expected.Name), averaging).Value, 1e-12);
        }

        Assert.Equal(GoldenMetrics.Number(golden, "accuracy"), confusion.Accuracy.Value, 1e-12);
        Assert.Equal(GoldenMetrics.Number(golden, "mcc"), confusion.MatthewsCorrelation.Value, 1e-12);
        Assert.Equal(GoldenMetrics.Number(golden, "log_loss"), ProbabilityScores.LogLoss(sample).Value, 1e-12);
        Assert.Equal(GoldenMetrics.Doubles(golden, "top"), [.. Enumerable.Range(1, 3).Select(k => sample.TopAccuracy(k).Value)], (x, y) => Math.Abs(x - y) < 1e-12);
        foreach (var (key, kind, averaging) in new[]
        {
            ("ovr_macro", MultiClassAuc.OneVsRest, Averaging.Macro),
            ("ovr_weighted", MultiClassAuc.OneVsRest, Averaging.Weighted),
            ("ovo_macro", MultiClassAuc.OneVsOne, Averaging.Macro),
            ("ovo_weighted", MultiClassAuc.OneVsOne, Averaging.Weighted),
        })
        {
            if (golden.TryGetProperty(key, out var expected))
                Assert.Equal(expected.GetDouble(), sample.Auc(kind, averaging).Value, 1e-12);
        }
    }

    [Fact]
    public void WithNegativeWeightsPairwiseAreasAreTheirDefinition()
    {
        var (scores, labels, weights) = Events(41, 150, negative: 0.2);
        var sample = new MultiClassSample("s", Classes, scores, labels, weights);
        var sum = 0.0;
        for (var j = 0; j < 3; j++)
        {
            for (var k = 0; k < 3; k++)
            {
                if (j == k)
                    continue;
                int[] pair = [.. Enumerable.Range(0, 150).Where(i => labels[i] == j || labels[i] == k)];
                sum += Toy.AucByDefinition(new Toy.Events(
                    Array.ConvertAll(pair, i => scores[(3 * i) + j]), Array.ConvertAll(pair, i => labels[i] == j), Array.ConvertAll(pair, i => weights[i])));
            }
        }

        Assert.Equal(sum / 6, sample.Auc(MultiClassAuc.OneVsOne, Averaging.Macro).Value, 1e-12);
    }

    [Fact]
    public void ErrorsOfTheAveragesAreThoseOfTheBootstrap()
    {
        var (scores, labels, weights) = Events(42, 500, negative: 0.05);
        var sample = new MultiClassSample("s", Classes, scores, labels, weights);
        foreach (var (figure, error) in new (Func<MultiClassSample, double>, double)[]
        {
            (s => s.Auc(MultiClassAuc.OneVsRest, Averaging.Macro).Value, sample.Auc(MultiClassAuc.OneVsRest, Averaging.Macro).Error),
            (s => s.Auc(MultiClassAuc.OneVsRest, Averaging.Weighted).Value, sample.Auc(MultiClassAuc.OneVsRest, Averaging.Weighted).Error),
            (s => s.Auc(MultiClassAuc.OneVsOne, Averaging.Weighted).Value, sample.Auc(MultiClassAuc.OneVsOne, Averaging.Weighted).Error),
            (s => s.Confusion().Average(ThresholdFigure.F1, Averaging.Macro).Value, sample.Confusion().Average(ThresholdFigure.F1, Averaging.Macro).Error),
            (s => s.Confusion().Average(ThresholdFigure.F1, Averaging.Micro).Value, sample.Confusion().Average(ThresholdFigure.F1, Averaging.Micro).Error),
            (s => s.Confusion().Average(ThresholdFigure.PositivePredictiveValue, Averaging.Weighted).Value, sample.Confusion().Average(ThresholdFigure.PositivePredictiveValue, Averaging.Weighted).Error),
            (s => s.Confusion().MatthewsCorrelation.Value, sample.Confusion().MatthewsCorrelation.Error),
            (s => ProbabilityScores.Brier(s).Value, ProbabilityScores.Brier(sample).Error),
        })
        {
            // 500 replicas know a standard deviation to 3.2%; three of those.
            Assert.InRange(error / Bootstrap.Of(sample, 500, 43, figure).Estimate.Error, 0.905, 1.095);
        }
    }

    [Fact]
    public void TwoClassesAreABinarySample()
    {
        var events = Toy.Make(44, 200, levels: 25);
        double[] scores = [.. events.Scores.SelectMany(p => (double[])[1 - p, p])];
        var many = new MultiClassSample("s", ["b", "s"], scores, Array.ConvertAll(events.IsSignal, s => s ? 1 : 0), events.Weights);
        var two = events.Sample();
        Assert.Equal(two.Roc.Auc.Value, many.OneVsRest(1).Roc.Auc.Value, 1e-14);
        Assert.Equal(two.Roc.Auc.Value, many.Auc(MultiClassAuc.OneVsOne, Averaging.Macro).Value, 1e-14);
        Assert.Equal(two.Roc.Auc.Error, many.Auc(MultiClassAuc.OneVsRest, Averaging.Macro).Error, 1e-14);
        Assert.Equal(2 * ProbabilityScores.Brier(two).Value, ProbabilityScores.Brier(many).Value, 1e-14);
        Assert.Equal(ProbabilityScores.LogLoss(two).Error, ProbabilityScores.LogLoss(many).Error, 1e-14);
    }

    [Fact]
    public void TiesGoToTheEarlierClass()
    {
        var sample = new MultiClassSample("s", Classes, (double[])[1, 1, 0, 0, 2, 2, 5, 5, 5], (int[])[0, 2, 1]);
        Assert.Equal([0, 1, 0], sample.Predictions());
        Assert.Equal(1 / 3.0, sample.TopAccuracy(1).Value, 1e-15);
        Assert.Equal(1.0, sample.TopAccuracy(2).Value, 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.TopAccuracy(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Auc(MultiClassAuc.OneVsRest, Averaging.Micro));
    }

    [Fact]
    public void BadEventsAreNamed()
    {
        double[] good = [0.2, 0.3, 0.5, 1, 0, 0, 0, 1, 0];
        Fails("sample 's' has no events; expected events of 3 classes", [], [], []);
        Fails("sample 's' has 8 scores, 3 labels and 3 weights; expected 3 scores (one of each class), one label and one weight per event", good[..8], [0, 1, 2], []);
        Fails("sample 's' has 9 scores, 3 labels and 2 weights; expected 3 scores (one of each class), one label and one weight per event", good, [0, 1, 2], [1, 1]);
        Fails("sample 's': the score of event 1 (counted from 0, of 3) for class 'higgs' is NaN; expected a finite number", [.. good[..5], double.NaN, 0, 1, 0], [0, 1, 2], []);
        Fails("sample 's': the label of event 2 (counted from 0, of 3) is 3; expected a class from 0 to 2", good, [0, 1, 3], []);
        Fails("sample 's': the weight of event 0 (counted from 0, of 3) is Infinity; expected a finite number", good, [0, 1, 2], [double.PositiveInfinity, 1, 1]);
        Fails("sample 's': no event of its 3 is of class 'higgs' (2); expected events of every class (check the label column and the split)", good, [0, 1, 1], []);
        Fails("sample 's': the weights of its 1 top events sum to 0; expected a total that is not zero (check the weight column)", good, [0, 1, 2], [1, 0, 1]);
    }

    [Fact]
    public void ScoresThatAreNoProbabilitiesAreNamed()
    {
        var logits = new MultiClassSample("s", Classes, (double[])[0.2, 0.3, 0.5, 1, -4, 0, 0, 1, 0], (int[])[0, 1, 2]);
        Assert.Equal(
            "sample 's': the score of event 1 (counted from 0) for class 'top' is -4; expected a probability from 0 to 1 (these look like logits: apply softmax first)",
            Assert.Throws<InvalidDataException>(() => ProbabilityScores.LogLoss(logits)).Message);
        var sums = new MultiClassSample("s", Classes, (double[])[0.2, 0.3, 0.5, 0.5, 0.25, 0.5, 0, 1, 0], (int[])[0, 1, 2]);
        Assert.Equal(
            "sample 's': the scores of event 1 (counted from 0) sum to 1.25; expected probabilities of 3 classes that sum to 1 (apply softmax, or divide by the sum)",
            Assert.Throws<InvalidDataException>(() => ProbabilityScores.Brier(sums)).Message);
    }

    [Fact]
    public void OtherEventsAreNotCompared()
    {
        double[] scores = [0.2, 0.3, 0.5, 1, 0, 0, 0, 1, 0];
        var first = new MultiClassSample("a", Classes, scores, (int[])[0, 1, 2]);
        Assert.Equal(
            "samples 'a' and 'b' differ in the label or weight of event 1 (counted from 0); expected the same events in the same order",
            Assert.Throws<InvalidDataException>(() => first.CheckSameEvents(new MultiClassSample("b", Classes, scores, (int[])[0, 2, 1]))).Message);
        Assert.Equal(
            "samples 'a' and 'b' have 3 and 2 events of 3 and 2 classes; expected the same events in the same order",
            Assert.Throws<InvalidDataException>(() => first.CheckSameEvents(new MultiClassSample("b", ["x", "y"], scores[..4], (int[])[0, 1]))).Message);
    }

    private static void Fails(string message, double[] scores, int[] labels, double[] weights) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => new MultiClassSample("s", Classes, scores, labels, weights)).Message);

    private static (double[] Scores, int[] Labels, double[] Weights) Events(int seed, int count, double negative)
    {
        var random = new Random(seed);
        var (scores, labels, weights) = (new double[3 * count], new int[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = random.Next(10) switch { < 5 => 0, < 8 => 1, _ => 2 };
            weights[i] = (0.2 + (1.6 * random.NextDouble())) * (random.NextDouble() < negative ? -1 : 1);
            var odds = new double[3];
            for (var k = 0; k < 3; k++)
                odds[k] = Math.Exp(Toy.Normal(random) + (k == labels[i] ? 1 : 0));
            for (var k = 0; k < 3; k++)
                scores[(3 * i) + k] = odds[k] / odds.Sum();
        }

        return (scores, labels, weights);
    }
}
