using System.Globalization;
using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Scoring;

/// <summary>Evaluates the scores of any program: figures of merit a column, and all columns in common figures.</summary>
public static class ScoresEvaluation
{
    private const string ChosenOn = "the same events";

    // No study, no card: the defaults of one, and nothing written onto the figures.
    private static readonly EvaluationSection Options = new() { Label = null };

    /// <summary>Reads, computes, draws.</summary>
    /// <param name="request">The table and its columns.</param>
    /// <exception cref="FileNotFoundException">The table is not there.</exception>
    /// <exception cref="InvalidDataException">A column or a class is missing, a cell is not a finite number, or the folder is not empty.</exception>
    public static ScoresOutcome Evaluate(ScoresRequest request)
    {
        var samples = Read(request);
        using var folder = RunFolder.Create(request.Out ?? RunFolder.NextFor(NameOf(request.File)));
        var scans = samples.Select(sample => new AmsScan(sample, new AmsOptions { Regularisation = Options.AmsRegularization, LeastBackgroundEntries = Options.AmsBackgroundEntries })).ToList();
        var metrics = new MetricsTree();
        for (var i = 0; i < samples.Count; i++)
            BinaryFigures.Measure(metrics, KeyOf(samples[i].Name), samples[i], scans[i], (scans[i].BestThreshold, ChosenOn), Options);
        var comparisons = Compare(metrics, samples);
        metrics.Save(folder.Metrics);
        string[] notes = [.. samples.Where(sample => !BinaryFigures.AreProbabilities(sample)).Select(NoProbabilities)];
        Report(request, metrics, comparisons, notes, Draw(folder.Plots, samples, scans)).Save(folder.Report);
        return new ScoresOutcome(folder, metrics, notes);
    }

    /// <summary>The differences of the areas of all pairs of classifiers, which scored the same events.</summary>
    private static IReadOnlyList<ReportTable> Compare(MetricsTree metrics, IReadOnlyList<BinarySample> samples)
    {
        var rows = new List<IReadOnlyList<string>>();
        for (var i = 0; i < samples.Count; i++)
        {
            for (var j = i + 1; j < samples.Count; j++)
            {
                var comparison = AucComparison.Of(samples[i], samples[j]);
                var path = $"{KeyOf(samples[i].Name)}.auc_minus.{KeyOf(samples[j].Name)}";
                metrics.Set(path, comparison.Difference);
                metrics.Set($"{path}.correlation", comparison.Correlation);
                metrics.Set($"{path}.p_value", comparison.PValue);
                rows.Add(
                [
                    $"{samples[i].Name} − {samples[j].Name}",
                    comparison.Difference.ToString(),
                    FormattableString.Invariant($"{comparison.Deviations:F1}"),
                    FormattableString.Invariant($"{comparison.PValue:G2}"),
                    FormattableString.Invariant($"{comparison.Correlation:F2}"),
                ]);
            }
        }

        return rows.Count == 0 ? [] : [new ReportTable("Differences of the AUC on the same events", ["Pair", "Difference", "In sigma", "p-value", "Correlation"], rows)];
    }

    private static IReadOnlyList<BinarySample> Read(ScoresRequest request)
    {
        string[] scores = [.. request.Scores.Distinct(StringComparer.Ordinal)];
        if (scores.GroupBy(KeyOf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new InvalidDataException($"{request.File}: the columns {string.Join(", ", same.Select(name => $"'{name}'"))} would both be '{same.Key}' in the results; rename one");
        string[] weight = request.Weight is { } name ? [name] : [];
        var columns = CsvColumns.Read(request.File, [.. scores, .. weight], [request.Label]);
        var isSignal = IsSignal(request, columns.Texts(request.Label));
        var weights = request.Weight is { } column ? columns.Numbers(column) : [];
        return [.. scores.Select(score => new BinarySample(score, columns.Numbers(score), isSignal, weights))];
    }

    private static bool[] IsSignal(ScoresRequest request, string[] labels)
    {
        var counts = labels.CountBy(label => label, StringComparer.Ordinal).OrderByDescending(pair => pair.Value).ToList();
        var signals = counts.Select(pair => pair.Key).Where(label => request.Signal is { } wanted ? Means(label, wanted) : Means(label, "1") || Means(label, "s")).ToHashSet(StringComparer.Ordinal);
        if (signals.Count == 0 || (request.Signal is null && counts.Count > 2))
        {
            var found = string.Join(", ", counts.Take(10).Select(pair => FormattableString.Invariant($"'{pair.Key}' ({pair.Value})"))) + (counts.Count > 10 ? ", ..." : "");
            var expected = request.Signal is { } wanted ? $"the signal's '{wanted}'" : "two labels, the signal's being 1 or s";
            throw new InvalidDataException($"{request.File}, column '{request.Label}': found the labels {found}, expected {expected}; say with --signal which one is signal");
        }

        return Array.ConvertAll(labels, signals.Contains);
    }

    // A number may be written in another way: 1, 1.0, 1e0.
    private static bool Means(string label, string wanted) =>
        label == wanted
        || (double.TryParse(label, CultureInfo.InvariantCulture, out var found) && double.TryParse(wanted, CultureInfo.InvariantCulture, out var number) && found == number);

    private static IReadOnlyList<ReportFigure> Draw(string folder, IReadOnlyList<BinarySample> samples, List<AmsScan> scans)
    {
        var figures = new FigureFolder(folder, Options);
        figures.Add("roc", $"ROC curves: signal efficiency against background efficiency, weighted.{RatioTo(samples, "signal efficiencies at equal background efficiency")}", RocFigure.Create(samples));
        figures.Add("rejection", $"Background rejection against signal efficiency; the bands are the statistical uncertainties.{RatioTo(samples, "rejections at equal signal efficiency")}", RejectionFigure.Create(samples));
        figures.Add("precision_recall", "Precision against recall, with the weights as they are; dotted: a blind guess.", PrecisionRecallFigure.Create(samples));
        for (var i = 0; i < samples.Count; i++)
        {
            var (name, file) = (samples[i].Name, samples.Count == 1 ? "" : "-" + KeyOf(samples[i].Name));
            figures.Add("scores" + file, $"Distribution of {name} with weighted errors.", ScoreFigure.Create(samples[i], null, new ScoreFigureOptions { Bins = Options.ScoreBins }));
            figures.Add("ams" + file, $"Approximate median significance against the threshold on {name}, with the weights as they are.", AmsFigure.Create(scans[i]));
        }

        return figures.Figures;
    }

    private static string RatioTo(IReadOnlyList<BinarySample> samples, string what) => samples.Count == 1
        ? ""
        : $" Below, the ratios of {what} to {samples[0].Name}; since all score the same events, with the errors that do not cancel.";

    private static HtmlReport Report(
        ScoresRequest request, MetricsTree metrics, IReadOnlyList<ReportTable> comparisons, IReadOnlyList<string> notes, IReadOnlyList<ReportFigure> figures) =>
        new($"Scores of {Path.GetFileName(request.File)}")
        {
            Subtitle = FormattableString.Invariant($"{request.File} · Hep {Provenance.Version}"),
            KeyNumbers = [.. metrics.Keys().Select(key => new ReportNumber($"AUC of {key}", metrics.Figure($"{key}.auc")))],
            Warnings = notes,
            Sections =
            [
                new ReportSection("Figures") { Figures = figures },
                new ReportSection("Figures of merit")
                {
                    Text = "Weighted, with statistical uncertainties. The threshold is the one with the largest AMS on these same events, of those that select at least "
                        + FormattableString.Invariant($"{Options.AmsBackgroundEntries} effective background entries where the sample has so many: the AMS is biased upwards by this choice."),
                    Tables = [MetricsTable.Of("By column of scores", metrics, metrics.Keys()), .. comparisons],
                },
                new ReportSection("The input")
                {
                    Tables =
                    [
                        ReportTable.OfFacts("Where it came from",
                        [
                            ("File", Path.GetFullPath(request.File)),
                            ("SHA-256", InputFingerprint.Sha256(request.File)),
                            ("Label", request.Label),
                            ("Signal", request.Signal ?? "1 or s"),
                            ("Weight", request.Weight ?? "every event has weight 1"),
                        ]),
                    ],
                },
            ],
        };

    private static string NoProbabilities(BinarySample sample)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var score in sample.Scores)
            (low, high) = (Math.Min(low, score), Math.Max(high, score));
        return FormattableString.Invariant($"{sample.Name}: scores from {low:G4} to {high:G4} are no probabilities, so log loss and Brier score are left out");
    }

    private static string KeyOf(string column) => FigureFolder.NameOf(column);

    private static string NameOf(string file) => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
}
