using Hep.Data;
using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>A study whose events do not fit into the budget is the same study.</summary>
[Collection(nameof(LibTorchState))]
public sealed class OutOfMemoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true, "{by: hash}")]
    [InlineData(true, "{by: fraction}")]
    [InlineData(false, "{by: column, column: KaggleSet, train: [t], validation: [b], test: [v], ignore: [u]}")]
    public void The_same_events_splits_weights_and_preprocessing_and_the_same_AUC(bool fromFile, string split)
    {
        var source = "higgs";
        if (fromFile)
        {
            source = "./events.csv";
            CsvWriter.Write(folder.File("events.csv"), HiggsToy.Generate(15_000, 1), HiggsChallenge.Layout);
        }

        var memory = Run("memory", source, split, "auto");
        var disk = Run("disk", source, split, "1 MB");
        Assert.Null(memory.Facts.WindowRows);

        // No process is that small: the smallest windows, and a word about it.
        Assert.Equal(4096, disk.Facts.WindowRows);
        Assert.Contains(disk.Facts.Warnings, warning => warning.StartsWith("data.memory: 1 MB is less than the 359 MB that 15,000 events need with their features on disk", StringComparison.Ordinal));
        Assert.DoesNotContain(memory.Facts.Warnings, warning => warning.Contains("data.memory", StringComparison.Ordinal));
        Assert.Equal(disk.Facts.Events["train"], disk.Facts.FittedOn);
        Assert.Equal(memory.Facts.Events, disk.Facts.Events);
        Assert.False(Directory.Exists(Path.Combine(disk.Folder.FullPath, ".spool")));
        Assert.Contains("memory: 1 MB", File.ReadAllText(disk.Folder.Card), StringComparison.Ordinal);
        Assert.Contains("memory: auto", File.ReadAllText(memory.Folder.Card), StringComparison.Ordinal);
        Assert.Contains("4,096 of ", File.ReadAllText(disk.Folder.Report), StringComparison.Ordinal);

        // Everything but the score is equal, and the preprocessing to the last bit.
        Assert.Equal(Lines(memory, score: false), Lines(disk, score: false));
        Assert.NotEqual(Lines(memory, score: true), Lines(disk, score: true));
        Assert.Equal(Fitted(memory), Fitted(disk));

        // A logistic regression has one optimum, whatever the order of events: both trainings end near it.
        var (one, two) = (memory.Metrics.Figure("test.auc"), disk.Metrics.Figure("test.auc"));
        Assert.True(one.Value > 0.6);
        Assert.Equal(one.Value, two.Value, 0.2 * one.Error);

        // Again, from the card that was kept; and exported again.
        var again = TrainingRun.Execute(new TrainRequest(disk.Folder.Card) { Out = folder.File("again") }, SilentProgress.Instance);
        Assert.Equal(File.ReadAllBytes(disk.Folder.Predictions), File.ReadAllBytes(again.Folder.Predictions));
        Assert.Equal(disk.Facts.Export!.OnnxDifference, RunExport.Export(RunFolder.Open(disk.Folder.FullPath)).OnnxDifference);
        Assert.False(Directory.Exists(Path.Combine(disk.Folder.FullPath, ".spool")));
    }

    [Fact]
    public void A_sample_that_the_preprocessing_is_fitted_on_is_reported()
    {
        var run = Run("run", "higgs", "{by: hash}", "1 MB", events: 60_000);
        Assert.Equal(1 << 15, run.Facts.FittedOn);
        Assert.Contains(
            FormattableString.Invariant($"fitted on a sample of 32,768 of {run.Facts.Events["train"]:N0} training events"), File.ReadAllText(run.Folder.Report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_fails_leaves_no_scratch_files()
    {
        // The last row, when all others are on disk.
        CsvWriter.Write(folder.File("events.csv"), HiggsToy.Generate(15_000, 1), HiggsChallenge.Layout);
        File.AppendAllText(folder.File("events.csv"), "1,2\n");
        Fails(Card("./events.csv", "{by: hash}", "1 MB"), "line 15002: 2 cells, but the header names 35 columns");

        // When the splits are made.
        Fails(Card("higgs", "{by: column, column: KaggleSet, train: [t], validation: [b], test: [x], ignore: [u, v]}", "1 MB"), "no event has 'x' in column 'KaggleSet'");

        void Fails(string card, string message)
        {
            var error = Assert.Throws<InvalidDataException>(() => Studies.Run(folder, "run", card));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder.File("run")));
        }
    }

    [Fact]
    public void An_interrupted_run_on_disk_leaves_a_folder_that_can_be_used()
    {
        var progress = new RecordedProgress(150);
        File.WriteAllText(folder.File("run.yaml"), Card("higgs", "{by: hash}", "1 MB"));
        var run = TrainingRun.Execute(new TrainRequest(folder.File("run.yaml")) { Out = folder.File("run") }, progress, progress.Stop);
        Assert.Equal(StopReason.Interrupted, run.Stopped);
        Assert.False(Directory.Exists(Path.Combine(run.Folder.FullPath, ".spool")));
        Assert.True(File.Exists(run.Folder.Onnx));
    }

    // The columns that the network makes, or all others.
    private static string[] Lines(RunOutcome run, bool score)
    {
        var header = File.ReadLines(run.Folder.Predictions).First().Split(',');
        int[] columns = [.. Enumerable.Range(0, header.Length).Where(column => (header[column] is "score" or "logit") == score)];
        return [.. File.ReadLines(run.Folder.Predictions).Select(line => string.Join(',', columns.Select(column => line.Split(',')[column])))];
    }

    // The numbers of the preprocessing, bit by bit.
    private static string Fitted(RunOutcome run)
    {
        using var best = Classifiers.Load(run.Folder.LoadCard(), run.Folder.Best);
        Assert.NotEmpty(best.Preprocessing.state_dict());
        return Toys.Bits(best.Preprocessing);
    }

    private static string Card(string source, string split, string memory, int events = 15_000) =>
        Studies.Card(source, more: ", learning_rate: 0.005, schedule: cosine").Replace("epochs: 3", "epochs: 12", StringComparison.Ordinal).Replace("hidden: [8], dropout: 0.2, normalization: batch", "hidden: []", StringComparison.Ordinal).Replace("{by: hash}", $"{split}\n  memory: {memory}", StringComparison.Ordinal).Replace("events: 1500", FormattableString.Invariant($"events: {events}"), StringComparison.Ordinal);

    private RunOutcome Run(string name, string source, string split, string memory, int events = 15_000) =>
        Studies.Run(folder, name, Card(source, split, memory, events));
}
