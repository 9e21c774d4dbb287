using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Runs;

namespace Hep.Training.Flavour;

/// <summary>The page of a run of flavour tagging.</summary>
internal static class FlavourReport
{
    public static void Save(RunFolder run, RunFolder target, RunFacts facts, MetricsTree metrics, IReadOnlyList<ReportFigure> figures)
    {
        var numbers = new List<ReportNumber>
        {
            new("Light rejection, 70% b", metrics.Figure("test.light_rejection_at_70"), $"{metrics.Figure("test.light_over_ip3d_at_70")} times IP3D's"),
            new("c rejection, 70% b", metrics.Figure("test.c_rejection_at_70"), $"{metrics.Figure("test.c_over_ip3d_at_70")} times IP3D's"),
        };
        if (facts.Export is { } export)
        {
            numbers.Add(new("ONNX − float64", FormattableString.Invariant($"{export.OnnxDifference:0.0E+0}"), "largest difference of a probability"));
            numbers.Add(new("ONNX Runtime", FormattableString.Invariant($"{export.EventsPerSecond:N0} jets/s"), FormattableString.Invariant($"batch 256, one thread; one jet {export.LatencyP50Us:F1} µs, p99 {export.LatencyP99Us:F1} µs")));
        }

        var inputs = FlavourInputFigures.Load(run);
        new HtmlReport($"Run {facts.Id}")
        {
            Subtitle = FormattableString.Invariant($"{facts.Input} · {facts.Started:yyyy-MM-dd HH:mm} UTC · Hep {facts.Version}"),
            KeyNumbers = numbers,
            Warnings = facts.Warnings,
            Sections =
            [
                new ReportSection("Working points") { Text = "1 / efficiency of each flavour where the tagger keeps a share of the b jets, and its ratio to that of IP3D. Errors of the ratios know that the jets are the same.", Tables = [FlavourEvaluator.WorkingPoints(metrics)] },
                new ReportSection("Figures") { Figures = figures },
                .. inputs.Count == 0 ? Array.Empty<ReportSection>() : [new ReportSection("Inputs") { Figures = inputs }],
                new ReportSection("The run") { Tables = [ReportTable.OfFacts("Where it came from", facts.InWords())] },
                new ReportSection("Run card") { Preformatted = File.ReadAllText(run.Card) },
            ],
        }.Save(target.Report);
    }
}
