using Hep.Training.Runs;

namespace Hep.Cli;

/// <summary>The few lines at the end of a training: what came out, and where it is.</summary>
internal static class RunSummary
{
    public static void Write(RunOutcome outcome, Shell shell)
    {
        var (folder, facts, metrics, _) = outcome;
        foreach (var warning in facts.Warnings)
            shell.Error.WriteLine($"warning: {warning}");
        shell.Out.WriteLine($"test AUC   {metrics.Figure("test.auc")}");
        shell.Out.WriteLine($"test AMS   {metrics.Figure("test.ams")}  (threshold {FormattableString.Invariant($"{metrics.Number("test.threshold"):G4}")}, chosen on {metrics.Text("test.threshold_chosen_on")})");
        if (facts.Export is { } export)
        {
            shell.Out.WriteLine(FormattableString.Invariant(
                $"ONNX       differs from float64 by at most {export.OnnxDifference:E1} on {export.Events} events; {export.LatencyP50Us:F1} us an event (p99 {export.LatencyP99Us:F1})"));
        }

        shell.Out.WriteLine($"report     {Path.GetRelativePath(Environment.CurrentDirectory, folder.Report)}");
    }
}
