using Hep.Tests.Support;

namespace Hep.Tests.Cli;

/// <summary>A folder with 300 simulated events, the card of a small network that takes seconds, and its run.</summary>
public sealed class TinyStudy : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TinyStudy()
    {
        HepProgram.Do("simulate", "higgs", "--events", "300", "--seed", "7", "--out", Events);
        File.WriteAllText(Card, """
            data:
              source: ./events.csv
              features: {DER_mass_MMC: GeV, PRI_tau_pt: GeV}
              label: {column: Label, signal: s, background: b}
              weight: Weight
              event_id: EventId
              missing: -999
              split: {by: hash}
            model: {name: mlp, hidden: [4]}
            training: {epochs: 2, batch_size: 32, threads: 1}
            export: {latency_calls: 100}
            """);
        HepProgram.Do("train", Card, "--out", Run);
    }

    public string Events => Path("events.csv");

    public string Card => Path("card.yaml");

    public string Run => Path("run");

    public string Path(string name) => folder.File(name);

    /// <summary>The events with one cell, or a whole column, replaced; row 0 means every row.</summary>
    public string EventsWith(string name, string column, int row, string value)
    {
        var lines = File.ReadAllLines(Events);
        var place = Array.IndexOf(lines[0].Split(','), column);
        for (var i = 1; i < lines.Length; i++)
        {
            if (row != 0 && row != i)
                continue;
            var cells = lines[i].Split(',');
            cells[place] = value;
            lines[i] = string.Join(',', cells);
        }

        File.WriteAllLines(Path(name), lines);
        return Path(name);
    }

    /// <summary>A copy of the run.</summary>
    public string CopyOfRun(string name)
    {
        Directory.CreateDirectory(Path(name));
        foreach (var file in Directory.EnumerateFiles(Run))
            File.Copy(file, System.IO.Path.Combine(Path(name), System.IO.Path.GetFileName(file)));
        return Path(name);
    }

    public void Dispose() => folder.Dispose();
}
