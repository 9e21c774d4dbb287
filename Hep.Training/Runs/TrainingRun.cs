using Hep.Common;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Export;
using Hep.Training.Images;
using Hep.Training.Logging;
using Hep.Training.Measured;
using Hep.Training.Objectives;
using Hep.Training.Parameters;
using Hep.Training.Progress;
using Hep.Training.Systematics;
using TorchSharp;

namespace Hep.Training.Runs;

/// <summary>One run from a card to a folder: read, split, fit the preprocessing, train, score, evaluate, draw, export, report.</summary>
public sealed class TrainingRun
{
    private readonly RunFolder folder;
    private readonly RunJournal progress;
    private readonly List<string> warnings = [];
    private readonly RunCard given;
    private readonly ResumedRun? before;
    private readonly RunTimes times;
    private RunCard card;

    private TrainingRun(RunCard given, RunFolder folder, ResumedRun? before, RunJournal progress)
    {
        this.given = given;
        this.folder = folder;
        this.before = before;
        this.progress = progress;
        times = new RunTimes(progress);

        // Which events come together depends on the memory: the run goes on with that of its beginning.
        card = before?.State is { } state ? given with { Data = given.Data with { Memory = RunModels.MemoryOf(TrainingCheckpoints.OfRun(state)) } } : given;
    }

    /// <summary>Does what is asked.</summary>
    /// <param name="request">The run card, and what replaces its values.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends the training after the batch at hand; the rest is still done, so that the folder can be used.</param>
    /// <exception cref="InvalidDataException">The card or the data cannot be used.</exception>
    /// <exception cref="RunFailedException">The training diverged, or the export does not agree with the model.</exception>
    public static RunOutcome Execute(TrainRequest request, ITrainingProgress progress, CancellationToken stop = default)
    {
        var given = request.Card is { } file ? RunCard.Load(file, request.Overrides) : null;
        if (request.IsFast && given is not null)
            given = FastRun.Shorten(given);
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

    private static RunOutcome Resume(string run, RunCard? given, string? name, ITrainingProgress progress, CancellationToken stop)
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
        // A training that goes on has its weights in the checkpoint.
        var initial = before?.State is null ? InitialWeights.Of(card) : null;
        progress.Stage("reading");
        progress.Note(card.Data.IsFile ? $"events: reading {(card.Data.Files.Count == 0 ? card.Data.Source : $"the files of {string.Join(", ", card.Data.Files.Select(process => process.Name))}")}" : $"events: simulating '{card.Data.Source}' (no data file was given)");
        var kept = KeptColumns.Of(card).And(SystematicColumns.Inputs(card)).And(card.Training.Columns) with { WithScores = 1 + SystematicColumns.Of(card.Evaluation).Count() + (card.Data.Told.Count > 0 ? PointScoring.UsualPoints : 0) };
        using var data = StudyData.Load(card.Data, kept, folder.FullPath, stop);
        if (card.Data.Select.Count > 0 && data.CutFlow is { } flow)
            progress.Note(FormattableString.Invariant($"events: {flow.Events(flow.Steps.Count - 1):N0} of {flow.Events(0):N0} pass data.select"));
        if (data.LeftOut is { } left)
            progress.Note($"events: {left} are in no split");
        if (data.Parameters?.HeldOutInWords() is { } held)
            progress.Note($"events: {held}");
        if (data.Parameters?.Caveat is { } many)
            warnings.Add(many);
        new SystematicScoring(card, data.Test, data.Test.Events).Require();
        MeasuredFiles.Of(card)?.Require(stop);
        var further = FurtherFiles.Of(card);
        before?.RequireSameInput(data, further);
        stop.ThrowIfCancellationRequested();
        if (!data.Train.IsInMemory)
            progress.Note(FormattableString.Invariant($"events: more than fit into data.memory ({data.Memory / 1e6:N0} MB): on disk, {data.Train.WindowRows:N0} at a time"));
        if (data.MemoryCaveat is { } caveat)
            warnings.Add(caveat);
        progress.Stage("preprocessing");
        var (inputs, fittedOn) = Fit(data);
        warnings.AddRange(inputs.Warnings);
        if (FastRun.Warning(card) is { } fast)
            warnings.Add(fast);

        // What the card left to the training events is written out, so that the card alone rebuilds the model.
        card = given with { Data = inputs.Settle(given.Data) };
        using var classifier = Classifiers.Create(card, inputs.ToStage()).to(device);
        warnings.AddRange(initial?.LoadInto(classifier) ?? []);
        var weights = LossWeights.Fit(data.Train.Events, card.Training.ClassBalance);
        warnings.AddRange(weights.Warnings);
        var facts = Begin(name, file, data, further, classifier, device) with { FittedOn = fittedOn, NegativeWeights = weights.NegativeShares, InitialWeights = initial?.File, InitialWeightsSha256 = initial?.Sha256, Warnings = [.. warnings] };
        facts = before?.Continue(facts) ?? facts;
        facts.Save(folder.Facts);
        progress.Open(folder, card, facts);
        if (data.CutFlow is { } counted)
            CutFlowTable.Save(folder.CutFlow, counted);

        times.BeginTraining();
        var (trainer, reason) = Train(data, weights, classifier, device, stop);
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
        return Finish(data, inputs, weights, facts, trainer.History, reason);
    }

    // The sample may be large, and is gone after this: what a caller held would live as long as the caller.
    private (FittedInputs Inputs, int Events) Fit(StudyData data)
    {
        var sample = data.TrainingSample();
        return (FittedInputs.Fit(sample, card.Data), sample.Count);
    }

    private RunFacts Begin(string name, string? file, StudyData data, FurtherFiles further, Classifier classifier, torch.Device device)
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
            Seed = card.Training.Seed,
            Input = data.Origin,
            InputSha256 = data.Sha256,
            InputFiles = data.Files,
            ShiftedSha256 = further.Shifted,
            Measured = further.Measured is { } files ? new MeasuredFacts(files, card.Evaluation.BlindAbove) : null,
            Started = started,
            Machine = Provenance.Machine,
            Device = device.ToString(),
            LeftOut = data.LeftOut,
            Points = data.Parameters?.Facts,
            Told = data.Parameters?.Told,
            Events = data.Splits.ToDictionary(split => split.Name, split => split.Events.Count, StringComparer.Ordinal),
            WindowRows = data.Train.IsInMemory ? null : data.Train.WindowRows,
            Parameters = classifier.Network.parameters().Sum(parameter => parameter.numel()),
            FrozenParameters = card.Transfer.Freeze == 0 ? null : classifier.Network.parameters().Where(parameter => !parameter.requires_grad).Sum(parameter => parameter.numel()),
        };
    }

    private (Trainer Trainer, StopReason Reason) Train(StudyData data, LossWeights weights, Classifier classifier, torch.Device device, CancellationToken stop)
    {
        using var objective = new BinaryClassification(
            classifier,
            data.Parameters?.Balanced(data.Train) ?? data.Train,
            data.Parameters?.Balanced(data.Validation) ?? data.Validation,
            [.. weights.Factors],
            card.Training.BatchSize,
            card.Training.Seed,
            device,
            Classifiers.SymmetryOf(card),
            card.Training.Loss,
            card.Training.Curriculum,
            data.Parameters?.Draw,
            card.Training.Augmentation?.Image);
        times.Waited = () => objective.Waited;
        using var writer = new DiskWriter();
        var models = new RunModels(folder, writer, () => Settled(data), classifier, data.Memory, times);
        if (before?.State is { } state)
            models.Load(TrainingCheckpoints.OfRun(state));
        var checkpoints = new TrainingCheckpoints(new(folder.Checkpoints, card.Training.Checkpoint.Keep), writer, card.Training.Checkpoint, models, before?.State);
        var trainer = new Trainer(card.Training, objective, progress)
        {
            Checkpoints = checkpoints,
            WithoutEpoch = models.AsItIs,
            Begun = () => AtomicFile.Write(folder.Card, (card = Settled(data)).ToYaml(), "run card"),
        };
        return (trainer, trainer.Run(epoch => checkpoints.Wait(() => models.AfterEpoch(epoch, trainer.History)), stop));
    }

    // Sums may differ in their last bits between numbers of threads: the card that is kept repeats the run whatever auto would choose.
    // So may the order of events between machines with more and less memory.
    private RunCard Settled(StudyData data) => card with
    {
        Training = card.Training with { Threads = torch.get_num_threads() },
        Data = data.Train.IsInMemory ? card.Data : card.Data with { Memory = data.Memory },
    };

    private RunOutcome Finish(StudyData data, FittedInputs inputs, LossWeights weights, RunFacts facts, TrainingHistory history, StopReason reason)
    {
        progress.Stage("calibration");
        var (calibrated, calibration) = RunCalibration.Fit(Classifiers.Load(card, folder.Best), card.Training.Calibration, data.Parameters?.Balanced(data.Validation) ?? data.Validation, weights);
        using var best = calibrated;
        progress.Note($"calibration: {calibration.InWords()}");
        Classifiers.Save(folder.Best, card, best, history.Best?.Epoch ?? 0);
        facts = facts with { Calibration = calibration };
        facts.Save(folder.Facts);
        var predictions = new RunScoring(card, best, data, PointScoring.PointsOf(card, facts.Points), progress).Write(folder);
        new FurtherFiles(facts.ShiftedSha256, facts.Measured?.Files).RequireUnchanged(card);
        if (card.Export.Onnx)
        {
            progress.Stage("export");
            progress.Note("exporting to ONNX, comparing with the model");
            facts = facts with { Export = ClassifierExport.Write(folder.Onnx, card, best, data.Test, facts.Id, facts.Told) };
            facts.Save(folder.Facts);
        }

        progress.Stage("figures");
        progress.Note("figures and report");
        inputs.Draw(folder, data, card);
        ImageFigures.DrawLearned(folder, card, best, data.Test);
        ResponseFigures.Draw(folder, card, best, data.Test, facts.Points ?? []);
        var (metrics, caveats) = RunEvaluation.Evaluate(
            folder,
            folder,
            card,
            facts,
            predictions,
            [.. history.Epochs.Select(e => new EpochLosses(e.Epoch, e.TrainLoss, e.ValidationLoss))],
            progress,
            () => facts = facts with { StageSeconds = progress.StageSeconds, PeakMemoryBytes = Provenance.PeakMemory() });
        facts = facts with { Finished = DateTime.UtcNow };
        facts.Save(folder.Facts);
        var outcome = new RunOutcome(folder, facts with { Warnings = [.. facts.Warnings, .. caveats] }, metrics, reason);
        foreach (var warning in outcome.Facts.Warnings)
            progress.Warning(warning);
        progress.Close(reason == StopReason.Interrupted ? RunState.Interrupted : RunState.Complete);
        return outcome;
    }
}
