using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Runs;

namespace Hep.Training.Tracking;

/// <summary>The page of a run that labels hits.</summary>
internal static class HitLabelReport
{
    public static void Save(RunFolder run, RunFolder target, RunFacts facts, MetricsTree metrics, IReadOnlyList<ReportFigure> figures)
    {
        var numbers = new List<ReportNumber>
        {
            new("Accuracy", metrics.Figure("test.accuracy"), "hits that are no seed's own"),
            new("Track efficiency", metrics.Figure("test.efficiency")),
            new("Track purity", metrics.Figure("test.purity")),
        };
        if (facts.Export is { LatencyP50Us: { } p50 } export)
            numbers.Add(new("ONNX latency", FormattableString.Invariant($"{p50:F0} µs"), FormattableString.Invariant($"p99 {export.LatencyP99Us:F0} µs, one event, one thread")));
        new HtmlReport($"Run {facts.Id}")
        {
            Subtitle = FormattableString.Invariant($"{facts.Input} · {facts.Started:yyyy-MM-dd HH:mm} UTC · Hep {facts.Version}"),
            KeyNumbers = numbers,
            Warnings = facts.Warnings,
            Sections =
            [
                new ReportSection("Labels")
                {
                    Text = "Seeds are given: the first three hits of each particle on the inner layers. The accuracy is the share of all other hits whose label is the seed of their particle, or none for noise and for particles without seed. A lost hit has a seed and is said to have none. A track is a seed with the hits labelled so; it matches the particle that left at least 75% of its hits (evaluation.matching). Errors of labels are those between events, those of tracks binomial. Speed is that of one thread.",
                    Tables = [HitLabelEvaluator.Finders(metrics, facts.TracksPerSecond)],
                },
                new ReportSection("Figures") { Figures = figures },
                new ReportSection("The run") { Tables = [ReportTable.OfFacts("Where it came from", facts.InWords())] },
                new ReportSection("Run card") { Preformatted = File.ReadAllText(run.Card) },
            ],
        }.Save(target.Report);
    }
}
