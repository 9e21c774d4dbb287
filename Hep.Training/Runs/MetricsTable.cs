using Hep.Evaluation;
using Hep.Evaluation.Report;

namespace Hep.Training.Runs;

/// <summary>The figures of merit as a table for people: a row a figure, a column a split or a classifier.</summary>
public static class MetricsTable
{
    private const string Rejection = "rejection_at_";
    private static readonly (string Key, string Name)[] Figures =
    [
        ("auc", "AUC"),
        ("partial_auc", "Partial AUC, background efficiency below 10%"),
        ("average_precision", "Average precision"),
        ("ams", "AMS at the threshold"),
        ("asimov", "Asimov significance at the threshold"),
        ("signal_efficiency", "Signal efficiency at the threshold"),
        ("background_efficiency", "Background efficiency at the threshold"),
        ("accuracy", "Accuracy at the threshold"),
        ("at_threshold.ppv", "Purity at the threshold"),
        ("at_threshold.f1", "F1 score at the threshold"),
        ("at_threshold.mcc", "Matthews correlation at the threshold"),
        ("log_loss", "Log loss"),
        ("brier", "Brier score"),
    ];

    /// <summary>The table of some branches of a tree; a figure that a branch does not have is a dash.</summary>
    /// <param name="caption">What it is.</param>
    /// <param name="metrics">The figures of merit.</param>
    /// <param name="columns">The branches: splits, or columns of scores; at least one.</param>
    public static ReportTable Of(string caption, MetricsTree metrics, IReadOnlyList<string> columns)
    {
        var rejections = metrics.Keys(columns[0]).Where(key => key.StartsWith(Rejection, StringComparison.Ordinal))
            .Select(key => (Key: key, Name: $"Rejection at {key[Rejection.Length..]}% signal efficiency"));
        var rows = Figures.Concat(rejections)
            .Where(figure => columns.Any(column => metrics.Contains($"{column}.{figure.Key}")))
            .Select(figure => Row(figure.Name, column => Cell(metrics, $"{column}.{figure.Key}")))
            .Append(Row("Threshold", column => FormattableString.Invariant($"{metrics.Number($"{column}.threshold"):G4}")))
            .Append(Row("Events", column => FormattableString.Invariant($"{metrics.Number($"{column}.events"):N0}")));
        return new ReportTable(caption, ["Figure", .. columns], [.. rows]);

        IReadOnlyList<string> Row(string name, Func<string, string> cell) => [name, .. columns.Select(cell)];
    }

    /// <summary>A figure as text; a dash where there is none.</summary>
    internal static string Cell(MetricsTree metrics, string path)
    {
        if (!metrics.Contains(path))
            return "–";
        var figure = metrics.Figure(path);

        // A rejection of all background: the file has no infinity, but what is known of it, the lower end.
        return !double.IsFinite(figure.Value) && metrics.Contains($"{path}.low") && metrics.Number($"{path}.low") is var low && double.IsFinite(low)
            ? new Interval(double.PositiveInfinity, low, double.PositiveInfinity, Interval.OneSigma).ToString()
            : figure.ToString();
    }
}
