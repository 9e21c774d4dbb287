using Hep.Evaluation;
using Hep.Evaluation.Calibration;

namespace Hep.Training.Runs;

/// <summary>
/// The figures of merit of scored events of several classes in the metrics tree: those of all classes together below one branch, those of a class against
/// the rest below a branch of its own.
/// </summary>
internal static class MultiClassFigures
{
    /// <summary>The branch of all classes.</summary>
    public const string All = "all_classes";

    private const int Replicas = 100;
    private static readonly (string Key, Averaging Value)[] Averages = [("macro", Averaging.Macro), ("weighted", Averaging.Weighted)];

    /// <summary>The branch of a class.</summary>
    public static string KeyOf(string name) => $"class.{FigureFolder.NameOf(name)}";

    /// <summary>Sets all figures. Those that need probabilities are left out where the scores are none.</summary>
    /// <param name="metrics">The tree.</param>
    /// <param name="sample">The events.</param>
    public static void Measure(MetricsTree metrics, MultiClassSample sample)
    {
        var matrix = sample.Confusion();
        metrics.Set($"{All}.accuracy", matrix.Accuracy);
        metrics.Set($"{All}.balanced_accuracy", matrix.Average(ThresholdFigure.TruePositiveRate, Averaging.Macro));
        if (sample.Classes.Count > 2)
            metrics.Set($"{All}.top_2_accuracy", sample.TopAccuracy(2));
        metrics.Set($"{All}.mcc", matrix.MatthewsCorrelation);
        foreach (var (name, averaging) in Averages)
        {
            metrics.Set($"{All}.auc.one_vs_rest.{name}", sample.Auc(MultiClassAuc.OneVsRest, averaging));
            metrics.Set($"{All}.auc.one_vs_one.{name}", sample.Auc(MultiClassAuc.OneVsOne, averaging));
            metrics.Set($"{All}.precision.{name}", matrix.Average(ThresholdFigure.PositivePredictiveValue, averaging));
            metrics.Set($"{All}.recall.{name}", matrix.Average(ThresholdFigure.TruePositiveRate, averaging));
            metrics.Set($"{All}.f1.{name}", matrix.Average(ThresholdFigure.F1, averaging));
        }

        var areProbabilities = ProbabilityScores.Objection(sample) is null;
        if (areProbabilities)
            Probabilities(metrics, sample);
        metrics.Set($"{All}.events", sample.Count);
        metrics.Set($"{All}.sum_of_weights", matrix.Total().Sum);
        for (var k = 0; k < sample.Classes.Count; k++)
            OneClass(metrics, sample, matrix, k, areProbabilities);
    }

    private static void Probabilities(MetricsTree metrics, MultiClassSample sample)
    {
        var (key, top, classes) = ($"{All}.calibration", Forecasts.OfTopLabel(sample), Forecasts.OfClasses(sample));
        metrics.Set($"{All}.log_loss", ProbabilityScores.LogLoss(sample));
        metrics.Set($"{All}.brier", ProbabilityScores.Brier(sample));
        metrics.Set($"{key}.ece_top_label", ReliabilityCurve.OfEqualWidth(top).ExpectedError);
        metrics.Set($"{key}.ece_top_label_floor", CalibrationFloor.OfExpectedError(top, new Random(1), replicas: Replicas));
        metrics.Set($"{key}.ece_classwise", ReliabilityCurve.ClasswiseError(classes));
        metrics.Set($"{key}.mce_top_label", ReliabilityCurve.OfEqualWidth(top).MaximumError);
    }

    private static void OneClass(MetricsTree metrics, MultiClassSample sample, ConfusionMatrix matrix, int k, bool areProbabilities)
    {
        var (key, one, counts) = (KeyOf(sample.Classes[k]), sample.OneVsRest(k), matrix.OneVsRest(k));
        metrics.Set($"{key}.auc", one.Roc.Auc, one.Roc.AucInterval());
        metrics.Set($"{key}.average_precision", one.PrecisionRecall.AveragePrecision);
        foreach (var figure in ThresholdFigure.All)
        {
            var path = $"{key}.{figure.Key}";
            if (figure.IsFraction)
                metrics.Set(path, counts[figure], figure.IntervalOf(counts));
            else
                metrics.Set(path, counts[figure]);
        }

        if (areProbabilities)
            metrics.Set($"{key}.ece", ReliabilityCurve.OfEqualWidth(Forecasts.OfSignal(one)).ExpectedError);
        for (var predicted = 0; predicted < sample.Classes.Count; predicted++)
        {
            var path = $"{key}.predicted.{FigureFolder.NameOf(sample.Classes[predicted])}";
            metrics.Set($"{path}.of_true_class", matrix.Fraction(k, predicted));
            metrics.Set($"{path}.of_predicted_class", matrix.Fraction(k, predicted, Normalization.Column));
            metrics.Set($"{path}.of_all", matrix.Fraction(k, predicted, Normalization.Total));
        }

        metrics.Set($"{key}.events", sample.Totals[k].Count);
        metrics.Set($"{key}.sum_of_weights", sample.Totals[k].Sum);
    }
}
