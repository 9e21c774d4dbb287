using Hep.Evaluation;
using Hep.Evaluation.Report;

namespace Hep.Training.Runs;

/// <summary>The figures of merit of several classes as tables for people.</summary>
public static class MultiClassTables
{
    private static readonly (string Key, string Name)[] Figures =
    [
        ("accuracy", "Accuracy"),
        ("balanced_accuracy", "Balanced accuracy"),
        ("top_2_accuracy", "True class among the two of largest score"),
        ("mcc", "Matthews correlation"),
        ("auc.one_vs_rest.macro", "AUC, one against the rest, mean"),
        ("auc.one_vs_rest.weighted", "AUC, one against the rest, weighted mean"),
        ("auc.one_vs_one.macro", "AUC, one against one, mean"),
        ("auc.one_vs_one.weighted", "AUC, one against one, weighted mean"),
        ("precision.macro", "Precision, mean"),
        ("precision.weighted", "Precision, weighted mean"),
        ("recall.weighted", "Recall, weighted mean"),
        ("f1.macro", "F1 score, mean"),
        ("f1.weighted", "F1 score, weighted mean"),
        ("log_loss", "Log loss"),
        ("brier", "Brier score"),
        ("calibration.ece_top_label", "ECE, most probable class"),
        ("calibration.ece_top_label_floor", "ECE of a calibrated model of this size"),
        ("calibration.ece_classwise", "ECE, mean of the classes"),
    ];

    private static readonly (string Key, string Name)[] ClassFigures =
    [
        ("auc", "AUC"), ("average_precision", "Average precision"), ("ppv", "Precision"), ("tpr", "Recall"), ("f1", "F1 score"), ("ece", "ECE"),
    ];

    /// <summary>The figures of all classes together.</summary>
    /// <param name="metrics">The figures of merit.</param>
    public static ReportTable OfAll(MetricsTree metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return new(
            "All classes",
            ["Figure", "Value"],
            [
                .. Figures.Where(figure => metrics.Contains($"{MultiClassFigures.All}.{figure.Key}")).Select(figure => (IReadOnlyList<string>)[figure.Name, Cell(metrics, $"{MultiClassFigures.All}.{figure.Key}")]),
                ["Events", FormattableString.Invariant($"{metrics.Number($"{MultiClassFigures.All}.events"):N0}")],
            ]);
    }

    /// <summary>The figures of each class against the rest, a row a class.</summary>
    /// <param name="metrics">The figures of merit.</param>
    /// <param name="classes">The names of the classes.</param>
    public static ReportTable OfClasses(MetricsTree metrics, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(classes);
        var figures = ClassFigures.Where(figure => metrics.Contains($"{MultiClassFigures.KeyOf(classes[0])}.{figure.Key}")).ToList();
        return new(
            "Each class against all others",
            ["Class", .. figures.Select(figure => figure.Name), "Events", "Sum of weights"],
            [
                .. classes.Select(name => (IReadOnlyList<string>)
                [
                    name,
                    .. figures.Select(figure => Cell(metrics, $"{MultiClassFigures.KeyOf(name)}.{figure.Key}")),
                    FormattableString.Invariant($"{metrics.Number($"{MultiClassFigures.KeyOf(name)}.events"):N0}"),
                    FormattableString.Invariant($"{metrics.Number($"{MultiClassFigures.KeyOf(name)}.sum_of_weights"):#,0.##}"),
                ]),
            ]);
    }

    /// <summary>The confusion matrix: a row a true class, its cells as fractions of the row.</summary>
    /// <param name="sample">The events.</param>
    public static ReportTable OfConfusion(MultiClassSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var matrix = sample.Confusion();
        return new(
            "Confusion matrix: the fraction of each true class (row) that is predicted to be of a class (column)",
            ["True class", .. sample.Classes],
            [.. sample.Classes.Select((name, truth) => (IReadOnlyList<string>)[name, .. sample.Classes.Select((_, predicted) => matrix.Fraction(truth, predicted).ToString())])]);
    }

    // A mean of figures without errors of their own has none.
    private static string Cell(MetricsTree metrics, string path)
    {
        var figure = metrics.Figure(path);
        return double.IsNaN(figure.Error) ? FormattableString.Invariant($"{figure.Value:G4}") : figure.ToString();
    }
}
