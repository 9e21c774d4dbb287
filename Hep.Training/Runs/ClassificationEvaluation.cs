using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>
/// From predictions to numbers and pictures. It needs no model, so a run can be evaluated again at any time. The threshold is chosen on the
/// validation split, as <see cref="EvaluationSection.Threshold"/> says, and used on the test split.
/// </summary>
public sealed class ClassificationEvaluation
{
    // The splits whose curves are drawn.
    private static readonly string[] Curves = ["validation", "test"];

    private readonly EvaluationSection options;
    private readonly LabelNames labels;
    private readonly Predictions predictions;
    private readonly Dictionary<string, BinarySample> samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SignificanceScans> scans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AmsBootstrap> bootstraps = new(StringComparer.Ordinal);
    private readonly ThresholdChoice choice;

    /// <summary>Computes the figures of merit.</summary>
    /// <param name="predictions">Scores, labels and weights of the splits.</param>
    /// <param name="options">The run card's section.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <param name="signal">The sum of the weights of signal where some of it is in no split, held out of the training; null: it is that of the predictions.</param>
    /// <exception cref="InvalidDataException">A split lacks a class.</exception>
    public ClassificationEvaluation(Predictions predictions, EvaluationSection options, LabelNames labels, double? signal = null)
    {
        this.options = options;
        this.labels = labels;
        this.predictions = predictions;
        foreach (var split in Curves)
        {
            if (predictions.Sample(split, split) is { } sample)
                samples.Add(split, sample);
        }

        if (!samples.ContainsKey("test"))
            throw new InvalidDataException("the predictions have no event of the split 'test', on which the figures are quoted");

        // Each split holds a share of the events, and stands for all of them.
        YieldScale.Measure(Metrics, predictions, options.ExpectedYields, signal);
        foreach (var (split, sample) in samples)
            scans.Add(split, Scans(sample));
        choice = ThresholdChoice.Of(options, scans[Choosing], Choosing);
        foreach (var split in Predictions.SplitNames)
            Measure(split);
        if (options.Challenge is { } challenge)
            ChallengeScore.Measure(Metrics, predictions, challenge, choice, options.AmsRegularization, options.ExpectedYields);
        if (options.BootstrapReplicas is { } replicas)
            Bootstrap(replicas, (ulong)options.BootstrapSeed);
    }

    /// <summary>The names of the two classes, for figures and messages.</summary>
    /// <param name="Background">Class 0.</param>
    /// <param name="Signal">Class 1.</param>
    public sealed record LabelNames(string Background, string Signal);

    /// <summary>All figures of merit.</summary>
    public MetricsTree Metrics { get; } = new();

    /// <summary>The cut on the score.</summary>
    public double Threshold => choice.Value;

    // Without a validation split the threshold is the test split's own, and the tree says so.
    private string Choosing => samples.ContainsKey("validation") ? "validation" : "test";

    private BinarySample Test => samples["test"];

    /// <summary>What a reader of the figures should know: too few events, or a classifier that does no better than guessing.</summary>
    public IReadOnlyList<string> Caveats()
    {
        var caveats = new List<string>();
        if (YieldScale.Caveat(Metrics, predictions.Count) is { } scaled)
            caveats.Add(scaled);
        caveats.AddRange(ChallengeScore.Caveats(Metrics));
        if (options.Threshold is ThresholdOptions.Ams or ThresholdOptions.Significance && scans[Choosing].Ams.LeastBackgroundEntries < options.AmsBackgroundEntries)
            caveats.Add(FormattableString.Invariant($"the {Choosing} split has {samples[Choosing].Background.EffectiveEntries:G3} effective background entries, fewer than the {options.AmsBackgroundEntries:G3} of evaluation.ams_background_entries: the threshold is the one with the largest {(options.Threshold is ThresholdOptions.Ams ? "AMS" : "significance")}, which may be a fluctuation"));
        if (Test.At(Threshold) is { TruePositive.Count: 0, FalsePositive.Count: 0 })
            caveats.Add(FormattableString.Invariant($"no event of the test split has a score at or above the threshold {Threshold:G4}, which was {choice.InWords("the largest AMS")}: give another evaluation.threshold"));
        var auc = Test.Roc.Auc;
        if (!double.IsFinite(auc.Error))
            caveats.Add(FormattableString.Invariant($"the test split has {Test.Count} events, too few for an uncertainty of the AUC"));
        else if (auc.Value < 0.5 + (2 * auc.Error))
            caveats.Add(FormattableString.Invariant($"the classifier does no better than guessing (test AUC {auc}): lower training.learning_rate, or look at the features and labels"));
        return caveats;
    }

    /// <summary>Draws the figures into a folder, each as PNG, SVG and PDF with its numbers beside it.</summary>
    /// <param name="folder">Where; made if it is missing.</param>
    /// <param name="history">The losses by epoch; null leaves that figure out.</param>
    /// <returns>The figures with their captions.</returns>
    public IReadOnlyList<ReportFigure> Draw(string folder, IReadOnlyList<EpochLosses>? history)
    {
        var figures = new FigureFolder(folder, options);
        figures.Add("roc", $"ROC curve: {labels.Signal} efficiency against {labels.Background} efficiency, weighted, on the test split.", RocFigure.Create(Test));
        figures.Add("rejection", "Background rejection against signal efficiency on the test split; the band is the statistical uncertainty.", RejectionFigure.Create(Test));
        figures.Add("precision_recall", "Precision against recall on the test split, with the weights as they are; dotted: a blind guess.", PrecisionRecallFigure.Create(Test));
        figures.Add("scores", "Distribution of the score: test split as points with weighted errors, training split as lines.", ScoreFigure.Create(Test, predictions.Sample("train", "train"), new ScoreFigureOptions { Bins = options.ScoreBins }));
        figures.Add("ams", AmsCaption(), bootstraps.Count > 0 ? AmsFigure.Create(bootstraps[Choosing], bootstraps["test"], Threshold) : AmsFigure.Create(scans[Choosing].Ams, scans["test"].Ams, Threshold));
        figures.Add("significance", FigureCaptions.OfSignificance(options, $"on the test split; the threshold {FormattableString.Invariant($"{Threshold:G4}")} was {choice.InWords("the largest AMS")}"), SignificanceFigure.Create(Threshold, [.. SignificanceScans.Others.Select(other => (SignificanceScans.NameOf(other), scans["test"].Of(other)))]));
        figures.Add("confusion", FormattableString.Invariant($"Confusion matrix on the test split at the threshold {Threshold:G4}, normalised {FigureCaptions.Normalised(options.Figures.Confusion)}."), ConfusionFigure.Create(ConfusionMatrix.AtThreshold(Test, Threshold, labels.Background, labels.Signal), new ConfusionFigureOptions { Normalization = options.Figures.Confusion }));
        if (history is { Count: > 0 })
            figures.Add("loss", "Weighted mean loss by epoch.", LossFigure.Create(history, BestEpoch(history)));
        return figures.Figures;
    }

    // The training split is most of the events, and its curve is needed for this alone: it is not kept.
    private void Measure(string split)
    {
        if (predictions.Sample(split, split) is { } sample)
            BinaryFigures.Measure(Metrics, split, sample, (scans.GetValueOrDefault(split) ?? Scans(sample)).Ams, choice, options);
    }

    private SignificanceScans Scans(BinarySample sample) => new(sample, options, Metrics.Number("yields.signal.expected"), Metrics.Number("yields.background.expected"));

    // The split that chooses tells how much a maximum exceeds the truth, the one that tests how much its value varies.
    private void Bootstrap(int replicas, ulong seed)
    {
        foreach (var split in new[] { Choosing, "test" }.Distinct(StringComparer.Ordinal))
        {
            var bootstrap = scans[split].Ams.Bootstrap(replicas, seed, Threshold);
            bootstraps.Add(split, bootstrap);
            Metrics.Set($"{split}.ams_bootstrap.low", bootstrap.Interval.Low);
            Metrics.Set($"{split}.ams_bootstrap.high", bootstrap.Interval.High);
            Metrics.Set($"{split}.ams_bootstrap.largest", scans[split].Ams.Best);
            Metrics.Set($"{split}.ams_bootstrap.optimism", bootstrap.Optimism);
            Metrics.Set($"{split}.ams_bootstrap.best_threshold_low", bootstrap.BestThreshold.Low);
            Metrics.Set($"{split}.ams_bootstrap.best_threshold_high", bootstrap.BestThreshold.High);
            Metrics.Set($"{split}.ams_bootstrap.replicas", bootstrap.Replicas);
        }
    }

    private string AmsCaption()
    {
        var chosen = options.Threshold is ThresholdOptions.Ams
            ? FormattableString.Invariant($"chosen on the {Choosing} split, the largest AMS with at least {scans[Choosing].Ams.LeastBackgroundEntries:G3} effective background entries selected")
            : choice.InWords();
        var caption = FormattableString.Invariant($"Approximate median significance against the threshold; {Threshold:G4} was {chosen}.");
        return bootstraps.GetValueOrDefault(Choosing) is { } bootstrap
            ? caption + FormattableString.Invariant($" Bands: 68% of {bootstrap.Replicas} bootstrap replicas. The largest AMS of a scan of the {Choosing} split is too large by {bootstrap.Optimism}.")
            : caption;
    }

    private static int BestEpoch(IReadOnlyList<EpochLosses> history) => history.MinBy(epoch => epoch.Validation)!.Epoch;
}
