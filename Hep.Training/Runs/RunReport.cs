using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Images;
using Hep.Training.Measured;

namespace Hep.Training.Runs;

/// <summary>The page of a run: key numbers, figures, tables and the run card, in one file that needs nothing else.</summary>
internal static class RunReport
{
    public static void Save(
        RunFolder run, RunFolder target, RunFacts facts, MetricsTree metrics, IReadOnlyList<ReportFigure> figures, IReadOnlyList<ReportSection> more)
    {
        string[] splits = [.. Predictions.SplitNames.Where(split => metrics.Contains(split))];
        var (inputs, images) = (InputFigures.Load(run), ImageFigures.Load(run));
        var report = new HtmlReport($"Run {facts.Id}")
        {
            Subtitle = FormattableString.Invariant($"{facts.Input} · {facts.Started:yyyy-MM-dd HH:mm} UTC · Hep {facts.Version}"),
            KeyNumbers = KeyNumbers(facts, metrics),
            Warnings = facts.Warnings,
            Sections =
            [
                new ReportSection("Figures") { Figures = figures },
                new ReportSection("Figures of merit")
                {
                    Text = $"Weighted, with statistical uncertainties. The threshold was {ThresholdChoice.InWords(metrics, "test")}. AMS and selected yields are {YieldScale.InWords(metrics)}.{(metrics.Contains("test.at") ? " All points of the signal's parameters are taken together here; what one of them would give is in a section of its own." : "")}",
                    Tables = [MetricsTable.Of("By split", metrics, splits), .. Leaderboards(metrics)],
                },
                .. more,
                .. inputs.Count == 0 ? Array.Empty<ReportSection>() : [new ReportSection("Inputs before and after preprocessing") { Text = InputFigures.Text, Figures = inputs }],
                .. images.Count == 0 ? Array.Empty<ReportSection>() : [new ReportSection("Images") { Text = ImageFigures.Text, Figures = images }],
                new ReportSection("The run") { Tables = [ReportTable.OfFacts("Where it came from", facts.InWords())] },
                new ReportSection("Run card") { Preformatted = File.ReadAllText(run.Card) },
            ],
        };
        report.Save(target.Report);
    }

    private static IEnumerable<ReportTable> Leaderboards(MetricsTree metrics)
    {
        if (!metrics.Contains(ChallengeScore.Key))
            yield break;
        string[] boards = ["public", "private"];
        IReadOnlyList<string> Row(string name, Func<string, string> cell) => [name, .. boards.Select(board => cell($"{ChallengeScore.Key}.{board}"))];
        yield return new ReportTable(
            "Leaderboards, with their own weights, times the factors for missing events",
            ["Figure", .. boards],
            [
                Row("AMS at the threshold", board => metrics.Figure($"{board}.ams").ToString()),
                Row("Selected signal", board => metrics.Figure($"{board}.selected_signal").ToString()),
                Row("Selected background", board => metrics.Figure($"{board}.selected_background").ToString()),
                Row("Sum of weights, signal", board => FormattableString.Invariant($"{metrics.Number($"{board}.sum_of_weights.signal"):#,0.##}")),
                Row("Sum of weights, background", board => FormattableString.Invariant($"{metrics.Number($"{board}.sum_of_weights.background"):#,0.##}")),
                Row("Factor on the weights, signal", board => FormattableString.Invariant($"{metrics.Number($"{board}.factor.signal"):G4}")),
                Row("Factor on the weights, background", board => FormattableString.Invariant($"{metrics.Number($"{board}.factor.background"):G4}")),
                Row("Events", board => FormattableString.Invariant($"{metrics.Number($"{board}.events"):N0}")),
            ]);
    }

    private static IReadOnlyList<ReportNumber> KeyNumbers(RunFacts facts, MetricsTree metrics)
    {
        var numbers = new List<ReportNumber>
        {
            new("Test AUC", metrics.Figure("test.auc")),
            new("Test AMS", metrics.Figure("test.ams"), $"threshold {ThresholdChoice.InWords(metrics, "test")}"),
        };
        if (metrics.Contains(ChallengeScore.Key))
        {
            numbers.Add(new("Public AMS", metrics.Figure($"{ChallengeScore.Key}.public.ams"), "public leaderboard"));
            numbers.Add(new("Private AMS", metrics.Figure($"{ChallengeScore.Key}.private.ams"), "private leaderboard"));
        }

        if (MeasuredFigures.InWords(metrics) is { } measured)
            numbers.Add(new("Measured / expected", MeasuredFigures.Ratio(metrics), measured));
        if (facts.Export is { } export)
        {
            numbers.Add(new("ONNX − float64", FormattableString.Invariant($"{export.OnnxDifference:0.0E+0}"), "largest difference of a probability"));
            if (export.LatencyP50Us is { } p50)
                numbers.Add(new("ONNX latency", FormattableString.Invariant($"{p50:F1} µs"), FormattableString.Invariant($"p99 {export.LatencyP99Us:F1} µs, batch 1, one thread")));
        }

        return numbers;
    }
}
