using Hep.Evaluation;
using Hep.Evaluation.Report;

namespace Hep.Training.Runs;

/// <summary>The page of a run: key numbers, figures, tables and the run card, in one file that needs nothing else.</summary>
internal static class RunReport
{
    private static readonly (string Key, string Name)[] Figures =
    [
        ("auc", "AUC"),
        ("ams", "AMS at the threshold"),
        ("signal_efficiency", "Signal efficiency at the threshold"),
        ("background_efficiency", "Background efficiency at the threshold"),
        ("accuracy", "Accuracy at the threshold"),
        ("log_loss", "Log loss"),
        ("brier", "Brier score"),
    ];

    public static void Save(
        RunFolder folder, RunFacts facts, MetricsTree metrics, IReadOnlyList<(string Name, string Caption, string Path)> figures)
    {
        string[] splits = [.. Predictions.SplitNames.Where(split => metrics.Contains(split))];
        var report = new HtmlReport($"Run {facts.Id}")
        {
            Subtitle = FormattableString.Invariant($"{facts.Input} · {facts.Started:yyyy-MM-dd HH:mm} UTC · Hep {facts.Version}"),
            KeyNumbers = KeyNumbers(facts, metrics),
            Warnings = facts.Warnings,
            Sections =
            [
                new ReportSection("Figures") { Figures = [.. figures.Select(figure => ReportFigure.FromFile(figure.Caption, figure.Path + ".svg"))] },
                new ReportSection("Figures of merit")
                {
                    Text = "Weighted, with statistical uncertainties. The threshold was chosen on the validation split.",
                    Tables = [new ReportTable("By split", ["Figure", .. splits], [.. Rows(metrics, splits)])],
                },
                new ReportSection("The run") { Tables = [ReportTable.OfFacts("Where it came from", Facts(facts))] },
                new ReportSection("Run card") { Preformatted = File.ReadAllText(folder.Card) },
            ],
        };
        report.Save(folder.Report);
    }

    private static IReadOnlyList<ReportNumber> KeyNumbers(RunFacts facts, MetricsTree metrics)
    {
        var numbers = new List<ReportNumber>
        {
            new("Test AUC", metrics.Figure("test.auc")),
            new("Test AMS", metrics.Figure("test.ams"), "threshold from validation"),
        };
        if (facts.Export is { } export)
        {
            numbers.Add(new("ONNX − float64", FormattableString.Invariant($"{export.OnnxDifference:E1}"), "largest difference of a probability"));
            if (export.LatencyP50Us is { } p50)
                numbers.Add(new("ONNX latency", FormattableString.Invariant($"{p50:F1} µs"), FormattableString.Invariant($"p99 {export.LatencyP99Us:F1} µs, batch 1, one thread")));
        }

        return numbers;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(MetricsTree metrics, string[] splits)
    {
        var rejections = metrics.Keys("test").Where(key => key.StartsWith("rejection_at_", StringComparison.Ordinal))
            .Select(key => (Key: key, Name: $"Rejection at {key["rejection_at_".Length..]}% signal efficiency"));
        foreach (var (key, name) in Figures.Concat(rejections))
            yield return [name, .. splits.Select(split => metrics.Figure($"{split}.{key}").ToString())];
        yield return ["Events", .. splits.Select(split => FormattableString.Invariant($"{metrics.Number($"{split}.events"):N0}"))];
    }

    private static IEnumerable<(string Name, string Value)> Facts(RunFacts facts)
    {
        yield return ("Input", facts.Input);
        if (facts.InputSha256 is { } hash)
            yield return ("Input SHA-256", hash);
        yield return ("Commit", facts.Commit);
        yield return ("Seed", FormattableString.Invariant($"{facts.Seed}"));
        yield return ("Parameters", FormattableString.Invariant($"{facts.Parameters:N0}"));
        yield return ("Machine", facts.Machine);
        yield return ("Device", facts.Device);
        if (facts.Threads is { } threads)
            yield return ("Threads", threads);
        if (facts.EventsPerSecond is { } rate)
            yield return ("Training speed", FormattableString.Invariant($"{rate:N0} events/s"));
        if (facts.TrainingSeconds is { } seconds)
            yield return ("Training time", FormattableString.Invariant($"{seconds:F1} s"));
        if (facts.Stopped is { } stopped)
            yield return ("Ended because", stopped);
        if (facts.BestEpoch is { } best)
            yield return ("Best epoch", FormattableString.Invariant($"{best}"));
    }
}
