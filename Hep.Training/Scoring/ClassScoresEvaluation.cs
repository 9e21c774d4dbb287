using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Runs;

namespace Hep.Training.Scoring;

/// <summary>Evaluates the scores of several classes: figures of merit of all classes together and of each against the rest.</summary>
public static class ClassScoresEvaluation
{
    /// <summary>Reads, computes, draws.</summary>
    /// <param name="request">The table and its columns.</param>
    /// <exception cref="FileNotFoundException">The table is not there.</exception>
    /// <exception cref="InvalidDataException">A column or a class is missing, a label is of no class, a cell is not a finite number, or the folder is not empty.</exception>
    public static ScoresOutcome Evaluate(ClassScoresRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sample = Read(request);
        var metrics = new MetricsTree();
        MultiClassFigures.Measure(metrics, sample);
        string[] notes = ProbabilityScores.Objection(sample) is { } objection ? [$"{objection}; log loss, Brier score and calibration are left out"] : [];
        using var folder = ScoresTable.Folder(request.File, request.Out);
        metrics.Save(folder.Metrics);
        var figures = Draw(folder.Plots, sample, areProbabilities: notes.Length == 0);
        ScoresTable.Report(
            request.File,
            [new("Accuracy", metrics.Figure($"{MultiClassFigures.All}.accuracy")), new("AUC, one against the rest", metrics.Figure($"{MultiClassFigures.All}.auc.one_vs_rest.macro"), "mean of the classes")],
            notes,
            figures,
            new ReportSection("Figures of merit")
            {
                Text = "Weighted, with statistical uncertainties. An event is predicted to be of the class with the largest score. The figures of a class are those of this class against all others.",
                Tables = [MultiClassTables.OfAll(metrics), MultiClassTables.OfClasses(metrics, sample.Classes), MultiClassTables.OfConfusion(sample)],
            },
            [
                ("Label", request.Label),
                ("Classes", string.Join(", ", request.Classes.Select(one => $"{one.Label} ({one.Column})"))),
                ("Weight", request.Weight ?? "every event has weight 1"),
            ]).Save(folder.Report);
        folder.Keep();
        return new ScoresOutcome(folder, metrics, notes);
    }

    private static MultiClassSample Read(ClassScoresRequest request)
    {
        string[] names = [.. request.Classes.Select(one => one.Label)], scores = [.. request.Classes.Select(one => one.Column)];
        if (names.Length < 2)
            throw new InvalidDataException(FormattableString.Invariant($"found {names.Length} class, expected two or more, each as LABEL=COLUMN"));
        RefuseTwice("class", names);
        RefuseTwice("column", scores);
        if (names.GroupBy(FigureFolder.NameOf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new InvalidDataException($"the classes {string.Join(", ", same.Select(name => $"'{name}'"))} would both be '{same.Key}' in the results; rename one in {request.File}");
        string[] weight = request.Weight is { } name ? [name] : [];
        var columns = CsvColumns.Read(request.File, [.. scores, .. weight], [request.Label]);
        var labels = Labels(request, names, columns.Texts(request.Label));
        var rows = new double[columns.Count * scores.Length];
        for (var k = 0; k < scores.Length; k++)
        {
            var column = columns.Numbers(scores[k]);
            for (var i = 0; i < column.Length; i++)
                rows[(i * scores.Length) + k] = column[i];
        }

        return new MultiClassSample(Path.GetFileName(request.File), names, rows, labels, request.Weight is { } weights ? columns.Numbers(weights) : []);
    }

    private static void RefuseTwice(string what, string[] names)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"found the {what} '{twice.Key}' twice, expected each of them once");
    }

    private static int[] Labels(ClassScoresRequest request, string[] names, string[] texts)
    {
        var ranks = names.Select((name, rank) => (name, rank)).ToDictionary(pair => pair.name, pair => pair.rank, StringComparer.Ordinal);
        var counts = texts.CountBy(label => label, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        if (counts.Keys.Any(label => !ranks.ContainsKey(label)) || names.Any(name => !counts.ContainsKey(name)))
        {
            throw new InvalidDataException(
                $"{request.File}, column '{request.Label}': found the labels {ScoresTable.Found(counts)}, expected events of the classes {string.Join(", ", names.Select(name => $"'{name}'"))}, and of no other");
        }

        return Array.ConvertAll(texts, label => ranks[label]);
    }

    private static IReadOnlyList<ReportFigure> Draw(string folder, MultiClassSample sample, bool areProbabilities)
    {
        var options = ScoresTable.Options;
        var figures = new FigureFolder(folder, options);
        BinarySample[] classes = [.. Enumerable.Range(0, sample.Classes.Count).Select(sample.OneVsRest)];
        figures.Add("roc", "ROC curves of each class against all others: their efficiencies at the same cut on the score of the class, weighted.", RocFigure.Create(new CurveFigureOptions { Baseline = null }, classes));
        figures.Add("precision_recall", "Precision against recall of each class against all others, at the same cut on the score of the class, with the weights as they are; dotted: blind guesses, the share of each class.", PrecisionRecallFigure.Create(classes));
        var matrix = sample.Confusion();
        foreach (var (file, normalization) in new[] { ("confusion", Normalization.Row), ("confusion_column", Normalization.Column), ("confusion_total", Normalization.Total) })
            figures.Add(file, $"Confusion matrix of the class with the largest score, normalised {FigureCaptions.Normalised(normalization)}.", ConfusionFigure.Create(matrix, new ConfusionFigureOptions { Normalization = normalization }));
        if (areProbabilities)
        {
            figures.Add("reliability", "Reliability of the most probable class: how often it is the true one against its probability, weighted; below, the events in each bin.", ReliabilityFigure.Create([("Most probable class", ReliabilityCurve.OfEqualWidth(Forecasts.OfTopLabel(sample)))]));
            figures.Add("reliability_classes", "Reliability of the probability of each class, weighted; below, the events in each bin.", ReliabilityFigure.Create([.. Forecasts.OfClasses(sample).Select(forecasts => (forecasts.Name, ReliabilityCurve.OfEqualWidth(forecasts)))]));
        }

        foreach (var one in classes)
            figures.Add($"scores-{FigureFolder.NameOf(one.Name)}", $"Distribution of the score of {one.Name}, for {one.Name} (signal) and all others (background), with weighted errors.", ScoreFigure.Create(one, null, new ScoreFigureOptions { Bins = options.ScoreBins }));
        return figures.Figures;
    }
}
