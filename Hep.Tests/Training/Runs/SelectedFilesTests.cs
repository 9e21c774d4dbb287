using System.Globalization;
using System.Text;
using Hep.Data;
using Hep.Tests.Support;
using Hep.Training.Cards;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>Studies of several files and processes, and of selected events.</summary>
[Collection(nameof(LibTorchState))]
public sealed partial class SelectedFilesTests : IDisposable
{
    private const string Three = """
        files:
            ztautau: {path: mc/ztt_*.csv, label: background, scale: 0.5}
            higgs: {path: [mc/ggh.csv, mc/vbf.csv], label: signal, weight: mc_weight, yield: 40}
            ttbar: {path: mc/ttbar.csv, label: 0, weight: 1}
        """;

    private readonly TemporaryFolder folder = new();

    public SelectedFilesTests()
    {
        Directory.CreateDirectory(folder.File("mc"));
        Write("mc/ztt_1.csv", "EventId,a,b,n,weight,region", 100, 0, 300);
        Write("mc/ztt_2.csv", "region,b,a,weight,EventId,n,more", 200, 300, 300);
        Write("mc/ggh.csv", "EventId,a,b,n,mc_weight,region", 300, 0, 400);
        Write("mc/vbf.csv", "mc_weight,EventId,a,b,n,region", 400, 400, 200);
        Write("mc/ttbar.csv", "EventId,a,b,n,region", 500, 0, 200);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Labels_weights_and_processes_are_those_of_the_card()
    {
        using var data = Load(Three);
        Assert.Equal("5 files (ztt_1.csv, ztt_2.csv, ggh.csv, ...)", data.Origin);
        Assert.Null(data.Sha256);
        Assert.Equal(
            [("ztautau", "ztt_1.csv"), ("ztautau", "ztt_2.csv"), ("higgs", "ggh.csv"), ("higgs", "vbf.csv"), ("ttbar", "ttbar.csv")],
            data.Files!.Select(file => (file.Process, Path.GetFileName(file.Path))));
        Assert.All(data.Files!, file => Assert.Equal(InputFingerprint.Sha256(file.Path), file.Sha256));
        var rows = Rows(data);
        Assert.Equal(1400, rows.Count);
        Assert.All(rows, row => Assert.Equal(row.Process == "higgs" ? 1 : 0, row.Label));
        Assert.All(rows.Where(row => row.Process == "ttbar"), row => Assert.Equal(1, row.Weight));
        Assert.All(rows.Where(row => row.Process == "ztautau"), row => Assert.Equal(0.5 * WeightOf(row.Id), row.Weight, 1e-12));

        // The yield is that of the process, and each event keeps its share.
        var higgs = rows.Where(row => row.Process == "higgs").ToList();
        Assert.Equal(40, higgs.Sum(row => row.Weight), 1e-9);
        Assert.All(higgs, row => Assert.Equal(40 * WeightOf(row.Id) / higgs.Sum(other => WeightOf(other.Id)), row.Weight, 1e-12));
    }

    [Fact]
    public void An_event_keeps_its_split_when_files_are_added_or_cut_in_pieces_or_events_are_selected()
    {
        using var all = Load(Three);
        using var fewer = Load(Three.Replace("mc/ztt_*.csv", "mc/ztt_1.csv", StringComparison.Ordinal).Replace("[mc/ggh.csv, mc/vbf.csv]", "mc/vbf.csv", StringComparison.Ordinal));
        using var selected = Load(Three + "\n  select: a > 0.3");
        var splitOf = Rows(all).ToDictionary(row => (row.Process, row.Id), row => row.Split);
        Assert.Equal(700, Rows(fewer).Count);
        Assert.InRange(Rows(selected).Count, 1000, 1300);
        Assert.All(Rows(fewer).Concat(Rows(selected)), row => Assert.Equal(splitOf[(row.Process, row.Id)], row.Split));

        // Without processes, one file or several with the same rows are the same study.
        const string Card = "source: ./{0}\n  label: {column: y, signal: 1, background: 0}";
        var lines = File.ReadAllLines(Labelled("whole.csv", 600));
        File.WriteAllLines(folder.File("piece1.csv"), lines[..200]);
        File.WriteAllLines(folder.File("piece2.csv"), [lines[0], .. lines[200..]]);
        using var whole = Load(Card.Replace("{0}", "whole.csv", StringComparison.Ordinal));
        using var pieces = Load(Card.Replace("{0}", "piece?.csv", StringComparison.Ordinal));
        Assert.Equal(Rows(whole), Rows(pieces));
        Assert.Equal((null, 2), (pieces.Sha256, pieces.Files!.Count));
        Assert.Equal((InputFingerprint.Sha256(folder.File("whole.csv")), null), (whole.Sha256, whole.Files));
    }

    [Fact]
    public void Events_of_two_processes_with_the_same_number_are_split_independently()
    {
        using var data = Load(Three);
        var rows = Rows(data);
        var other = rows.Where(row => row.Process == "higgs").ToDictionary(row => row.Id, row => row.Split);
        var pairs = rows.Where(row => row.Process == "ztautau" && other.ContainsKey(row.Id)).ToList();
        Assert.Equal(600, pairs.Count);

        // 0.6^2 + 0.2^2 + 0.2^2 of them meet by chance; without the process in the hash all would.
        var met = pairs.Count(row => other[row.Id] == row.Split);
        Assert.InRange(met / 600.0, 0.44 - (4 * Math.Sqrt(0.44 * 0.56 / 600)), 0.44 + (4 * Math.Sqrt(0.44 * 0.56 / 600)));
    }

    [Fact]
    public void Rows_without_numbers_are_numbered_through_all_files()
    {
        using var data = Load(Three + "\n  split: {by: fraction}", id: false);
        Assert.Equal(Enumerable.Range(0, 1400).Select(row => (ulong)row), Rows(data).Select(row => row.Id).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n  select: {two: n >= 2, 'signal region': region == 'SR' && a*b > -1}")]
    public void Files_that_do_not_fit_into_memory_give_the_same_events(string select)
    {
        // Parts of some thousand rows, all larger than the budget of the memory.
        Write("mc/ztt_3.csv", "EventId,a,b,n,weight,region", 600, 1000, 20_000);
        Write("mc/vbf.csv", "mc_weight,EventId,a,b,n,region", 400, 400, 20_000);
        using var memory = Load(Three + select);
        using var disk = Load(Three + select + "\n  memory: 1 MB");
        Assert.True(memory.Train.IsInMemory);
        Assert.False(disk.Train.IsInMemory);
        Assert.Equal(Rows(memory), Rows(disk));
        var (sample, read) = (memory.Train.Events, disk.Train.Sample(int.MaxValue));
        Assert.Equal(sample.ToRowMajor(), read.ToRowMajor());
        foreach (var (process, label) in memory.CutFlow!.Processes)
            Assert.Equal(memory.CutFlow[process, label], disk.CutFlow![process, label]);
    }

    [Fact]
    public void What_cannot_be_used_is_named()
    {
        var mc = folder.File("mc");
        Refused($"data.files.ztautau.path: {mc}/zt_*.csv: no file matches; {mc} holds the files ggh.csv, ttbar.csv, vbf.csv, ztt_1.csv, ztt_2.csv", () => Load(Three.Replace("ztt_", "zt_", StringComparison.Ordinal)));
        Refused($"data.source: {folder.Path}/*.csv: no file matches; {folder.Path} holds none", () => Load("source: ./*.csv\n  label: {column: y, signal: 1, background: 0}"));
        Refused($"data.files.ttbar.path: found {mc}/ztt_2.csv, which data.files.ztautau.path names already, expected each file once", () => Load(Three.Replace("mc/ttbar", "mc/../mc/ztt_2", StringComparison.Ordinal)));

        // Before anything is read, with the file that lacks the column.
        Refused($"{mc}/ttbar.csv, line 1: no column 'weight' (nearest: 'region', 'EventId', 'a'); the header names 5 columns", () => Load(Three.Replace(", weight: 1", "", StringComparison.Ordinal)));
        Refused($"{mc}/ggh.csv, line 1: no column 'weight' (nearest: 'mc_weight'", () => Load(Three + "\n  select: weight > 0"), onlyBegins: true);

        const string Origin = "5 files (ztt_1.csv, ztt_2.csv, ggh.csv, ...)";
        Refused(
            $"{Origin}: data.select: the cut 'many' (n > 4) leaves no event; before it there were 800 of 'background', 600 of 'signal'; loosen the cut, or check units and names",
            () => Load(Three + "\n  select: {many: n > 4}"));
        Refused(
            $"{Origin}: data.select: the cut 'n > 4' leaves no event; before it there were 800 of 'background', 600 of 'signal'; loosen the cut, or check units and names",
            () => Load(Three + "\n  select: n > 4"));
        Refused(
            $"{Origin}: data.select: the cut 'late' (process != 'higgs') leaves no event of class 'signal'; before it there were 800 of 'background', 600 of 'signal'; loosen the cut, or check units and names",
            () => Load(Three + "\n  select: {any: n >= 0, late: process != 'higgs'}"));

        File.WriteAllText(folder.File("mc/vbf.csv"), "mc_weight,EventId,a,b,n,region\n-100000,1,0,0,0,SR\n");
        var error = Assert.Throws<InvalidDataException>(() => Load(Three));
        Assert.Matches("^data.files.higgs.yield: the weights of the process sum to -9[0-9]{4}(\\.[0-9]+)?, expected more than 0 to scale them to 40$", error.Message);
    }

    [Fact]
    public void A_study_of_three_processes_from_card_to_report_and_its_export()
    {
        var run = Studies.Run(folder, "run", Card(Three + "\n  select: {two: n >= 2}") + "evaluation: {variables: [n], systematics: {ttbar: {scale_up: 1.1, process: ttbar}}}\n");
        Assert.Null(run.Facts.InputSha256);
        Assert.Equal(5, run.Facts.InputFiles!.Count);

        // The file can be read by others, and by the evaluation that is made again.
        var lines = File.ReadAllLines(run.Folder.CutFlow);
        Assert.Equal("process,label,step,cut,events,sum_of_weights,sum_of_weights_error,efficiency,efficiency_error,cumulative_efficiency,cumulative_efficiency_error", lines[0]);
        Assert.Equal(["ztautau,background,0,all events", "ztautau,background,1,two", "higgs,signal,0,all events", "higgs,signal,1,two", "ttbar,background,0,all events", "ttbar,background,1,two"],
            lines[1..].Select(line => string.Join(',', line.Split(',')[..4])));
        Assert.StartsWith("ttbar,background,0,all events,200,200,14.142135623730951,1,0,1,0", lines[5], StringComparison.Ordinal);
        var report = File.ReadAllText(run.Folder.Report);
        Assert.Contains("Cuts, one after the other: two: n &gt;= 2.", report, StringComparison.Ordinal);
        Assert.Contains("Cut-flow: events and sums of weights by process, before the split", report, StringComparison.Ordinal);
        _ = RunEvaluation.Evaluate(run.Folder);
        Assert.Equal(report, File.ReadAllText(run.Folder.Report));
        Assert.Contains("process", File.ReadLines(run.Folder.Predictions).First().Split(','));
        Assert.True(File.Exists(Path.Combine(run.Folder.Plots, "stack_n.png")));

        // A systematic source may name one of the processes.
        Assert.True(run.Metrics.Contains("test.systematics.ttbar"));

        // Files may be elsewhere, but must be the same.
        Assert.Equal(run.Facts.Export!.OnnxDifference, RunExport.Export(RunFolder.Open(run.Folder.FullPath)).OnnxDifference);
        var (mc, card) = (folder.File("mc"), run.Folder.Card);
        var remedy = $"an export is compared with the model on the run's test split: give data.files in {card} the place of the file";
        File.AppendAllText(folder.File("mc/ggh.csv"), "1000,0,0,0,1,SR\n");
        Refused($"{mc}/ggh.csv: not an input file of the run (no file of higgs had its SHA-256, {InputFingerprint.Sha256(folder.File("mc/ggh.csv"))}); {remedy}", () => RunExport.Export(run.Folder));
        File.Delete(folder.File("mc/ggh.csv"));
        Assert.Equal($"{mc}/ggh.csv: the input file of the run is not there any more; {remedy}", Assert.Throws<FileNotFoundException>(() => RunExport.Export(run.Folder)).Message);
        Write("mc/ggh.csv", "EventId,a,b,n,mc_weight,region", 300, 0, 400);
        File.Delete(folder.File("mc/ztt_1.csv"));
        Assert.Equal(
            $"{mc}/ztt_1.csv: an input file of the run is missing (SHA-256 {run.Facts.InputFiles[0].Sha256}); {remedy}", Assert.Throws<FileNotFoundException>(() => RunExport.Export(run.Folder)).Message);
    }

    private static void Refused(string message, Func<object> act, bool onlyBegins = false)
    {
        var found = Assert.Throws<InvalidDataException>(act).Message;
        Assert.Equal(message, onlyBegins ? found[..Math.Min(found.Length, message.Length)] : found);
    }

    private static string Card(string data, bool id = true) => $$"""
        data:
          {{data.Replace("{0}", "", StringComparison.Ordinal)}}
          features: {a: GeV, b: 1}
          {{(id ? "event_id: EventId" : "missing: none")}}
          {{(data.Contains("files:", StringComparison.Ordinal) ? "weight: weight" : "missing: none")}}
          {{(data.Contains("split:", StringComparison.Ordinal) ? "derived: {}" : "split: {by: hash}")}}
        model: {name: mlp, hidden: [4]}
        training: {epochs: 2, batch_size: 64, threads: 1}
        export: {latency_calls: 100}

        """;

    // Every event once, in the order of process and number.
    private static List<(string Process, ulong Id, int Label, double Weight, string Split)> Rows(StudyData data) =>
    [
        .. data.Splits
            .SelectMany(split => Enumerable.Range(0, split.Events.Count).Select(i => (
                Process: split.Events.Events.Extras.FirstOrDefault(column => column.Name == "process") is TextColumn process ? process.Values[i] : "",
                Id: split.Events.Events.EventIds[i],
                Label: split.Events.Events.Labels[i],
                Weight: split.Events.Events.Weights[i],
                Split: split.Name)))
            .OrderBy(row => row.Process, StringComparer.Ordinal).ThenBy(row => row.Id),
    ];

    private static double WeightOf(ulong id) => 0.5 + (id % 7 / 4.0);

    private StudyData Load(string data, bool id = true, string[]? numbers = null, string[]? texts = null) =>
        StudyData.Load(RunCard.FromSource(Card(data, id), folder.File("card.yaml")).Data, new KeptColumns([.. numbers ?? []], [.. texts ?? []]), folder.Path);

    // A file whose rows are numbered from first on, with its columns in the order of the header.
    private void Write(string name, string header, int seed, int first, int rows)
    {
        var random = new Random(seed);
        var text = new StringBuilder(header + "\n");
        for (var row = first; row < first + rows; row++)
        {
            var (a, b, n, region) = (random.NextDouble() + (seed is 300 or 400 ? 0.5 : 0), (2 * random.NextDouble()) - 1, random.Next(5), random.Next(2) == 0 ? "SR" : "CR");
            text.AppendJoin(',', header.Split(',').Select(column => column switch
            {
                "EventId" => row.ToString(CultureInfo.InvariantCulture),
                "a" => a.ToString("F4", CultureInfo.InvariantCulture),
                "b" => b.ToString("F4", CultureInfo.InvariantCulture),
                "n" => n.ToString(CultureInfo.InvariantCulture),
                "y" => (row % 2).ToString(CultureInfo.InvariantCulture),
                "region" => region,
                "more" => "x",
                _ => WeightOf((ulong)row).ToString(CultureInfo.InvariantCulture),
            })).Append('\n');
        }

        File.WriteAllText(folder.File(name), text.ToString());
    }

    private string Labelled(string name, int rows)
    {
        Write(name, "EventId,a,b,n,y,weight,region", 100, 0, rows);
        return folder.File(name);
    }
}
