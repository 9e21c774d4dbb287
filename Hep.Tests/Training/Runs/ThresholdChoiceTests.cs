using Hep.Evaluation;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

public sealed class ThresholdChoiceTests
{
    private static readonly Predictions Events = Make();

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.93)]
    [InlineData(1)]
    public void A_signal_efficiency_is_reached_and_no_higher_score_reaches_it(double wanted)
    {
        var evaluation = Evaluate(new ThresholdOptions.SignalEfficiency(wanted));
        var validation = Events.Sample("validation", "v")!;
        double Efficiency(double threshold) => Share(validation, threshold, ofSignal: true);
        Assert.InRange(Efficiency(evaluation.Threshold), wanted - 1e-12, 1);
        Assert.All(validation.Scores.ToArray().Where(score => score > evaluation.Threshold), score => Assert.True(Efficiency(score) < wanted - 1e-12));
        Assert.Equal(Efficiency(evaluation.Threshold), evaluation.Metrics.Figure("validation.signal_efficiency").Value, 1e-12);
        Assert.Equal(FormattableString.Invariant($"a signal efficiency of at least {100 * wanted:0.##}%"), evaluation.Metrics.Text("test.threshold_chosen_by"));
        Assert.Equal("validation", evaluation.Metrics.Text("test.threshold_chosen_on"));
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void A_background_efficiency_is_kept_and_every_lower_score_exceeds_it(double wanted)
    {
        var evaluation = Evaluate(new ThresholdOptions.BackgroundEfficiency(wanted));
        var validation = Events.Sample("validation", "v")!;
        double Efficiency(double threshold) => Share(validation, threshold, ofSignal: false);
        Assert.InRange(Efficiency(evaluation.Threshold), 0, wanted + 1e-12);
        Assert.All(validation.Scores.ToArray().Where(score => score < evaluation.Threshold), score => Assert.True(Efficiency(score) > wanted + 1e-12));
        Assert.Equal(Efficiency(evaluation.Threshold), evaluation.Metrics.Figure("validation.background_efficiency").Value, 1e-12);
    }

    [Fact]
    public void Sums_of_decimal_weights_reach_the_efficiency_that_they_mean()
    {
        // 0.1 added ten times is not 1: the seventh of ten events reaches 70%, not the eighth.
        double[] scores = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        bool[] isSignal = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 1)];
        var roc = new BinarySample("s", scores, isSignal, [.. Enumerable.Repeat(0.1, 20)]).Roc;
        for (var k = 1; k <= 10; k++)
        {
            Assert.Equal(21 - (2 * k), roc.ThresholdOfSignalEfficiency(k / 10.0));
            Assert.Equal(k == 10 ? 0 : 19 - (2 * k), roc.ThresholdOfBackgroundEfficiency(k / 10.0));
        }
    }

    [Fact]
    public void Where_the_highest_score_has_too_much_background_nothing_is_selected()
    {
        var roc = new BinarySample("s", (double[])[3, 3, 2, 1], (bool[])[true, false, true, false]).Roc;
        Assert.Equal(double.PositiveInfinity, roc.ThresholdOfBackgroundEfficiency(0.4));
        Assert.Equal(2, roc.ThresholdOfBackgroundEfficiency(0.5));
        foreach (var wrong in new[] { 0, -0.1, 1.1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => roc.ThresholdOfBackgroundEfficiency(wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => roc.ThresholdOfSignalEfficiency(wrong));
        }

        var evaluation = Evaluate(new ThresholdOptions.Value(2));
        Assert.Contains("no event of the test split has a score at or above the threshold 2, which was given: give another evaluation.threshold", evaluation.Caveats());
    }

    [Theory]
    [InlineData(SignificanceChoice.Asimov)]
    [InlineData(SignificanceChoice.SignalOverRootBackground)]
    public void A_significance_is_the_largest_of_all_scores_that_select_enough_background(SignificanceChoice figure)
    {
        var options = new EvaluationSection { Threshold = new ThresholdOptions.Significance { Figure = figure }, BackgroundUncertainty = 0.3, AmsBackgroundEntries = 12 };
        var evaluation = new ClassificationEvaluation(Events, options, new("b", "s"));
        var validation = Events.Sample("validation", "v")!;
        double s = Events.Yield(true), b = Events.Yield(false);
        var best = validation.Scores.ToArray().Where(score => validation.At(score).FalsePositive.EffectiveEntries >= 12).MaxBy(score =>
        {
            Estimate signal = new(s * Share(validation, score, true), 0), background = new(b * Share(validation, score, false), 0);
            return figure == SignificanceChoice.Asimov ? Significance.Asimov(signal, background, 0.3).Value : Significance.SignalOverRoot(signal, background, 0.3).Value;
        });
        Assert.Equal(best, evaluation.Threshold);
        Assert.NotEqual(Evaluate(new ThresholdOptions.Ams()).Threshold, evaluation.Threshold);
    }

    [Fact]
    public void A_number_is_taken_as_it_is_on_every_split()
    {
        var evaluation = Evaluate(new ThresholdOptions.Value(0.25));
        foreach (var split in Predictions.SplitNames)
        {
            Assert.Equal(0.25, evaluation.Metrics.Number($"{split}.threshold"));
            Assert.Equal("given", evaluation.Metrics.Text($"{split}.threshold_chosen_on"));
            Assert.Equal(Share(Events.Sample(split, split)!, 0.25, true), evaluation.Metrics.Figure($"{split}.at_threshold.tpr").Value, 1e-12);
        }
    }

    [Fact]
    public void The_largest_AMS_leaves_the_metrics_as_they_were()
    {
        var evaluation = Evaluate(new ThresholdOptions.Ams());
        Assert.False(evaluation.Metrics.Contains("test.threshold_chosen_by"));
        Assert.Equal("validation", evaluation.Metrics.Text("test.threshold_chosen_on"));
    }

    [Fact]
    public void Captions_and_figures_have_the_threshold_of_the_card()
    {
        using var folder = new TemporaryFolder();
        var options = new EvaluationSection { Threshold = new ThresholdOptions.SignalEfficiency(0.8), BootstrapReplicas = null, Figures = new FigureOptions { Confusion = Hep.Evaluation.Normalization.Column } };
        var evaluation = new ClassificationEvaluation(Events, options, new("b", "s"));
        var captions = evaluation.Draw(folder.Path, null).Select(figure => figure.Caption).ToList();
        var threshold = FormattableString.Invariant($"{evaluation.Threshold:G4}");
        Assert.Contains($"Approximate median significance against the threshold; {threshold} was chosen on validation for a signal efficiency of at least 80%.", captions);
        Assert.Contains($"Asimov significance and s / √(b + σ²) against the threshold, with an uncertainty σ of the background of 0%, on the test split; the threshold {threshold} was chosen on validation for a signal efficiency of at least 80%.", captions);
        Assert.Contains($"Confusion matrix on the test split at the threshold {threshold}, normalised by column.", captions);
        var hit = File.ReadAllLines(folder.File("confusion.csv"))[^1].Split(',');
        Assert.Equal(evaluation.Metrics.Number("test.at_threshold.tpr.value"), double.Parse(hit[5], System.Globalization.CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal(evaluation.Metrics.Number("test.at_threshold.ppv.value"), double.Parse(hit[7], System.Globalization.CultureInfo.InvariantCulture), 1e-12);
    }

    private static double Share(BinarySample sample, double threshold, bool ofSignal)
    {
        var (selected, all) = (0.0, 0.0);
        for (var i = 0; i < sample.Count; i++)
        {
            if (sample.IsSignal[i] != ofSignal)
                continue;
            all += sample.Weights[i];
            selected += sample.Scores[i] >= threshold ? sample.Weights[i] : 0;
        }

        return selected / all;
    }

    private static ClassificationEvaluation Evaluate(ThresholdOptions threshold) => new(Events, new EvaluationSection { Threshold = threshold }, new("b", "s"));

    private static Predictions Make() => Predictions.Of([.. Predictions.SplitNames.Select((split, i) =>
    {
        var events = Toys.Gaussians(300, i + 1, [.. Enumerable.Range(0, 300).Select(n => 0.5 + (n % 4 * 0.3))]);
        return (split, events, (float[])[.. Enumerable.Range(0, 300).Select(n => (float)Math.Round(1 / (1 + Math.Exp(-events.Features[0].Values[n])), 3))]);
    })]);
}
