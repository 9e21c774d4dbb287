using Hep.Data;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

public sealed class ClassificationEvaluationTests
{
    private static readonly ClassificationEvaluation.LabelNames Names = new("b", "s");

    [Fact]
    public void The_threshold_comes_from_the_validation_split_alone()
    {
        var (train, validation, test) = (Toys.Gaussians(300, 1), Toys.Gaussians(200, 2), Toys.Gaussians(250, 3));
        var one = Evaluate((train, Scores(train)), (validation, Scores(validation)), (test, Scores(test)));
        var otherTest = Evaluate((train, Scores(train)), (validation, Scores(validation)), (test, Array.ConvertAll(Scores(test), s => 1 - s)));
        var otherTrain = Evaluate((train, Array.ConvertAll(Scores(train), s => s * s)), (validation, Scores(validation)), (test, Scores(test)));
        var otherValidation = Evaluate((train, Scores(train)), (validation, Array.ConvertAll(Scores(validation), s => s / 2)), (test, Scores(test)));
        Assert.Equal(one.Threshold, otherTest.Threshold);
        Assert.Equal(one.Threshold, otherTrain.Threshold);
        Assert.Equal(one.Threshold / 2, otherValidation.Threshold, 1e-7);
        Assert.NotEqual(one.Metrics.Figure("test.ams").Value, otherTest.Metrics.Figure("test.ams").Value);
        foreach (var split in Predictions.SplitNames)
            Assert.Equal(one.Threshold, one.Metrics.Number($"{split}.threshold"));
    }

    [Fact]
    public void Yields_and_AMS_are_those_of_the_whole_input()
    {
        double[] Weights(int n) => [.. Enumerable.Range(0, n).Select(i => i % 2 == 1 ? 0.4 + (i % 5 * 0.1) : 30.0 + (i % 3))];
        (EventTable Events, float[] Scores)[] parts =
        [
            .. new[] { (300, 1), (200, 2), (250, 3) }.Select(p => Toys.Gaussians(p.Item1, p.Item2, Weights(p.Item1))).Select(t => (t, Scores(t))),
        ];
        var evaluation = Evaluate(parts[0], parts[1], parts[2]);
        double Sum(int label, Func<float, bool> selected, int? part) => parts.Where((_, i) => part is null || i == part).Sum(
            p => p.Events.Weights.Where((_, i) => p.Events.Labels[i] == label && selected(p.Scores[i])).Sum());
        for (var split = 0; split < 3; split++)
        {
            double Yield(int label) => Sum(label, score => score >= evaluation.Threshold, split) * Sum(label, _ => true, null) / Sum(label, _ => true, split);
            var (s, b) = (Yield(1), Yield(0) + 10);
            var name = Predictions.SplitNames[split];
            Assert.Equal(s, evaluation.Metrics.Figure($"{name}.selected_signal").Value, 1e-9);
            Assert.Equal(b - 10, evaluation.Metrics.Figure($"{name}.selected_background").Value, 1e-9);

            // AMS = sqrt(2 ((s + b + b_reg) ln(1 + s / (b + b_reg)) - s)), the challenge's eq. 7.
            Assert.Equal(Math.Sqrt(2 * (((s + b) * Math.Log(1 + (s / b))) - s)), evaluation.Metrics.Figure($"{name}.ams").Value, 1e-9);
        }
    }

    [Fact]
    public void Predictions_come_back_from_their_file_to_the_bit()
    {
        using var folder = new TemporaryFolder();
        var weights = Enumerable.Range(0, 200).Select(i => (Math.Sin(i) * 1e-3 / 3) + 1e-3).ToArray();
        var table = Toys.Gaussians(200, 1, weights);
        var written = Predictions.Of(("train", table, Scores(table)), ("test", table, Scores(table)));
        written.Save(folder.File("predictions.csv"));
        var read = Predictions.Load(folder.File("predictions.csv"));
        read.Save(folder.File("again.csv"));
        Assert.Equal(File.ReadAllBytes(folder.File("predictions.csv")), File.ReadAllBytes(folder.File("again.csv")));
        Assert.Equal(400, read.Count);
        Assert.Null(read.Sample("validation", "validation"));
        foreach (var signal in new[] { false, true })
            Assert.Equal(written.Yield(signal), read.Yield(signal));
        var (a, b) = (written.Sample("test", "t")!, read.Sample("test", "t")!);
        Assert.Equal(a.Roc.Auc, b.Roc.Auc);
    }

    [Theory]
    [InlineData("x7,test,1,1,0.5", "line 3, column 'event_id': 'x7' is not an event id; expected an event id, a whole number from 0 to 18446744073709551615")]
    [InlineData("-7,test,1,1,0.5", "line 3, column 'event_id': '-7' is negative; expected an event id, a whole number from 0 to 18446744073709551615")]
    [InlineData("7,tset,1,1,0.5", "line 3, column 'split': found 'tset', expected train, validation, test")]
    public void A_cell_that_is_wrong_is_named(string row, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("predictions.csv");
        File.WriteAllText(path, $"event_id,split,label,weight,score\n6,test,0,1,0.25\n{row}\n");
        Assert.Equal($"{path}, {expected}", Assert.Throws<InvalidDataException>(() => Predictions.Load(path)).Message);
    }

    [Fact]
    public void Predictions_without_a_test_split_cannot_be_evaluated()
    {
        var table = Toys.Gaussians(50, 1);
        var error = Assert.Throws<InvalidDataException>(() => new ClassificationEvaluation(Predictions.Of(("train", table, Scores(table))), new EvaluationSection(), Names));
        Assert.Equal("the predictions have no event of the split 'test', on which the figures are quoted", error.Message);
    }

    private static ClassificationEvaluation Evaluate(params (EventTable Events, float[] Scores)[] parts) =>
        new(Predictions.Of([.. Predictions.SplitNames.Zip(parts, (name, part) => (name, part.Events, part.Scores))]), new EvaluationSection(), Names);

    // The likelihood ratio's probability, a little coarse so that scores tie.
    private static float[] Scores(EventTable table) => [.. Enumerable.Range(0, table.Count).Select(
        i => (float)Math.Round(1 / (1 + Math.Exp(-(table.Features[0].Values[i] - (0.5 * table.Features[1].Values[i]) - 0.625))), 3))];
}
