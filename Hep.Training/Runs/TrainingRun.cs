using System.Diagnostics;
using Hep.Common;
using Hep.Data;
using Hep.Evaluation.Plots;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Export;
using Hep.Training.Objectives;
using Hep.Training.Progress;
using Hep.Training.Systematics;
using TorchSharp;

namespace Hep.Training.Runs;

/// <summary>One run from a card to a folder: read, split, fit the preprocessing, train, score, evaluate, draw, export, report.</summary>
public sealed class TrainingRun
{
    private readonly RunFolder folder;
    private readonly ITrainingProgress progress;
    private readonly List<string> warnings = [];
    private RunCard card;

    private TrainingRun(RunCard card, RunFolder folder, ITrainingProgress progress)
    {
        this.card = card;
        this.folder = folder;
        this.progress = progress;
    }

    /// <summary>Does what is asked.</summary>
    /// <param name="request">The run card, and what replaces its values.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="stop">Ends the training after the batch at hand; the rest is still done, so that the folder can be used.</param>
    /// <exception cref="InvalidDataException">The card or the data cannot be used.</exception>
    /// <exception cref="RunFailedException">The training diverged, or the export does not agree with the model.</exception>
    public static RunOutcome Execute(TrainRequest request, ITrainingProgress progress, CancellationToken stop = default)
    {
        var card = RunCard.Load(request.Card, request.Overrides);
        if (request.IsFast)
            card = FastRun.Shorten(card);
        var device = Devices.Choose(card.Training.Device);
        using var folder = RunFolder.Create(request.Out ?? RunFolder.NextFor(request.Card));
        try
        {
            return new TrainingRun(card, folder, progress).Execute(request, device, stop);
        }
        catch
        {
            folder.RemoveIfEmpty();
            throw;
        }
    }

    private RunOutcome Execute(TrainRequest request, torch.Device device, CancellationToken stop)
    {
        progress.Note(card.Data.IsFile ? $"events: reading {(card.Data.Files.Count == 0 ? card.Data.Source : $"the files of {string.Join(", ", card.Data.Files.Select(process => process.Name))}")}" : $"events: simulating '{card.Data.Source}' (no data file was given)");
        using var data = StudyData.Load(card.Data, KeptColumns.Of(card).And(SystematicColumns.Inputs(card)).And(card.Training.Columns), folder.FullPath, stop);
        if (card.Data.Select.Count > 0 && data.CutFlow is { } flow)
            progress.Note(FormattableString.Invariant($"events: {flow.Events(flow.Steps.Count - 1):N0} of {flow.Events(0):N0} pass data.select"));
        if (data.LeftOut is { } left)
            progress.Note($"events: {left} are in no split");
        new SystematicScoring(card, data.Test, data.Test.Events).Require();
        stop.ThrowIfCancellationRequested();
        if (!data.Train.IsInMemory)
            progress.Note(FormattableString.Invariant($"events: more than fit into data.memory ({data.Memory / 1e6:N0} MB): on disk, {data.Train.WindowRows:N0} at a time"));
        var (preprocessing, fittedOn) = Fit(data.TrainingSample());
        warnings.AddRange(preprocessing.Warnings);
        if (FastRun.Warning(card) is { } fast)
            warnings.Add(fast);

        // What the card left to the training events is written out, so that the card alone rebuilds the model.
        card = card with { Data = card.Data with { Preprocessing = [.. preprocessing.Plan.Steps] } };
        using var classifier = Classifiers.Create(card, preprocessing).to(device);
        var weights = LossWeights.Fit(data.Train.Events, card.Training.ClassBalance);
        warnings.AddRange(weights.Warnings);
        var facts = Begin(request, data, classifier, device) with { FittedOn = fittedOn, NegativeWeights = weights.NegativeShares };
        AtomicFile.Write(folder.Card, card.ToYaml(), "run card");
        if (data.CutFlow is { } counted)
            CutFlowTable.Save(folder.CutFlow, counted);

        var clock = Stopwatch.StartNew();
        var (trainer, reason) = Train(data, weights, classifier, device, stop);

        // Sums may differ in their last bits between numbers of threads: the card that is kept repeats the run whatever auto would choose.
        // So may the order of events between machines with more and less memory.
        var settled = card with
        {
            Training = card.Training with { Threads = torch.get_num_threads() },
            Data = data.Train.IsInMemory ? card.Data : card.Data with { Memory = data.Memory },
        };
        AtomicFile.Write(folder.Card, settled.ToYaml(), "run card");
        facts = facts with
        {
            Threads = trainer.Threads,
            EventsPerSecond = trainer.EventsPerSecond,
            TrainingSeconds = clock.Elapsed.TotalSeconds,
            Stopped = reason.ToString(),
            BestEpoch = trainer.History.Best?.Epoch,
            Warnings = warnings,
        };
        facts.Save(folder.Facts);
        return Finish(data, preprocessing, weights, facts, trainer.History, reason);
    }

    // The sample may be large, and is gone after this.
    private (Preprocessing Preprocessing, int Events) Fit(EventTable sample) => (Preprocessing.Fit(sample, card.Data.Plan), sample.Count);

    private RunFacts Begin(TrainRequest request, StudyData data, Classifier classifier, torch.Device device)
    {
        var started = DateTime.UtcNow;
        var name = Path.GetFileNameWithoutExtension(request.Card);
        return new RunFacts
        {
            Id = FormattableString.Invariant($"{name}-{started:yyyyMMdd-HHmmssfff}-{Environment.ProcessId}"),
            Version = Provenance.Version,
            Commit = Provenance.Commit,
            Seed = card.Training.Seed,
            Input = data.Origin,
            InputSha256 = data.Sha256,
            InputFiles = data.Files,
            Started = started,
            Machine = Provenance.Machine,
            Device = device.ToString(),
            LeftOut = data.LeftOut,
            Events = data.Splits.ToDictionary(split => split.Name, split => split.Events.Count, StringComparer.Ordinal),
            WindowRows = data.Train.IsInMemory ? null : data.Train.WindowRows,
            Parameters = classifier.Network.parameters().Sum(parameter => parameter.numel()),
        };
    }

    private (Trainer Trainer, StopReason Reason) Train(StudyData data, LossWeights weights, Classifier classifier, torch.Device device, CancellationToken stop)
    {
        using var objective = new BinaryClassification(
            classifier,
            data.Train,
            data.Validation,
            [.. weights.Factors],
            card.Training.BatchSize,
            card.Training.Seed,
            device,
            Classifiers.SymmetryOf(card),
            card.Training.Loss,
            card.Training.Curriculum);
        var trainer = new Trainer(card.Training, objective, progress);
        var reason = trainer.Run(
            epoch =>
            {
                Classifiers.Save(folder.Last, card, classifier, epoch.Epoch);
                if (epoch.IsBest)
                    Classifiers.Save(folder.Best, card, classifier, epoch.Epoch);
                trainer.History.Save(folder.History);
            },
            stop);

        // Interrupted within the first epoch: what there is is the best there is.
        if (!File.Exists(folder.Best))
        {
            warnings.Add("the training was interrupted before the first epoch was complete: the model is hardly trained");
            Classifiers.Save(folder.Last, card, classifier, 0);
            Classifiers.Save(folder.Best, card, classifier, 0);
            trainer.History.Save(folder.History);
        }

        return (trainer, reason);
    }

    private RunOutcome Finish(StudyData data, Preprocessing preprocessing, LossWeights weights, RunFacts facts, TrainingHistory history, StopReason reason)
    {
        var (calibrated, calibration) = RunCalibration.Fit(Classifiers.Load(card, folder.Best), card.Training.Calibration, data.Validation, weights);
        using var best = calibrated;
        progress.Note($"calibration: {calibration.InWords()}");
        Classifiers.Save(folder.Best, card, best, history.Best?.Epoch ?? 0);
        facts = facts with { Calibration = calibration };
        facts.Save(folder.Facts);
        progress.Note("scoring all events");
        var predictions = Predictions.Of([.. data.Splits.Select(split => Scored(best, split.Name, split.Events, split.Events == data.Test))]);
        predictions.Save(folder.Predictions);
        facts = facts with { ShiftedSha256 = SystematicScoring.OfFiles(card, best, folder, progress.Note) };
        facts.Save(folder.Facts);
        if (card.Export.Onnx)
        {
            progress.Note("exporting to ONNX, comparing with the model");
            facts = facts with { Export = ClassifierExport.Write(folder.Onnx, card, best, data.Test, facts.Id) };
            facts.Save(folder.Facts);
        }

        progress.Note("figures and report");
        InputFigures.Draw(folder, data.TrainingSample(), preprocessing, card.Evaluation);
        var (metrics, caveats) = RunEvaluation.Evaluate(folder, folder, card, facts, predictions, [.. history.Epochs.Select(e => new EpochLosses(e.Epoch, e.TrainLoss, e.ValidationLoss))]);
        return new RunOutcome(folder, facts with { Warnings = [.. facts.Warnings, .. caveats] }, metrics, reason);
    }

    private (string Split, EventTable Events, float[] Scores) Scored(Classifier classifier, string split, EventSet events, bool isTest)
    {
        var (logits, scores) = Classifiers.Evaluate(classifier, events);
        float[] written = Array.ConvertAll(scores, score => (float)score);
        var table = CalibrationEvaluation.WithLogits(events.Events, logits);
        var varying = new SystematicScoring(card, events, table);
        return (split, isTest ? varying.Varied(classifier) : varying.Unvaried(written), written);
    }
}
