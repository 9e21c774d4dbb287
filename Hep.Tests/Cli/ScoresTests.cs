using Hep.Cli;
using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Cli;

/// <summary><c>hep evaluate</c>: scores of several classes, and the threshold from the command line.</summary>
public sealed class ScoresTests : IClassFixture<TinyStudy>, IDisposable
{
    private static readonly string[] Flavours = ["b", "c", "light"];

    private readonly TinyStudy study;
    private readonly TemporaryFolder folder = new();

    public ScoresTests(TinyStudy study) => this.study = study;

    private string Target => folder.File("out");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Several_classes_have_the_figures_of_their_sample()
    {
        var (file, sample) = Write(n => n);
        var (code, output, error) = HepProgram.Run("evaluate", "--scores", file, "--label", "flavour", "--class", "b=p_b", "c=p_c", "--class", "light=p_l", "--weight", "w", "--out", Target);
        Assert.Equal((ExitCode.Ok, ""), (code, error));
        var metrics = MetricsTree.Load(Path.Combine(Target, "metrics.json"));
        var matrix = sample.Confusion();
        foreach (var (path, expected) in new (string, Estimate)[]
        {
            ("all_classes.accuracy", matrix.Accuracy),
            ("all_classes.balanced_accuracy", matrix.Average(ThresholdFigure.TruePositiveRate, Averaging.Macro)),
            ("all_classes.top_2_accuracy", sample.TopAccuracy(2)),
            ("all_classes.mcc", matrix.MatthewsCorrelation),
            ("all_classes.log_loss", ProbabilityScores.LogLoss(sample)),
            ("all_classes.brier", ProbabilityScores.Brier(sample)),
            ("all_classes.auc.one_vs_rest.weighted", sample.Auc(MultiClassAuc.OneVsRest, Averaging.Weighted)),
            ("all_classes.auc.one_vs_one.macro", sample.Auc(MultiClassAuc.OneVsOne, Averaging.Macro)),
            ("all_classes.precision.macro", matrix.Average(ThresholdFigure.PositivePredictiveValue, Averaging.Macro)),
            ("all_classes.f1.weighted", matrix.Average(ThresholdFigure.F1, Averaging.Weighted)),
            ("all_classes.calibration.ece_top_label", ReliabilityCurve.OfEqualWidth(Forecasts.OfTopLabel(sample)).ExpectedError),
            ("class.c.auc", sample.OneVsRest(1).Roc.Auc),
            ("class.c.ppv", matrix.OneVsRest(1)[ThresholdFigure.PositivePredictiveValue]),
            ("class.light.tpr", matrix.OneVsRest(2)[ThresholdFigure.TruePositiveRate]),
            ("class.c.predicted.b.of_true_class", matrix.Fraction(1, 0)),
            ("class.c.predicted.b.of_predicted_class", matrix.Fraction(1, 0, Normalization.Column)),
            ("class.c.predicted.b.of_all", matrix.Fraction(1, 0, Normalization.Total)),
        })
        {
            Assert.Equal(expected, metrics.Figure(path));
        }

        Assert.Equal(ReliabilityCurve.ClasswiseError(Forecasts.OfClasses(sample)), metrics.Number("all_classes.calibration.ece_classwise"));
        Assert.InRange(metrics.Number("class.b.tpr.value"), metrics.Number("class.b.tpr.low"), metrics.Number("class.b.tpr.high"));
        Assert.Matches(@"(?m)^Balanced accuracy +0\.", output);
        Assert.Matches(@"(?m)^Class +AUC +Average precision +Precision +Recall +F1 score +ECE +Events +Sum of weights$", output);
        Assert.Equal(
            ["confusion.svg", "confusion_column.svg", "confusion_total.svg", "precision_recall.svg", "reliability.svg", "reliability_classes.svg", "roc.svg", "scores-b.svg", "scores-c.svg", "scores-light.svg"],
            Files("svg"));
        Assert.Equal(Flavours, CsvColumns.Read(Path.Combine(Target, "plots", "roc.csv"), [], ["curve"]).Texts("curve").Distinct());

        // Each class against the rest, to the numbers of its own sample.
        var (recall, one) = (CsvColumns.Read(Path.Combine(Target, "plots", "precision_recall.csv"), ["threshold", "recall", "precision"], ["curve"]), sample.OneVsRest(1));
        Assert.Equal(Flavours, recall.Texts("curve").Distinct());
        Assert.All(Enumerable.Range(0, recall.Count).Where(i => recall.Texts("curve")[i] == Flavours[1]), i =>
        {
            var point = one.PrecisionRecall.Thresholds.IndexOf(recall.Numbers("threshold")[i]);
            Assert.Equal((one.PrecisionRecall.Recall(point).Value, one.PrecisionRecall.Precision(point).Value), (recall.Numbers("recall")[i], recall.Numbers("precision")[i]));
        });
        Assert.Contains("Confusion matrix of the class with the largest score, normalised by column.", File.ReadAllText(Path.Combine(Target, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_have_all_but_their_figures()
    {
        var (file, sample) = Write(p => Math.Log(p));
        var (code, output, error) = HepProgram.Run("evaluate", "--scores", file, "--label", "flavour", "--class", "b=p_b", "c=p_c", "light=p_l", "--weight", "w", "--out", Target);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Matches(@"^note: sample 'scores\.csv': the score of event 0 \(counted from 0\) for class 'b' is -\d[^;]*; expected a probability from 0 to 1 \(these look like logits: apply softmax first\); log loss, Brier score and calibration are left out\n$", error);
        var metrics = MetricsTree.Load(Path.Combine(Target, "metrics.json"));
        Assert.Equal(sample.Confusion().Accuracy, metrics.Figure("all_classes.accuracy"));
        Assert.False(metrics.Contains("all_classes.log_loss") || metrics.Contains("all_classes.calibration") || metrics.Contains("class.b.ece"));
        Assert.DoesNotContain("Log loss", output, StringComparison.Ordinal);
        Assert.DoesNotContain("reliability.svg", Files("svg"));
    }

    [Fact]
    public void Probabilities_that_do_not_sum_to_one_are_none()
    {
        var file = Write(p => p / 2).File;
        var (code, _, error) = HepProgram.Run("evaluate", "--scores", file, "--label", "flavour", "--class", "b=p_b", "c=p_c", "light=p_l", "--out", Target);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Matches(@"sum to 0\.(5|49999)\d*; expected probabilities of 3 classes that sum to 1 \(apply softmax, or divide by the sum\); log loss", error);
    }

    [Fact]
    public void What_is_wrong_with_classes_is_said_and_nothing_is_written()
    {
        var file = Write(p => p).File;
        Refused($"{file}, column 'flavour': found the labels 'b' (100), 'c' (100), 'light' (100), expected events of the classes 'b', 'c', and of no other", file, "b=p_b", "c=p_c");
        Refused($"{file}, column 'flavour': found the labels 'b' (100), 'c' (100), 'light' (100), expected events of the classes 'b', 'c', 'light', 'tau', and of no other", file, "b=p_b", "c=p_c", "light=p_l", "tau=w");
        Refused("found 1 class, expected two or more, each as LABEL=COLUMN", file, "b=p_b");
        Refused("found the class 'b' twice, expected each of them once", file, "b=p_b", "b=p_c");
        Refused("found the column 'p_b' twice, expected each of them once", file, "b=p_b", "c=p_b");
        Refused("--class: found 'b', expected LABEL=COLUMN, such as b=p_b", file, "b", "c=p_c");
        Refused($"{file}, line 1: no column 'p_d' (nearest: 'p_b', 'p_c', 'p_l'); the header names 5 columns", file, "b=p_b", "c=p_d", "light=p_l");

        var lines = File.ReadAllLines(file);
        lines[2] = lines[2].Split(',')[0] + ",NaN,0.5,0.5,1";
        File.WriteAllLines(folder.File("nan.csv"), lines);
        var (code, _, error) = HepProgram.Run("evaluate", "--scores", folder.File("nan.csv"), "--label", "flavour", "--class", "b=p_b", "c=p_c", "light=p_l", "--out", Target);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("nan.csv, line 3, column 'p_b'", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
    }

    [Theory]
    [InlineData("ams", "AMS")]
    [InlineData("significance=asimov", "Asimov significance")]
    [InlineData("signal_efficiency=0.8", null)]
    public void A_significance_that_chose_its_threshold_on_the_same_events_is_called_biased(string threshold, string? significance)
    {
        var file = Write(p => p).File;
        HepProgram.Do("evaluate", "--scores", file, "--label", "flavour", "--signal", "b", "--score", "p_b", "--threshold", threshold, "--out", Target);
        var report = File.ReadAllText(Path.Combine(Target, "report.html"));
        if (significance is null)
            Assert.DoesNotContain("biased upwards", report, StringComparison.Ordinal);
        else
            Assert.Contains($"the {significance} is biased upwards by this choice.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_threshold_of_scores_can_be_chosen_and_the_baseline()
    {
        var file = Write(p => p).File;
        HepProgram.Do("evaluate", "--scores", file, "--label", "flavour", "--signal", "b", "--score", "p_b", "p_c", "--threshold", "signal_efficiency=0.8", "--baseline", "p_c", "--uncertainty", "0.25", "--out", Target);
        var metrics = MetricsTree.Load(Path.Combine(Target, "metrics.json"));
        Assert.Equal(0.8, metrics.Number("p_b.signal_efficiency.value"), 1e-12);
        Assert.Equal("a signal efficiency of at least 80%", metrics.Text("p_b.threshold_chosen_by"));
        Assert.Equal(
            Significance.Asimov(metrics.Figure("p_b.selected_signal"), metrics.Figure("p_b.selected_background"), 0.25),
            metrics.Figure("p_b.asimov"));
        Assert.Equal(["p_b"], CsvColumns.Read(Path.Combine(Target, "plots", "roc_ratio.csv"), [], ["curve"]).Texts("curve").Distinct());
        Assert.Contains("confusion-p_b.svg", Files("svg"));
        Assert.Contains("significance-p_c.svg", Files("svg"));
        Assert.Contains("The threshold was chosen on the same events for a signal efficiency of at least 80%.", File.ReadAllText(Path.Combine(Target, "report.html")), StringComparison.Ordinal);
        Assert.Equal(
            (ExitCode.BadInput, "", "hep: found the baseline 'p_x', expected one of the columns of scores 'p_b', 'p_c'; did you mean 'p_b'?\n"),
            HepProgram.Run("evaluate", "--scores", file, "--label", "flavour", "--signal", "b", "--score", "p_b", "p_c", "--baseline", "p_x", "--out", folder.File("none")));
        Assert.False(Directory.Exists(folder.File("none")));
    }

    [Fact]
    public void A_run_is_evaluated_at_another_threshold_into_another_folder()
    {
        HepProgram.Do("evaluate", study.Run, "--threshold", "value=0.4", "--out", Target);
        var metrics = MetricsTree.Load(Path.Combine(Target, "metrics.json"));
        Assert.Equal((0.4, "given"), (metrics.Number("test.threshold"), metrics.Text("test.threshold_chosen_on")));
        Assert.NotEqual(0.4, MetricsTree.Load(Path.Combine(study.Run, "metrics.json")).Number("test.threshold"));
        Assert.Contains("The threshold was given.", File.ReadAllText(Path.Combine(Target, "report.html")), StringComparison.Ordinal);
    }

    private void Refused(string message, string file, params string[] classes)
    {
        Assert.Equal((ExitCode.BadInput, "", $"hep: {message}\n"), HepProgram.Run(["evaluate", "--scores", file, "--label", "flavour", "--class", .. classes, "--out", Target]));
        Assert.False(Directory.Exists(Target));
    }

    private string[] Files(string ending) => [.. Directory.EnumerateFiles(Path.Combine(Target, "plots"), $"*.{ending}").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>300 weighted events of three classes with softmax probabilities, mapped; the sample has what the file says.</summary>
    private (string File, MultiClassSample Sample) Write(Func<double, double> map)
    {
        var random = new Random(3);
        var (labels, scores, weights) = (new int[300], new double[900], new double[300]);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = i % 3;
            weights[i] = 0.5 + random.NextDouble();
            double[] odds = [.. Enumerable.Range(0, 3).Select(k => Math.Exp((k == labels[i] ? 1.5 : 0) + (2 * random.NextDouble())))];
            for (var k = 0; k < 3; k++)
                scores[(3 * i) + k] = map(odds[k] / odds.Sum());
        }

        var file = folder.File("scores.csv");
        NumberColumn Scores(string name, int k) => new(name, [.. Enumerable.Range(0, 300).Select(i => scores[(3 * i) + k])]);
        CsvWriter.Write(file, new TextColumn("flavour", Array.ConvertAll(labels, label => Flavours[label])), Scores("p_b", 0), Scores("p_c", 1), Scores("p_l", 2), new NumberColumn("w", weights));
        return (file, new MultiClassSample("scores.csv", Flavours, scores, labels, weights));
    }
}
