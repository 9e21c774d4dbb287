using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Runs;

namespace Hep.Training.Anomaly;

/// <summary>The page of a search for anomalies.</summary>
internal static class AnomalyReport
{
    public static void Save(RunFolder run, RunFolder target, RunFacts facts, MetricsTree metrics, IReadOnlyList<ReportFigure> figures)
    {
        var numbers = new List<ReportNumber>
        {
            new("Test AUC", metrics.Figure("test.auc"), AnomalyEvaluator.InWords(metrics.Keys("test.detectors")[0])),
            new("Maximum SIC", metrics.Figure("test.max_sic"), "biased upwards, as every maximum"),
            new("Background let through", metrics.Figure("test.background_rate"), FormattableString.Invariant($"wanted {metrics.Number("test.wanted_rate"):G3}; signal let through {metrics.Figure("test.signal_efficiency")}")),
        };
        if (facts.Export is { } export)
        {
            numbers.Add(new("ONNX − float64", FormattableString.Invariant($"{export.OnnxDifference:0.0E+0}"), "largest difference of a score, in units of the larger of it and 1"));
            numbers.Add(new("ONNX Runtime", FormattableString.Invariant($"{export.LatencyP50Us:F1} µs"), FormattableString.Invariant($"one event, p99 {export.LatencyP99Us:F1} µs; score, decision and costs from raw features")));
        }

        new HtmlReport($"Run {facts.Id}")
        {
            Subtitle = FormattableString.Invariant($"{facts.Input} · {facts.Started:yyyy-MM-dd HH:mm} UTC · Hep {facts.Version}"),
            KeyNumbers = numbers,
            Warnings = facts.Warnings,
            Sections =
            [
                new ReportSection("Detectors") { Text = "On the same test events. The penalised mixture has seen the training split with its signal, without labels; the others have seen what the card leaves of it.", Tables = [AnomalyEvaluator.Detectors(metrics)] },
                new ReportSection("Figures") { Figures = figures },
                new ReportSection("Why events are odd") { Tables = [AnomalyEvaluator.Inputs(metrics)] },
                new ReportSection("The run") { Tables = [ReportTable.OfFacts("Where it came from", facts.InWords())] },
                new ReportSection("Run card") { Preformatted = File.ReadAllText(run.Card) },
            ],
        }.Save(target.Report);
    }
}
