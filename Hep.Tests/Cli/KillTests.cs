using System.Diagnostics;
using Hep.Cli;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Cli;

/// <summary>Processes that end without a word: a run goes on where it was, and ends as the run that nobody killed.</summary>
public sealed class KillTests : IClassFixture<KillTests.Reference>, IDisposable
{
    private static readonly string[] Results = ["best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json", "card.yaml"];

    private readonly Reference reference;
    private readonly TemporaryFolder folder = new();

    public KillTests(Reference reference) => this.reference = reference;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_run_that_is_killed_at_any_moment_ends_in_the_same_files(int seed)
    {
        var run = folder.File("run");
        var random = new Random(seed);

        // Up to three times, each at some moment of what a whole run takes.
        for (var kills = random.Next(1, 4); kills > 0; kills--)
        {
            using var process = HepProgram.Start("train", reference.Card, "--resume", run, "--quiet");
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(reference.Time * random.NextDouble()));
            process.Kill();
            await process.WaitForExitAsync();
        }

        HepProgram.Do("train", reference.Card, "--resume", run);
        RequireSame(run);
    }

    [Fact]
    public async Task The_second_process_on_a_folder_is_refused_with_the_first_ones_number()
    {
        var run = folder.File("run");
        using var first = HepProgram.Start("train", reference.Card, "--out", run, "--set", "training.epochs=100000", "--set", "training.early_stopping=none");
        while (await first.StandardError.ReadLineAsync() is { } line && !line.StartsWith("epoch", StringComparison.Ordinal))
            Assert.False(line.StartsWith("hep:", StringComparison.Ordinal), line);
        var (code, output, error) = HepProgram.Run("train", "--resume", run);
        first.Kill();
        await first.WaitForExitAsync();
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.StartsWith($"hep: {run}: another process (pid ", error, StringComparison.Ordinal);
        Assert.EndsWith(") is writing into this run folder; wait for it, or end it\n", error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_full_disk_stops_the_run_which_goes_on_when_there_is_room()
    {
        // A file system of its own, of which nothing is left with the last process that sees it.
        Directory.CreateDirectory(folder.File("disk"));
        var hep = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "hep.dll")}' train";
        using var process = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", $"""
            mount -t tmpfs -o size=40k tmpfs '{folder.File("disk")}' || exit 99
            {hep} '{reference.Card}' --out '{folder.File("disk/run")}' --quiet; echo "code $?" >&2
            mount -o remount,size=20m tmpfs '{folder.File("disk")}'
            {hep} --resume '{folder.File("disk/run")}' --quiet && cp -r '{folder.File("disk/run")}' '{folder.File("run")}'
            """])
        { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Skip.If(process.ExitCode is 99 or 1 && !error.Contains("code", StringComparison.Ordinal), "this machine allows no file system to users: " + error);
        Assert.Matches("^hep: .*: cannot be written \\(No space left on device\\); choose another folder, or make room; then go on with: hep train --resume .*\ncode 2\n$", error);
        Assert.Contains("test AUC", await output, StringComparison.Ordinal);
        RequireSame(folder.File("run"));
    }

    private void RequireSame(string run)
    {
        foreach (var file in Results)
            Assert.True(File.ReadAllBytes(Path.Combine(reference.Run, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(run, file))), file);
        Assert.DoesNotContain(Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    /// <summary>The run that nobody killed, and how long it took.</summary>
    public sealed class Reference : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Reference()
        {
            File.WriteAllText(Card, """
                data:
                  source: higgs
                  events: 4000
                  features: {DER_mass_MMC: GeV, PRI_tau_pt: GeV, DER_mass_vis: GeV}
                  label: {column: Label, signal: s, background: b}
                  weight: Weight
                  event_id: EventId
                  missing: -999
                  split: {by: hash}
                model: {name: mlp, hidden: [16, 8], dropout: 0.2, normalization: batch}
                training: {epochs: 12, batch_size: 8, schedule: one_cycle, threads: 1, checkpoint: {batches: 40}}
                evaluation: {bootstrap_replicas: none}
                export: {latency_calls: 100}
                """);
            using var process = HepProgram.Start("train", Card, "--out", Run, "--quiet");
            var clock = Stopwatch.StartNew();
            process.WaitForExit();
            Time = clock.Elapsed;
            if (process.ExitCode != ExitCode.Ok)
                throw new InvalidOperationException(process.StandardError.ReadToEnd());
        }

        public string Card => folder.File("card.yaml");

        public string Run => folder.File("run");

        public TimeSpan Time { get; }

        public void Dispose() => folder.Dispose();
    }
}
