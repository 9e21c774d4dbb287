using Hep.Common;
using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Kinds;
using Hep.Training.Logging;
using Hep.Training.Progress;
using TorchSharp;

namespace Hep.Training.Runs;

/// <summary>
/// One run from a card to a folder: read, fit the preprocessing, train, score, evaluate, draw, export, report. What that means is the affair of its kind
/// (<see cref="RunWork"/>); here are the folder, the facts, the checkpoints and the way on after an interruption, which are the same for all.
/// </summary>
public sealed class TrainingRun
{
    private readonly RunFolder folder;
    private readonly RunJournal progress;
    private readonly IRunCard given;
    private readonly ResumedRun? before;
    private readonly RunTimes times;

    private TrainingRun(IRunCard given, RunFolder folder, ResumedRun? before, RunJournal progress)
    {
        this.given = given;
        this.folder = folder;
        this.before = before;
        this.progress = progress;
        times = new RunTimes(progress);
    }

    /// <summary>Does what is asked.</summary>
    /// <param name="request">The run card, and what replaces its values.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends the training after the batch at hand; the rest is still done, so that the folder can be used.</param>
    /// <exception cref="InvalidDataException">The card or the data cannot be used.</exception>
    /// <exception cref="RunFailedException">The training diverged, or the export does not agree with the model.</exception>
    public static RunOutcome Execute(TrainRequest request, ITrainingProgress progress, CancellationToken stop = default)
    {
        var given = request.Card is { } file ? RunCards.Load(file, request.Overrides) : null;
        if (request.IsFast && given is not null)
            given = RunKind.Of(given).Shorten(given);
        if (request.Resume is { } run && (given is null || !RunFolder.IsUnused(run)))
            return Resume(run, given, request.Card, progress, stop);
        if (given is null)
            throw new ArgumentException("there is neither a card nor a run to resume", nameof(request));
        var device = Devices.Choose(given.Training.Device);
        using var folder = RunFolder.Create(request.Resume ?? request.Out ?? RunFolder.NextFor(request.Card!));
        try
        {
            AtomicFile.Write(folder.GivenCard, given.ToYaml(), "run card");
            AtomicFile.Write(folder.Card, given.ToYaml(), "run card");
            return Journaled(folder, progress, journal => new TrainingRun(given, folder, null, journal).Execute(Path.GetFileNameWithoutExtension(request.Card!), request.Card, device, stop));
        }
        catch
        {
            folder.RemoveIfNotBegun();
            throw;
        }
    }

    private static RunOutcome Resume(string run, IRunCard? given, string? name, ITrainingProgress progress, CancellationToken stop)
    {
        using var folder = RunFolder.Resume(run);
        var before = ResumedRun.Find(folder, given, name);
        if (before.State is null)
            progress.Note("the run was ended before its training began: it begins anew");
        if (before.IsComplete)
        {
            progress.Note($"{run}: the run is complete, there is nothing left to do");
            return new RunOutcome(folder, before.Facts!, MetricsTree.Load(folder.Metrics), Enum.Parse<StopReason>(before.Facts!.Stopped!));
        }

        return Journaled(
            folder, progress, journal => new TrainingRun(before.Card, folder, before, journal).Execute(Path.GetFileName(folder.FullPath), null, Devices.Choose(before.Card.Training.Device), stop));
    }

    private static RunOutcome Journaled(RunFolder folder, ITrainingProgress progress, Func<RunJournal, RunOutcome> run)
    {
        using var journal = new RunJournal(progress, TimeProvider.System);
        try
        {
            return run(journal);
        }
        catch (IOException e) when (IsResumable(folder, e))
        {
            journal.Close(e);
            throw Resumable(folder, e);
        }
        catch (Exception e)
        {
            journal.Close(e);
            throw;
        }
    }

    // A disk that is full, say; not a file that is missing.
    private static bool IsResumable(RunFolder folder, IOException e) => e.GetType() == typeof(IOException) && File.Exists(folder.Facts);

    private static IOException Resumable(RunFolder folder, IOException e) => new($"{e.Message}; then go on with: hep train --resume {folder.FullPath}", e);

    private RunOutcome Execute(string name, string? file, torch.Device device, CancellationToken stop)
    {
        using var work = RunKind.Of(given).Begin(given, new RunContext(folder, progress, before, device));
        progress.Stage("reading");
        var facts = work.Read(Begin(name, file, device), stop);
        facts = before?.Continue(facts) ?? facts;
        facts.Save(folder.Facts);
        progress.Open(folder, work.Card, facts);
        work.Keep();

        times.BeginTraining();
        var (trainer, reason) = Train(work, stop);
        facts = facts with
        {
            Threads = trainer.Threads,
            EventsPerSecond = trainer.EventsPerSecond,
            TrainingSeconds = times.Training,
            LoaderWaitSeconds = times.LoaderWait,
            CheckpointSeconds = trainer.Checkpoints?.Spent.TotalSeconds,
            Stopped = reason.ToString(),
            BestEpoch = trainer.History.Best?.Epoch,
            Warnings = trainer.History.Best is null ? [.. facts.Warnings, ResumedRun.HardlyTrained] : facts.Warnings,
        };
        facts.Save(folder.Facts);
        var (found, metrics, caveats) = work.Finish(facts, trainer.History);
        facts = found with { Finished = DateTime.UtcNow };
        facts.Save(folder.Facts);
        var outcome = new RunOutcome(folder, facts with { Warnings = [.. facts.Warnings, .. caveats] }, metrics, reason);
        foreach (var warning in outcome.Facts.Warnings)
            progress.Warning(warning);
        progress.Close(reason == StopReason.Interrupted ? RunState.Interrupted : RunState.Complete);
        return outcome;
    }

    private RunFacts Begin(string name, string? file, torch.Device device)
    {
        var started = before?.Facts?.Started ?? DateTime.UtcNow;
        var source = file is null ? null : SourceState.Of(file);
        return new RunFacts
        {
            Id = before?.Facts?.Id ?? FormattableString.Invariant($"{name}-{started:yyyyMMdd-HHmmssfff}-{Environment.ProcessId}"),
            Version = Provenance.Version,
            Commit = Provenance.Commit,
            IsModified = Provenance.IsModified,
            Card = before?.Facts?.Card ?? name,
            CardCommit = source?.Commit ?? before?.Facts?.CardCommit,
            CardIsModified = source?.IsModified ?? before?.Facts?.CardIsModified,
            Versions = Provenance.Versions,
            Seed = given.Training.Seed,
            Input = "",
            Started = started,
            Machine = Provenance.Machine,
            Device = device.ToString(),
            Events = new Dictionary<string, int>(StringComparer.Ordinal),
            Parameters = 0,
        };
    }

    private (Trainer Trainer, StopReason Reason) Train(RunWork work, CancellationToken stop)
    {
        var objective = work.Objective();
        times.Waited = () => work.Waited;
        using var writer = new DiskWriter();
        var models = new RunModels(folder, writer, work, times);
        if (before?.State is { } state)
            models.Load(TrainingCheckpoints.OfRun(state));
        var training = work.Card.Training;
        var checkpoints = new TrainingCheckpoints(new(folder.Checkpoints, training.Checkpoint.Keep), writer, training.Checkpoint, models, before?.State);
        var trainer = new Trainer(training, objective, progress)
        {
            Checkpoints = checkpoints,
            WithoutEpoch = models.AsItIs,
            Begun = () => AtomicFile.Write(folder.Card, work.Settle(torch.get_num_threads()).ToYaml(), "run card"),
        };
        return (trainer, trainer.Run(epoch => checkpoints.Wait(() => models.AfterEpoch(epoch, trainer.History)), stop));
    }
}
