using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Calibration;
using Hep.Evaluation.Conformal;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;

namespace Hep.Training.Runs;

/// <summary>
/// How far a run's probabilities can be taken at their word, before and after its calibration, from the written predictions: measures of
/// calibration, with the weights of the loss, and the coverage of conformal sets.
/// </summary>
internal sealed class CalibrationEvaluation
{
    /// <summary>The column of the predictions that holds the network's logits, before the calibration.</summary>
    public const string LogitColumn = "logit";

    private const string Test = "test";
    private const string Validation = "validation";
    private const int Replicas = 100;
    private static readonly double[] Confidences = [0.68, 0.9, 0.95, 0.99];
    private static readonly (string Key, string Name)[] Figures =
    [
        ("log_loss", "Log loss"),
        ("brier", "Brier score"),
        ("ece", "ECE, signal"),
        ("ece_floor", "ECE of a calibrated model of this size"),
        ("ece_top_label", "ECE, more probable class"),
        ("ece_adaptive", "ECE, signal, bins of equal counts"),
        ("ece_classwise", "ECE, mean of the classes"),
        ("mce", "Largest gap of a bin"),
        ("debiased_square", "Mean squared gap, debiased"),
    ];

    private readonly CalibrationFacts facts;
    private readonly int seed;
    private readonly IReadOnlyList<Stages> splits;

    /// <summary>Takes what is evaluated.</summary>
    /// <param name="predictions">With the column of logits.</param>
    /// <param name="facts">What was fitted.</param>
    /// <param name="seed">Of the resampling.</param>
    public CalibrationEvaluation(Predictions predictions, CalibrationFacts facts, int seed)
    {
        this.facts = facts;
        this.seed = seed;
        splits = [.. new[] { Validation, Test }.Select(split => Read(predictions, split)).OfType<Stages>()];
    }

    /// <summary>The same events with the network's logits among the columns that are kept.</summary>
    /// <param name="events">One split.</param>
    /// <param name="logits">Single-precision numbers, [N].</param>
    public static EventTable WithLogits(EventTable events, double[] logits) =>
        events.With(extras: [.. events.Extras, new NumberColumn(LogitColumn, Array.ConvertAll(logits, logit => ShortestDecimal.Of((float)logit)))]);

    /// <summary>Sets the figures below <c>SPLIT.calibration</c> and <c>test.conformal</c>.</summary>
    /// <param name="metrics">The tree.</param>
    public void Measure(MetricsTree metrics)
    {
        foreach (var split in splits)
        {
            var key = $"{split.Name}.calibration";
            metrics.Set($"{key}.method", facts.Method);
            foreach (var (name, value) in facts.Parameters)
                metrics.Set($"{key}.{name}", value);
            metrics.Set($"{key}.prior", facts.Prior);
            Measure(metrics, $"{key}.before", split.Before);
            Measure(metrics, $"{key}.after", split.After);
        }

        if (Of(Validation) is not { } validation || Of(Test) is not { } test)
            return;
        foreach (var confidence in Confidences)
        {
            var sets = ConformalSets.Calibrate(Validation, Rows(validation.After), Labels(validation.After), confidence, byClass: true);
            var coverage = sets.Measure(Test, Rows(test.After), Labels(test.After));
            var key = ConformalKey(confidence);
            metrics.Set($"{key}.coverage", coverage.Overall);
            metrics.Set($"{key}.coverage_background", coverage.OfClass(0));
            metrics.Set($"{key}.coverage_signal", coverage.OfClass(1));
            metrics.Set($"{key}.mean_size", coverage.MeanSize);
            metrics.Set($"{key}.single", coverage.ShareOfSize(1));
        }
    }

    /// <summary>Draws the reliability diagram of the test split.</summary>
    /// <param name="figures">The run's figures.</param>
    public void Draw(FigureFolder figures)
    {
        if (Of(Test) is not { } test)
            return;
        var after = ("Calibrated", ReliabilityCurve.OfEqualWidth(Forecasts.OfSignal(test.After)));
        (string, ReliabilityCurve)[] curves = facts.Method == "none" ? [("Network", after.Item2)] : [("Network", ReliabilityCurve.OfEqualWidth(Forecasts.OfSignal(test.Before))), after];
        figures.Add(
            "reliability",
            $"Reliability on the test split: the frequency of signal against its predicted probability, {facts.Prior}; below, the events in each bin.",
            ReliabilityFigure.Create(curves));
    }

    /// <summary>The section of the report.</summary>
    /// <param name="metrics">The tree, after <see cref="Measure(MetricsTree)"/>.</param>
    public ReportSection Section(MetricsTree metrics)
    {
        var tables = new List<ReportTable>
        {
            new(
                $"On the {Test} split, before and after",
                ["Figure", "Network", "Calibrated"],
                [.. Figures.Select(figure => (IReadOnlyList<string>)[figure.Name, .. new[] { "before", "after" }.Select(stage => Cell(metrics, $"{Test}.calibration.{stage}.{figure.Key}"))])]),
        };
        if (metrics.Contains($"{Test}.conformal"))
        {
            tables.Add(new(
                "Conformal sets by class: how often they hold the true class on the test split, every event counting one",
                ["Asked for", "All events", "Background", "Signal", "Classes in a set", "Sets of one class"],
                [.. Confidences.Select(confidence => ConformalRow(metrics, confidence))]));
        }

        return new ReportSection("Calibration")
        {
            Text = $"Fitted on the validation split: {facts.InWords()}. Probabilities and their calibration hold for {facts.Prior}; the figures of this table, unlike the others, carry those weights. "
                + "Conformal sets are calibrated on the validation split, too, which chose the best epoch: their guarantee holds but for that choice.",
            Tables = tables,
        };
    }

    private static string ConformalKey(double confidence) => FormattableString.Invariant($"{Test}.conformal.{confidence * 100:0.##}");

    private static IReadOnlyList<string> ConformalRow(MetricsTree metrics, double confidence)
    {
        var key = ConformalKey(confidence);
        return
        [
            FormattableString.Invariant($"{confidence * 100:0.##}%"),
            .. new[] { "coverage", "coverage_background", "coverage_signal" }.Select(figure => metrics.Figure($"{key}.{figure}").ToString()),
            FormattableString.Invariant($"{metrics.Number($"{key}.mean_size"):F3}"),
            FormattableString.Invariant($"{metrics.Number($"{key}.single") * 100:F1}%"),
        ];
    }

    private static string Cell(MetricsTree metrics, string path)
    {
        var figure = metrics.Figure(path);
        return double.IsNaN(figure.Error) ? FormattableString.Invariant($"{figure.Value:G4}") : figure.ToString();
    }

    private static double[] Rows(BinarySample sample)
    {
        var rows = new double[2 * sample.Count];
        for (var i = 0; i < sample.Count; i++)
            (rows[2 * i], rows[(2 * i) + 1]) = (1 - sample.Scores[i], sample.Scores[i]);
        return rows;
    }

    private static int[] Labels(BinarySample sample) => Array.ConvertAll(sample.IsSignal.ToArray(), isSignal => isSignal ? 1 : 0);

    private void Measure(MetricsTree metrics, string key, BinarySample sample)
    {
        var signal = Forecasts.OfSignal(sample);
        var curve = ReliabilityCurve.OfEqualWidth(signal);
        metrics.Set($"{key}.log_loss", ProbabilityScores.LogLoss(sample));
        metrics.Set($"{key}.brier", ProbabilityScores.Brier(sample));
        metrics.Set($"{key}.ece", curve.ExpectedError);
        metrics.Set($"{key}.ece_floor", CalibrationFloor.OfExpectedError(signal, new Random(seed), replicas: Replicas));
        metrics.Set($"{key}.ece_top_label", ReliabilityCurve.OfEqualWidth(Forecasts.OfTopLabel(sample)).ExpectedError);
        metrics.Set($"{key}.ece_adaptive", ReliabilityCurve.OfEqualCounts(signal).ExpectedError);
        metrics.Set($"{key}.ece_classwise", ReliabilityCurve.ClasswiseError(Forecasts.OfClasses(new MultiClassSample(sample.Name, ["background", "signal"], Rows(sample), Labels(sample), sample.Weights))));
        metrics.Set($"{key}.mce", curve.MaximumError);
        metrics.Set($"{key}.debiased_square", curve.DebiasedSquare);
    }

    private Stages? Of(string split) => splits.FirstOrDefault(stages => stages.Name == split);

    private Stages? Read(Predictions predictions, string split)
    {
        if (predictions.Sample(split, split) is not { } sample)
            return null;
        var weights = new double[sample.Count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = sample.Weights[i] * (sample.IsSignal[i] ? facts.SignalFactor : facts.BackgroundFactor);
        var after = sample.WithWeights(weights);
        if (facts.Method == "none")
            return new Stages(split, after, after);
        var logits = new BinarySample(split, predictions.Numbers(split, LogitColumn), sample.IsSignal, weights);
        return new Stages(split, new TemperatureScaling(1).Probabilities(logits), after);
    }

    /// <summary>The events of a split with their probabilities before and after the calibration.</summary>
    private sealed record Stages(string Name, BinarySample Before, BinarySample After);
}
