using Hep.Tests.Support;
using Hep.Training;
using Hep.Training.Progress;
using Hep.Training.Runs;
using Xunit;

namespace Hep.Tests.Training.Runs;

/// <summary>A run that was stopped goes on in its folder, and ends as the run that was never stopped.</summary>
[Collection(nameof(LibTorchState))]
public sealed class ResumedRunTests : IDisposable
{
    private const string Sky = "{DER_mass_vis: GeV, PRI_tau_pt: GeV, PRI_tau_phi: rad, PRI_lep_phi: rad}";
    private const string Turned = ", augmentation: {phi: [PRI_tau_phi, PRI_lep_phi]}";

    private static readonly string[] Results = ["best.safetensors", "last.safetensors", "history.csv", "predictions.csv", "metrics.json", "card.yaml"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("all in memory", 5)]
    [InlineData("all in memory", 40)]
    [InlineData("augmentation", 30)]
    [InlineData("windows", 20)]
    [InlineData("windows, augmentation", 100)]
    public void After_Ctrl_C_it_ends_in_the_same_files(string what, int batches)
    {
        var card = what switch
        {
            "augmentation" => Studies.Card(features: Sky, more: Turned),
            "windows" => Windows(Studies.Card()),
            "windows, augmentation" => Windows(Studies.Card(features: Sky, more: Turned)),
            _ => Studies.Card(),
        };
        var whole = Studies.Run(folder, "whole", card);
        var progress = new RecordedProgress(batches);
        Assert.Equal(StopReason.Interrupted, Studies.Run(folder, "run", card, progress, progress.Stop).Stopped);
        Assert.NotEqual(Read("whole", "last.safetensors"), Read("run", "last.safetensors"));
        var id = RunFacts.Load(RunFolder.Open(folder.File("run")).Facts).Id;

        var resumed = Resume();
        Assert.Equal(StopReason.AllEpochs, resumed.Stopped);
        Assert.Equal(whole.Facts.Warnings, resumed.Facts.Warnings);
        Assert.Equal((id, whole.Facts.BestEpoch), (resumed.Facts.Id, resumed.Facts.BestEpoch));
        foreach (var file in Results)
            Assert.Equal(Read("whole", file), Read("run", file));
        Assert.Equal(
            Directory.EnumerateFileSystemEntries(folder.File("whole")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Directory.EnumerateFileSystemEntries(folder.File("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_the_one_before_is_used()
    {
        var whole = Studies.Run(folder, "whole", Studies.Card());
        Interrupt(30);
        var files = Checkpoints();
        File.WriteAllBytes(files[^1], File.ReadAllBytes(files[^1])[..^9]);

        // The best model of the checkpoint replaces the one that is there.
        File.WriteAllText(Path.Combine(folder.File("run"), "best.safetensors"), "damaged");
        var resumed = Resume();
        Assert.Equal([resumed.Facts.Warnings[0], .. whole.Facts.Warnings], resumed.Facts.Warnings);
        Assert.StartsWith($"a damaged checkpoint is left out: {files[^1]}: not a whole safetensors file: it is cut off: ", resumed.Facts.Warnings[0], StringComparison.Ordinal);
        foreach (var file in Results)
            Assert.Equal(Read("whole", file), Read("run", file));
    }

    [Fact]
    public void Without_a_whole_checkpoint_it_is_refused()
    {
        Interrupt(30);
        foreach (var file in Checkpoints())
            File.WriteAllText(file, "");
        Assert.StartsWith($"{folder.File("run")}/checkpoints: no checkpoint can be used; begin a new run with the same card\n", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_ended_before_its_training_begins_anew()
    {
        Studies.Run(folder, "whole", Studies.Card());
        Interrupt(30);
        foreach (var file in Checkpoints())
            File.Delete(file);
        foreach (var file in new[] { "run.json", "best.safetensors", "history.csv" })
            File.Delete(Path.Combine(folder.File("run"), file));
        File.Copy(Path.Combine(folder.File("run"), "checkpoints", "card.yaml"), Path.Combine(folder.File("run"), "card.yaml"), overwrite: true);
        Resume();
        foreach (var file in Results)
            Assert.Equal(Read("whole", file), Read("run", file));
    }

    [Fact]
    public void A_complete_run_is_left_as_it_is()
    {
        var run = Studies.Run(folder, "run", Studies.Card());
        var before = Times();
        var notes = new RecordedProgress();
        var again = TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, notes);
        Assert.Equal([$"{folder.File("run")}: the run is complete, there is nothing left to do"], notes.Notes);
        Assert.Equal(run.Metrics.ToJson(), again.Metrics.ToJson());
        Assert.Equal((StopReason.AllEpochs, run.Facts.Id), (again.Stopped, again.Facts.Id));
        Assert.Equal(before, Times());

        Dictionary<string, DateTime> Times() => Directory.EnumerateFiles(folder.File("run"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ".lock")
            .ToDictionary(file => file, File.GetLastWriteTimeUtc, StringComparer.Ordinal);
    }

    [Fact]
    public void Another_card_is_refused_with_the_keys_that_differ()
    {
        Interrupt(30);
        var card = folder.File("run.yaml");
        var request = new TrainRequest(card) { Resume = folder.File("run"), Overrides = ["training.epochs=5", "model.hidden=[9]"] };
        Assert.Equal(
            $"""
            {card}: found another card than that of the run in {folder.File("run")}; give the same card, or none, or begin a new run with --out
              model.hidden: found [9], expected [8]
              training.epochs: found 5, expected 3
            """,
            Assert.Throws<InvalidDataException>(() => TrainingRun.Execute(request, SilentProgress.Instance)).Message);
        Assert.Equal(StopReason.AllEpochs, TrainingRun.Execute(request with { Overrides = [] }, SilentProgress.Instance).Stopped);
    }

    [Fact]
    public void A_card_that_was_changed_in_the_folder_is_refused()
    {
        Interrupt(30);
        var card = Path.Combine(folder.File("run"), "card.yaml");
        File.WriteAllText(card, File.ReadAllText(card).Replace("learning_rate: 0.001", "learning_rate: 0.01", StringComparison.Ordinal));
        Assert.Equal(
            $"""
            {card}: found another card than that with which the run was begun; undo the change, or begin a new run with this card and --out
              training.learning_rate: found 0.01, expected 0.001
            """,
            Refused());
    }

    [Fact]
    public void Events_that_have_changed_are_refused()
    {
        var file = folder.File("events.csv");
        Studies.WriteGaussians(file, Toys.Gaussians(300, 1, [.. Enumerable.Repeat(1.0, 300)]));
        Interrupt(5, Studies.Card(source: "./events.csv", features: "{a: GeV, b: 1}"));
        File.AppendAllText(file, "2000,0.5,0.5,1,s\n");
        Assert.Matches(
            $"^the input has changed since the run was begun; bring the files back, or begin a new run with --out\n  {file}: found SHA-256 [0-9a-f]{{64}}, expected [0-9a-f]{{64}}$",
            Refused());
    }

    [Fact]
    public void A_run_of_another_version_is_refused()
    {
        Interrupt(30);
        var facts = Path.Combine(folder.File("run"), "run.json");
        (RunFacts.Load(facts) with { Version = "0.0.1" }).Save(facts);
        Assert.Equal(
            $"{facts}: found a run that was begun with Hep 0.0.1, expected {Provenance.Version}, which is this one; resume it with that version, or begin a new run with --out",
            Refused());
        Directory.Delete(Path.Combine(folder.File("run"), "checkpoints"), recursive: true);
        Assert.Equal(
            $"{folder.File("run")}: found a run without checkpoints, of a version of Hep that kept none; it cannot be resumed: train again with its card.yaml and another --out",
            Refused());
    }

    [Fact]
    public void What_is_no_run_is_refused()
    {
        Assert.Equal($"{folder.File("run")}: no such folder; a run folder is what 'hep train' writes", Assert.Throws<DirectoryNotFoundException>(Resume).Message);
        Directory.CreateDirectory(folder.File("run"));
        Assert.Equal($"{folder.File("run")}: not a run folder, it has no card.yaml; a run folder is what 'hep train' writes", Refused());
    }

    [Fact]
    public void A_card_begins_the_run_where_there_is_none()
    {
        File.WriteAllText(folder.File("run.yaml"), Studies.Card());
        var request = new TrainRequest(folder.File("run.yaml")) { Resume = folder.File("run") };

        // What a process leaves that is killed as soon as it has the folder.
        Directory.CreateDirectory(Path.Combine(folder.File("run"), "checkpoints"));
        File.WriteAllText(Path.Combine(folder.File("run"), "checkpoints", ".lock"), "");
        File.WriteAllText(Path.Combine(folder.File("run"), "checkpoints", ".pid"), "4711");
        File.WriteAllText(Path.Combine(folder.File("run"), "checkpoints", ".card.yaml.4711.tmp"), "da");
        Assert.Equal(StopReason.AllEpochs, TrainingRun.Execute(request, SilentProgress.Instance).Stopped);
        Assert.Equal(StopReason.AllEpochs, TrainingRun.Execute(request, SilentProgress.Instance).Stopped);
    }

    [Fact]
    public void A_folder_in_which_another_process_writes_is_refused()
    {
        Interrupt(30);
        using (RunFolder.Resume(folder.File("run")))
        {
            Assert.Equal(
                $"{folder.File("run")}: another process (pid {Environment.ProcessId}) is writing into this run folder; wait for it, or end it",
                Refused());
        }

        Resume();
    }

    private static string Windows(string card) => card.Replace("events: 1500", "events: 9000", StringComparison.Ordinal).Replace("split: {by: hash}", "split: {by: hash}\n  memory: 1 MB", StringComparison.Ordinal);

    private void Interrupt(int batches, string? card = null)
    {
        var progress = new RecordedProgress(batches);
        Assert.Equal(StopReason.Interrupted, Studies.Run(folder, "run", card ?? Studies.Card(), progress, progress.Stop).Stopped);
    }

    private RunOutcome Resume() => TrainingRun.Execute(new TrainRequest(null) { Resume = folder.File("run") }, SilentProgress.Instance);

    private string Refused() => Assert.Throws<InvalidDataException>(Resume).Message;

    private string[] Checkpoints() =>
        [.. Directory.EnumerateFiles(Path.Combine(folder.File("run"), "checkpoints"), "*.safetensors").Order(StringComparer.Ordinal)];

    private string Read(string run, string file) => Convert.ToHexString(File.ReadAllBytes(Path.Combine(folder.File(run), file)));
}
