using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Runs;

namespace Hep.Training.Tracking;

/// <summary>The page of a tracking run.</summary>
internal static class TrackingReport
{
    public static void Save(RunFolder run, RunFolder target, RunFacts facts, MetricsTree metrics, IReadOnlyList<ReportFigure> figures)
    {
        var numbers = new List<ReportNumber>
        {
            new("Efficiency", metrics.Figure("test.efficiency")),
            new("Fake rate", TrackingEvaluator.Share(metrics, "test.fake_rate")),
        };
        if (metrics.Contains("test.pull_rphi"))
            numbers.Add(new("Pull width", metrics.Figure("test.pull_rphi.width"), FormattableString.Invariant($"rφ; z {metrics.Figure("test.pull_z.width")}")));
        if (facts.Export is { LatencyP50Us: { } p50 } export)
            numbers.Add(new("ONNX latency", FormattableString.Invariant($"{p50:F1} µs"), FormattableString.Invariant($"p99 {export.LatencyP99Us:F1} µs, one step of one track, one thread")));
        new HtmlReport($"Run {facts.Id}")
        {
            Subtitle = FormattableString.Invariant($"{facts.Input} · {facts.Started:yyyy-MM-dd HH:mm} UTC · Hep {facts.Version}"),
            KeyNumbers = numbers,
            Warnings = facts.Warnings,
            Sections =
            [
                new ReportSection("Track finding")
                {
                    Text = "A track matches the particle that left at least 75% of its hits (evaluation.matching); the efficiency is that of particles with enough hits, the fake rate the share of tracks that match none, the clone rate that of tracks whose particle has a better one. Errors are binomial. Speed is that of one thread, seeding and decisions included.",
                    Tables = [TrackingEvaluator.Finders(metrics, facts.TracksPerSecond), TrackingEvaluator.Pulls(metrics)],
                },
                new ReportSection("Figures") { Figures = figures },
                new ReportSection("The run") { Tables = [ReportTable.OfFacts("Where it came from", facts.InWords())] },
                new ReportSection("Run card") { Preformatted = File.ReadAllText(run.Card) },
            ],
        }.Save(target.Report);
    }
}
