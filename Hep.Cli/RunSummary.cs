using Hep.Evaluation;
using Hep.Training.Measured;
using Hep.Training.Runs;

namespace Hep.Cli;

/// <summary>What came out of a run, in a few lines.</summary>
internal static class RunSummary
{
    /// <summary>The end of a training.</summary>
    public static void Write(RunOutcome outcome, Shell shell)
    {
        var (folder, facts, _, _) = outcome;
        foreach (var warning in facts.Warnings)
            shell.Error.WriteLine($"warning: {warning}");
        foreach (var (name, value) in outcome.Summary())
            shell.Out.WriteLine($"{name,-10} {value}");
        if (facts.Export is { } export)
            WriteExport(export, shell);
        shell.Out.WriteLine($"report     {Shell.Relative(folder.Report)}");
    }

    /// <summary>How well an ONNX file agrees, and how fast it is.</summary>
    public static void WriteExport(ExportFacts export, Shell shell) => shell.Out.WriteLine(FormattableString.Invariant(
        $"ONNX       differs from float64 by at most {export.OnnxDifference:0.0E+0} on {export.Events:N0} events; {export.LatencyP50Us:F1} us an event (p99 {export.LatencyP99Us:F1}){(export.EventsPerSecond is { } rate ? FormattableString.Invariant($", {rate:N0} events/s in batches of 256") : "")}"));

    /// <summary>All figures of merit of a run, and what was measured.</summary>
    public static void WriteSplits(RunFolder run, MetricsTree metrics, Shell shell)
    {
        var table = RunContents.Figures(run, metrics);
        TextTable.Write(shell, table.Header, table.Rows);
        if (MeasuredFigures.InWords(metrics) is { } measured)
            shell.Out.WriteLine($"measured   {measured}");
    }

    /// <summary>All figures of merit of some branches.</summary>
    public static void WriteFigures(MetricsTree metrics, IReadOnlyList<string> columns, Shell shell)
    {
        var table = MetricsTable.Of("", metrics, columns);
        TextTable.Write(shell, table.Header, table.Rows);
    }
}
