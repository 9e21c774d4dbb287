using System.Globalization;
using Hep.Data;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Cli;

/// <summary>A process of <c>hep</c> keeps to <c>data.memory</c> as the system counts it, resident and with its libraries.</summary>
public sealed class ResidentMemoryTests
{
    [Fact]
    public async Task The_process_stays_within_the_budget()
    {
        // With all events in memory the same study takes 500 MB.
        const int Budget = 425;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("card.yaml"), $$"""
            data:
              source: higgs
              events: 300000
              features: { {{string.Join(", ", HiggsChallenge.Layout.Features.Select(f => $"{f.Name}: {(f.Unit.Length > 0 ? f.Unit : "1")}"))}} }
              label: {column: Label, signal: s, background: b}
              weight: Weight
              event_id: EventId
              missing: -999
              memory: {{Budget}} MB
              split: {by: hash}
            model: {name: mlp, hidden: [16]}
            training: {epochs: 1, threads: 1}
            evaluation: {bootstrap_replicas: 20}
            """);
        using var process = HepProgram.Start("train", folder.File("card.yaml"), "--out", folder.File("run"));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0.0;
        while (!process.WaitForExit(10))
            peak = Math.Max(peak, PeakMegabytes(process.Id) ?? 0);
        Assert.True(process.ExitCode == 0, await error);
        Assert.Contains("on disk", await output + await error, StringComparison.Ordinal);
        Assert.DoesNotContain("is less than", File.ReadAllText(folder.File("run/report.html")), StringComparison.Ordinal);
        Assert.InRange(peak, 200, Budget);
    }

    // The largest resident memory so far, in 10^6 bytes; null when the process is gone.
    private static double? PeakMegabytes(int process)
    {
        try
        {
            var line = File.ReadLines(FormattableString.Invariant($"/proc/{process}/status")).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
