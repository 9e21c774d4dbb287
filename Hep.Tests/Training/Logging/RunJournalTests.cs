using System.Text.Json;
using Hep.Tests.Support;
using Hep.Tests.Training.Runs;
using Hep.Training.Logging;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Logging;

[Collection(nameof(LibTorchState))]
public sealed class RunJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_writes_a_line_for_everything_that_happens_and_passes_it_on()
    {
        var progress = new RecordedProgress();
        var run = Studies.Run(folder, "run", Studies.Card(more: ", tensorboard: true"), progress);
        var lines = Lines(run.Folder.Log);
        Assert.All(lines, line => Assert.Equal(DateTimeKind.Utc, line.GetProperty("time").GetDateTime().Kind));
        Assert.Equal(lines.Select(line => line.GetProperty("time").GetDateTime()).Order(), lines.Select(line => line.GetProperty("time").GetDateTime()));
        string[] stages = ["reading", "preprocessing", "training", "calibration", "scoring", "export", "figures", "figures of merit", "figures"];
        Assert.Equal(stages, Of("stage").Select(line => line.GetProperty("stage").GetString()));
        Assert.Equal(stages.Where(stage => stage != "training"), progress.Stages);
        Assert.Equal(progress.Notes.Append("training: " + progress.Ended).Order(StringComparer.Ordinal), Of("note").Select(line => line.GetProperty("text").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(run.Facts.Id, Assert.Single(Of("run")).GetProperty("id").GetString());
        Assert.Equal(run.Facts.Warnings, Of("warning").Select(line => line.GetProperty("text").GetString()));
        Assert.Equal("complete", lines[^1].GetProperty("state").GetString());
        Assert.Equal(
            progress.Epochs.Select(epoch => (epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss, epoch.LearningRate, epoch.IsBest)),
            Of("epoch").Select(line => (
                line.GetProperty("epoch").GetInt32(),
                line.GetProperty("train_loss").GetDouble(),
                line.GetProperty("validation_loss").GetDouble(),
                line.GetProperty("learning_rate").GetDouble(),
                line.GetProperty("is_best").GetBoolean())));

        // The version, three epochs, and the first batch of each (of 15).
        Assert.Equal(7, Records(Assert.Single(Directory.EnumerateFiles(run.Folder.TensorBoard))));
        var facts = RunFacts.Load(run.Folder.Facts);
        Assert.Equal(stages.Distinct(), facts.StageSeconds!.Keys);
        Assert.All(facts.StageSeconds.Values, seconds => Assert.InRange(seconds, 0, 600));

        IEnumerable<JsonElement> Of(string kind) => lines.Where(line => line.GetProperty("kind").GetString() == kind);
    }

    [Fact]
    public void A_run_that_fails_says_why_and_one_that_never_began_leaves_nothing()
    {
        var card = Studies.Card(more: ", learning_rate: 1e30, optimizer: sgd");
        var error = Assert.ThrowsAny<Exception>(() => Studies.Run(folder, "run", card));
        var last = Lines(folder.File("run/log.jsonl"))[^1];
        Assert.Equal(("end", "failed", error.Message), (last.GetProperty("kind").GetString(), last.GetProperty("state").GetString(), last.GetProperty("text").GetString()));
        Assert.ThrowsAny<Exception>(() => Studies.Run(folder, "never", Studies.Card("./nowhere.csv")));
        Assert.False(Directory.Exists(folder.File("never")));
    }

    [Fact]
    public void Lines_are_whole_at_any_moment_and_half_a_line_is_cut_off()
    {
        var path = folder.File("log.jsonl");
        using (var log = new JsonLog(TimeProvider.System))
        {
            log.Add("note", null, json => json.WriteString("text", "before the file, ü"));
            log.Open(path);
            for (var i = 0; i < 3; i++)
            {
                log.Add("note", "training", json => json.WriteNumber("i", i));
                Assert.Equal(i + 2, Lines(path).Count);
            }
        }

        File.AppendAllText(path, """{"time":"2026-01-01T00:00:00Z","kin""");
        using (var again = new JsonLog(TimeProvider.System))
        {
            again.Open(path);
            again.Add("end", null, _ => { });
        }

        Assert.Equal(["note", "note", "note", "note", "end"], Lines(path).Select(line => line.GetProperty("kind").GetString()));
    }

    [Fact]
    public void A_stage_that_comes_twice_is_counted_once()
    {
        var clock = new Clock();
        using var journal = new RunJournal(SilentProgress.Instance, clock);
        Assert.Empty(journal.StageSeconds);
        journal.Stage("figures");
        clock.Now += 2 * TimeSpan.TicksPerSecond;
        journal.Begin(1, 10);
        clock.Now += 3 * TimeSpan.TicksPerSecond;
        journal.Stage("figures");
        clock.Now += TimeSpan.TicksPerSecond / 2;
        Assert.Equal([new("figures", 2.5), new("training", 3)], journal.StageSeconds);
        clock.Now += TimeSpan.TicksPerSecond;
        Assert.Equal(3.5, journal.StageSeconds["figures"]);
    }

    [Fact]
    public void A_training_that_goes_on_tells_how_much_was_done_before()
    {
        var told = new RecordedProgress();
        using var journal = new RunJournal(told, new Clock());
        journal.Begin(3, 1000);
        journal.Resume(1256);
        Assert.Equal(1256, told.ResumedAfter);
    }

    private static List<JsonElement> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static int Records(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var count = 0;
        for (var at = 0; at < bytes.Length; at += 16 + (int)BitConverter.ToUInt64(bytes, at))
            count++;
        return count;
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
