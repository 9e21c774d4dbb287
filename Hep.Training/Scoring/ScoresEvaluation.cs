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
    private const string Choosing = "the same events";

    /// <summary>Reads, computes, draws.</summary>
    /// <param name="request">The table and its columns.</param>
    /// <exception cref="FileNotFoundException">The table is not there.</exception>
    /// <exception cref="InvalidDataException">A column or a class is missing, a cell is not a finite number, or the folder is not empty.</exception>
    public static ScoresOutcome Evaluate(ScoresRequest request)
    {
        var options = ScoresTable.Options with { Threshold = request.Threshold, BackgroundUncertainty = request.BackgroundUncertainty };
        var samples = Read(request);
        var baseline = CurveBaseline.IndexOf(request.Baseline, [.. samples.Select(sample => sample.Name)], "columns of scores");
        using var folder = ScoresTable.Folder(request.File, request.Out);
        var scans = samples.Select(sample => new SignificanceScans(sample, options)).ToList();
        var choices = scans.Select(scan => ThresholdChoice.Of(options, scan, Choosing)).ToList();
        var metrics = new MetricsTree();
        for (var i = 0; i < samples.Count; i++)
            BinaryFigures.Measure(metrics, FigureFolder.NameOf(samples[i].Name), samples[i], scans[i].Ams, choices[i], options);
        var comparisons = Compare(metrics, samples);
        metrics.Save(folder.Metrics);
        string[] notes = [.. samples.Where(sample => !BinaryFigures.AreProbabilities(sample)).Select(NoProbabilities)];
        var figures = Draw(new FigureFolder(folder.Plots, options), options, baseline, scans, choices);
        Report(request, metrics, comparisons, notes, figures, choices).Save(folder.Report);
        folder.Keep();
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
                var path = $"{FigureFolder.NameOf(samples[i].Name)}.auc_minus.{FigureFolder.NameOf(samples[j].Name)}";
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
        if (scores.GroupBy(FigureFolder.NameOf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new InvalidDataException($"{request.File}: the columns {string.Join(", ", same.Select(name => $"'{name}'"))} would both be '{same.Key}' in the results; rename one");
        string[] weight = request.Weight is { } name ? [name] : [];
        var columns = CsvColumns.Read(request.File, [.. scores, .. weight], [request.Label]);
        var isSignal = IsSignal(request, columns.Texts(request.Label));
        var weights = request.Weight is { } column ? columns.Numbers(column) : [];
        return [.. scores.Select(score => new BinarySample(score, columns.Numbers(score), isSignal, weights))];
    }

    private static bool[] IsSignal(ScoresRequest request, string[] labels)
    {
        var counts = labels.CountBy(label => label, StringComparer.Ordinal).ToList();
        var signals = counts.Select(pair => pair.Key).Where(label => request.Signal is { } wanted ? Means(label, wanted) : Means(label, "1") || Means(label, "s")).ToHashSet(StringComparer.Ordinal);
        if (signals.Count == 0 || (request.Signal is null && counts.Count > 2))
        {
            var expected = request.Signal is { } wanted ? $"the signal's '{wanted}'" : "two labels, the signal's being 1 or s";
            throw new InvalidDataException($"{request.File}, column '{request.Label}': found the labels {ScoresTable.Found(counts)}, expected {expected}; say with --signal which one is signal");
        }

        return Array.ConvertAll(labels, signals.Contains);
    }

    // A number may be written in another way: 1, 1.0, 1e0.
    private static bool Means(string label, string wanted) =>
        label == wanted
        || (double.TryParse(label, CultureInfo.InvariantCulture, out var found) && double.TryParse(wanted, CultureInfo.InvariantCulture, out var number) && found == number);

    private static IReadOnlyList<ReportFigure> Draw(FigureFolder figures, EvaluationSection options, int baseline, List<SignificanceScans> scans, List<ThresholdChoice> choices)
    {
        BinarySample[] samples = [.. scans.Select(scan => scan.Sample)];
        string RatioTo(string what) => samples.Length == 1
            ? ""
            : $" Below, the ratios of {what} to {samples[baseline].Name}; since all score the same events, with the errors that do not cancel.";
        var ratios = new CurveFigureOptions { Baseline = baseline };
        figures.Add("roc", $"ROC curves: signal efficiency against background efficiency, weighted.{RatioTo("signal efficiencies at equal background efficiency")}", RocFigure.Create(ratios, samples));
        figures.Add("rejection", $"Background rejection against signal efficiency; the bands are the statistical uncertainties.{RatioTo("rejections at equal signal efficiency")}", RejectionFigure.Create(ratios, samples));
        figures.Add("precision_recall", "Precision against recall, with the weights as they are; dotted: a blind guess.", PrecisionRecallFigure.Create(samples));
        for (var i = 0; i < samples.Length; i++)
        {
            var (name, file, threshold) = (samples[i].Name, samples.Length == 1 ? "" : "-" + FigureFolder.NameOf(samples[i].Name), choices[i].Value);
            var chosen = FormattableString.Invariant($"the threshold {threshold:G4} was {choices[i].InWords("the largest AMS")}");
            figures.Add("scores" + file, $"Distribution of {name} with weighted errors.", ScoreFigure.Create(samples[i], null, new ScoreFigureOptions { Bins = options.ScoreBins }));
            figures.Add("ams" + file, $"Approximate median significance against the threshold on {name}, with the weights as they are; {chosen}.", AmsFigure.Create(scans[i].Ams, threshold));
            figures.Add(
                "significance" + file,
                FigureCaptions.OfSignificance(options, $"on {name}, with the weights as they are; {chosen}"),
                SignificanceFigure.Create(threshold, [.. SignificanceScans.Others.Select(other => (SignificanceScans.NameOf(other), scans[i].Of(other)))]));
            figures.Add(
                "confusion" + file,
                FormattableString.Invariant($"Confusion matrix of {name} at the threshold {threshold:G4}, normalised {FigureCaptions.Normalised(options.Figures.Confusion)}."),
                ConfusionFigure.Create(ConfusionMatrix.AtThreshold(samples[i], threshold), new ConfusionFigureOptions { Normalization = options.Figures.Confusion }));
        }

        return figures.Figures;
    }

    private static HtmlReport Report(
        ScoresRequest request, MetricsTree metrics, IReadOnlyList<ReportTable> comparisons, IReadOnlyList<string> notes, IReadOnlyList<ReportFigure> figures, List<ThresholdChoice> choices) =>
        ScoresTable.Report(
            request.File,
            metrics.Keys().Select(key => new ReportNumber($"AUC of {key}", metrics.Figure($"{key}.auc"))),
            notes,
            figures,
            new ReportSection("Figures of merit")
            {
                Text = $"Weighted, with statistical uncertainties. {ThresholdText(request.Threshold, choices[0])}",
                Tables = [MetricsTable.Of("By column of scores", metrics, metrics.Keys()), .. comparisons],
            },
            [("Label", request.Label), ("Signal", request.Signal ?? "1 or s"), ("Weight", request.Weight ?? "every event has weight 1")]);

    private static string ThresholdText(ThresholdOptions threshold, ThresholdChoice choice) => threshold switch
    {
        ThresholdOptions.Ams => Largest("AMS"),
        ThresholdOptions.Significance wanted => Largest(SignificanceScans.NameOf(wanted.Figure)),
        _ => $"The threshold was {choice.InWords()}.",
    };

    private static string Largest(string significance) =>
        $"The threshold is the one with the largest {significance} on these same events, of those that select at least "
        + FormattableString.Invariant($"{ScoresTable.Options.AmsBackgroundEntries} effective background entries where the sample has so many: the {significance} is biased upwards by this choice.");

    private static string NoProbabilities(BinarySample sample)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var score in sample.Scores)
            (low, high) = (Math.Min(low, score), Math.Max(high, score));
        return FormattableString.Invariant($"{sample.Name}: scores from {low:G4} to {high:G4} are no probabilities, so log loss and Brier score are left out");
    }
}
