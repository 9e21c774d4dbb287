using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Checkpoints;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>What <c>run.json</c> says of a run that was stopped and goes on: all of it, not its last process alone.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ResumedFactsTests : IDisposable
{
    private const string Averaged = ", averaging: {name: ema, decay: 0.9}";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Warnings_of_the_first_weights_stay_also_after_a_kill()
    {
        Studies.Run(folder, "first", Studies.Card(seed: 3).Replace("PRI_tau_pt", "PRI_met", StringComparison.Ordinal));
        var card = Studies.Card().Replace("{name: mlp,", $"{{name: mlp, from: {folder.File("first/best.safetensors")},", StringComparison.Ordinal);
        var whole = Studies.Run(folder, "whole", card);
        Assert.Contains(whole.Facts.Warnings, warning => warning.Contains("preprocessing", StringComparison.Ordinal));
        Interrupt(30, card);

        // As a kill leaves it: nothing is known yet of how the training went.
        var facts = Facts();
        (facts with { Finished = null, Stopped = null, TrainingSeconds = null, StageSeconds = null }).Save(File("run.json"));
        var resumed = Resume();
        Assert.Equal(whole.Facts.Warnings, resumed.Facts.Warnings);
        Assert.Equal(whole.Facts.InitialWeightsSha256, Facts().InitialWeightsSha256);
        Assert.NotNull(Facts().InitialWeightsSha256);
    }

    [Fact]
    public void Another_build_is_named_and_what_began_the_run_stays()
    {
        Interrupt(30);
        var versions = new Dictionary<string, string>(Facts().Versions!, StringComparer.Ordinal) { ["libtorch"] = "0.9.1" };
        (Facts() with { Commit = "4711", IsModified = true, Device = "cuda:7", Versions = versions }).Save(File("run.json"));
        Assert.Equal(StopReason.Interrupted, Resume(new RecordedProgress(10)).Stopped);
        var resumed = Resume();
        var warning = Assert.Single(resumed.Facts.Warnings, warning => warning.Contains("resumed", StringComparison.Ordinal));
        Assert.Matches(
            @"^the run was resumed with commit \S+( \(with changes that are not committed\))? \(begun with 4711 \(with changes that are not committed\)\), "
                + @"libtorch \S+ \(begun with 0\.9\.1\), device cpu \(begun with cuda:7\): it may not end in the same bits as a run that was never stopped$",
            warning);
        Assert.Contains(warning, Facts().Warnings);
        Assert.Contains("begun with 4711", System.IO.File.ReadAllText(File("report.html")), StringComparison.Ordinal);
        Assert.Equal(("4711", true, "cuda:7", "0.9.1"), (Facts().Commit, Facts().IsModified, Facts().Device, Facts().Versions!["libtorch"]));
    }

    [Fact]
    public void Times_are_those_of_all_processes()
    {
        Interrupt(30);
        (Facts() with { Finished = null, Stopped = null, TrainingSeconds = null, LoaderWaitSeconds = null, CheckpointSeconds = null, StageSeconds = null }).Save(File("run.json"));

        // What the checkpoint has is a thousand seconds more than what was.
        using (var run = RunFolder.Resume(folder.File("run")))
        {
            var found = ResumedRun.Find(run, null, null);
            Assert.NotNull(found.State);
            var later = new TrainingState();
            foreach (var entry in found.State.Entries)
            {
                if (entry.Name is "run.times.training" or "run.times.loader_wait" or "waited" or "run.times.stage.reading" or "run.times.stage.training")
                    later.Put(entry.Name, found.State.Number(entry.Name) + 1000);
                else
                    later.Put(entry);
            }

            Assert.Equal(found.State.Entries.Count, later.Entries.Count);
            CheckpointFile.Write(Directory.EnumerateFiles(File("checkpoints"), "*.safetensors").Max(StringComparer.Ordinal)!, later);
        }

        Resume();
        var facts = Facts();
        Assert.All(
            new[] { facts.TrainingSeconds, facts.LoaderWaitSeconds, facts.CheckpointSeconds, facts.StageSeconds!["reading"], facts.StageSeconds["training"] },
            seconds => Assert.InRange(seconds!.Value, 1000, 1500));
        Assert.InRange(facts.StageSeconds["preprocessing"], 0, 500);
        Assert.Equal("reading", facts.StageSeconds.Keys.First());
    }

    [Fact]
    public void A_run_that_is_interrupted_in_its_first_epoch_keeps_averaged_weights_and_says_that_it_is_hardly_trained_until_it_goes_on()
    {
        var card = Studies.Card(more: Averaged);
        var whole = Studies.Run(folder, "whole", card);
        Interrupt(5, card);
        Assert.Contains(ResumedRun.HardlyTrained, Facts().Warnings);
        var averaged = Read("last.safetensors");
        var plain = new RecordedProgress(5);
        Studies.Run(folder, "plain", Studies.Card(), plain, plain.Stop);
        Assert.NotEqual(averaged, System.IO.File.ReadAllBytes(folder.File("plain/last.safetensors")));
        Assert.Equal(whole.Facts.Warnings, Resume().Facts.Warnings);
    }

    private void Interrupt(int batches, string? card = null)
    {
        var progress = new RecordedProgress(batches);
        Assert.Equal(StopReason.Interrupted, Studies.Run(folder, "run", card ?? Studies.Card(), progress, progress.Stop).Stopped);
    }

    private RunOutcome Resume(RecordedProgress? progress = null) =>
        TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, progress ?? (ITrainingProgress)SilentProgress.Instance, progress?.Stop ?? default);

    private RunFacts Facts() => RunFacts.Load(File("run.json"));

    private string File(string name) => Path.Combine(folder.File("run"), name);

    private byte[] Read(string name) => System.IO.File.ReadAllBytes(File(name));
}
