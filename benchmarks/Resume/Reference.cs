using System.Diagnostics;

namespace Hep.Benchmarks.Resume;

/// <summary>A small study with all that has a state, and its run that nobody stopped.</summary>
internal sealed class Reference : IDisposable
{
    private static readonly string[] Results = ["best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json", "card.yaml"];

    private readonly string folder = Directory.CreateTempSubdirectory("hep-resume-").FullName;

    public Reference()
    {
        File.WriteAllText(Card, """
            data:
              source: higgs
              events: 12000
              features: {DER_mass_MMC: GeV, PRI_tau_pt: GeV, DER_mass_vis: GeV, PRI_tau_phi: rad, PRI_lep_phi: rad}
              label: {column: Label, signal: s, background: b}
              weight: Weight
              event_id: EventId
              missing: -999
              memory: 1 MB
              split: {by: hash}
            model: {name: mlp, hidden: [16, 8], dropout: 0.2, normalization: batch}
            training:
              epochs: 10
              batch_size: 16
              schedule: one_cycle
              threads: 1
              augmentation: {phi: [PRI_tau_phi, PRI_lep_phi]}
              checkpoint: {batches: 50}
            evaluation: {bootstrap_replicas: none}
            export: {latency_calls: 100}
            """);
        using var process = Launcher.Hep("train", Card, "--out", Run);
        var clock = Stopwatch.StartNew();
        process.WaitForExit();
        Time = clock.Elapsed;
        if (process.ExitCode != 0)
            throw new InvalidOperationException("the run that nobody stops has failed");
    }

    public string Card => PathOf("card.yaml");

    public string Run => PathOf("run");

    /// <summary>What it took from start to end.</summary>
    public TimeSpan Time { get; }

    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>The files of a run that differ from those of this one.</summary>
    public string[] Differing(string run) => [.. Results.Where(file => !File.Exists(Path.Combine(run, file))
        || !File.ReadAllBytes(Path.Combine(Run, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(run, file))))];

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
