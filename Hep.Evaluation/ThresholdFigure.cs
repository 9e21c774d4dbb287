using System.Runtime.Intrinsics;

namespace Hep.Evaluation;

/// <summary>
/// A figure of merit of a selection, as a function of the sums of weights TP, FN, FP and TN. Where a denominator is zero, or a root has a negative
/// argument as negative weights can make it, the figure is not defined and NaN (scikit-learn puts 0 in some of these places); a likelihood ratio over a rate
/// of zero is infinite.
/// </summary>
public sealed class ThresholdFigure
{
    private readonly Func<Cells, Propagated> formula;
    private readonly (Func<BinaryConfusion, WeightSum> Selected, Func<BinaryConfusion, WeightSum> All)? fraction;

    private ThresholdFigure(string key, string name, Func<Cells, Propagated> formula)
    {
        Key = key;
        Name = name;
        this.formula = formula;
    }

    private ThresholdFigure(
        string key,
        string name,
        Func<Cells, Propagated> formula,
        Func<BinaryConfusion, WeightSum> selected,
        Func<BinaryConfusion, WeightSum> all)
        : this(key, name, formula) => fraction = (selected, all);

    /// <summary>True positive rate, signal efficiency, recall, sensitivity: TPR = TP / (TP + FN).</summary>
    public static ThresholdFigure TruePositiveRate { get; } = new(
        "tpr", "true positive rate", c => c.TP / (c.TP + c.FN), c => c.TruePositive, c => c.Signal);

    /// <summary>True negative rate, specificity: TNR = TN / (TN + FP).</summary>
    public static ThresholdFigure TrueNegativeRate { get; } = new(
        "tnr", "true negative rate", c => c.TN / (c.TN + c.FP), c => c.TrueNegative, c => c.Background);

    /// <summary>Positive predictive value, purity, precision: PPV = TP / (TP + FP).</summary>
    public static ThresholdFigure PositivePredictiveValue { get; } = new(
        "ppv", "positive predictive value", c => c.TP / (c.TP + c.FP), c => c.TruePositive, c => c.TruePositive + c.FalsePositive);

    /// <summary>Negative predictive value: NPV = TN / (TN + FN).</summary>
    public static ThresholdFigure NegativePredictiveValue { get; } = new(
        "npv", "negative predictive value", c => c.TN / (c.TN + c.FN), c => c.TrueNegative, c => c.TrueNegative + c.FalseNegative);

    /// <summary>False negative rate, miss rate: FNR = FN / (TP + FN).</summary>
    public static ThresholdFigure FalseNegativeRate { get; } = new(
        "fnr", "false negative rate", c => c.FN / (c.TP + c.FN), c => c.FalseNegative, c => c.Signal);

    /// <summary>False positive rate, background efficiency: FPR = FP / (FP + TN).</summary>
    public static ThresholdFigure FalsePositiveRate { get; } = new(
        "fpr", "false positive rate", c => c.FP / (c.FP + c.TN), c => c.FalsePositive, c => c.Background);

    /// <summary>False discovery rate: FDR = FP / (TP + FP).</summary>
    public static ThresholdFigure FalseDiscoveryRate { get; } = new(
        "fdr", "false discovery rate", c => c.FP / (c.TP + c.FP), c => c.FalsePositive, c => c.TruePositive + c.FalsePositive);

    /// <summary>False omission rate: FOR = FN / (FN + TN).</summary>
    public static ThresholdFigure FalseOmissionRate { get; } = new(
        "for", "false omission rate", c => c.FN / (c.FN + c.TN), c => c.FalseNegative, c => c.TrueNegative + c.FalseNegative);

    /// <summary>Positive likelihood ratio: LR+ = TPR / FPR.</summary>
    public static ThresholdFigure PositiveLikelihoodRatio { get; } = new(
        "lr_plus", "positive likelihood ratio", c => c.TP / (c.TP + c.FN) / (c.FP / (c.FP + c.TN)));

    /// <summary>Negative likelihood ratio: LR- = FNR / TNR.</summary>
    public static ThresholdFigure NegativeLikelihoodRatio { get; } = new(
        "lr_minus", "negative likelihood ratio", c => c.FN / (c.TP + c.FN) / (c.TN / (c.FP + c.TN)));

    /// <summary>
    /// Prevalence threshold, the prevalence below which most of what is selected is background: PT = sqrt(FPR) / (sqrt(TPR) + sqrt(FPR)) (Balayla, PLoS
    /// ONE 15 (2020) e0240215).
    /// </summary>
    public static ThresholdFigure PrevalenceThreshold { get; } = new("prevalence_threshold", "prevalence threshold", static c =>
    {
        var (tpr, fpr) = (Propagated.Sqrt(c.TP / (c.TP + c.FN)), Propagated.Sqrt(c.FP / (c.FP + c.TN)));
        return fpr / (tpr + fpr);
    });

    /// <summary>Threat score, critical success index, Jaccard index: TS = TP / (TP + FN + FP).</summary>
    public static ThresholdFigure ThreatScore { get; } = new(
        "threat_score", "threat score", c => c.TP / (c.TP + c.FN + c.FP), c => c.TruePositive, c => c.Signal + c.FalsePositive);

    /// <summary>Prevalence, the fraction of all weight that is signal: (TP + FN) / (TP + FN + FP + TN).</summary>
    public static ThresholdFigure Prevalence { get; } = new("prevalence", "prevalence", c => (c.TP + c.FN) / c.All, c => c.Signal, c => c.Total);

    /// <summary>Accuracy: ACC = (TP + TN) / (TP + FN + FP + TN).</summary>
    public static ThresholdFigure Accuracy { get; } = new(
        "accuracy", "accuracy", c => (c.TP + c.TN) / c.All, c => c.TruePositive + c.TrueNegative, c => c.Total);

    /// <summary>Balanced accuracy: (TPR + TNR) / 2.</summary>
    public static ThresholdFigure BalancedAccuracy { get; } = new(
        "balanced_accuracy", "balanced accuracy", c => 0.5 * ((c.TP / (c.TP + c.FN)) + (c.TN / (c.TN + c.FP))));

    /// <summary>The harmonic mean of precision and recall: F1 = 2 TP / (2 TP + FP + FN).</summary>
    public static ThresholdFigure F1 { get; } = new("f1", "F1 score", c => 2 * c.TP / ((2 * c.TP) + c.FP + c.FN));

    /// <summary>
    /// Matthews' correlation coefficient: MCC = (TP TN - FP FN) / sqrt((TP + FP) (TP + FN) (TN + FP) (TN + FN)) (Matthews, Biochim. Biophys. Acta 405
    /// (1975) 442).
    /// </summary>
    public static ThresholdFigure MatthewsCorrelation { get; } = new("mcc", "Matthews correlation", static c =>
        ((c.TP * c.TN) - (c.FP * c.FN))
            / (Propagated.Sqrt((c.TP + c.FP) * (c.TP + c.FN)) * Propagated.Sqrt((c.TN + c.FP) * (c.TN + c.FN))));

    /// <summary>All figures.</summary>
    public static IReadOnlyList<ThresholdFigure> All { get; } =
    [
        TruePositiveRate, TrueNegativeRate, PositivePredictiveValue, NegativePredictiveValue, FalseNegativeRate, FalsePositiveRate,
        FalseDiscoveryRate, FalseOmissionRate, PositiveLikelihoodRatio, NegativeLikelihoodRatio, PrevalenceThreshold, ThreatScore, Prevalence,
        Accuracy, BalancedAccuracy, F1, MatthewsCorrelation,
    ];

    /// <summary>The key of metrics files, such as <c>tpr</c>.</summary>
    public string Key { get; }

    /// <summary>The name for people, such as <c>true positive rate</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the figure is a fraction of events, which have binomial intervals.</summary>
    public bool IsFraction => fraction is not null;

    /// <summary>The Wilson interval of a figure that is a fraction; for another interval see <see cref="EfficiencyInterval"/>.</summary>
    /// <param name="counts">The four cells.</param>
    /// <param name="level">The confidence level, in (0, 1).</param>
    /// <exception cref="InvalidOperationException">The figure is no fraction of events.</exception>
    public Interval IntervalOf(BinaryConfusion counts, double level = Interval.OneSigma) => fraction is { } parts
        ? EfficiencyInterval.Wilson(parts.Selected(counts), parts.All(counts), level)
        : throw new InvalidOperationException($"the {Name} is no fraction of events and has no binomial interval; take its error, or a bootstrap");

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The figure with its derivatives by the cells.</summary>
    internal Propagated Of(BinaryConfusion counts) => formula(new Cells(
        new(counts.TruePositive.Sum, Vector256.Create(1.0, 0, 0, 0)),
        new(counts.FalseNegative.Sum, Vector256.Create(0.0, 1, 0, 0)),
        new(counts.FalsePositive.Sum, Vector256.Create(0.0, 0, 1, 0)),
        new(counts.TrueNegative.Sum, Vector256.Create(0.0, 0, 0, 1))));

    private readonly record struct Cells(Propagated TP, Propagated FN, Propagated FP, Propagated TN)
    {
        public Propagated All => TP + FN + FP + TN;
    }
}
