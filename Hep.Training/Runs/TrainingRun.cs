using System.Diagnostics;
using Hep.Common;
using Hep.Data;
using Hep.Evaluation.Plots;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Export;
using Hep.Training.Objectives;
using Hep.Training.Progress;
using TorchSharp;

namespace Hep.Training.Runs;

/// <summary>One run from a card to a folder: read, split, fit the preprocessing, train, score, evaluate, draw, export, report.</summary>
public sealed class TrainingRun
{
    private readonly RunCard card;
    private readonly RunFolder folder;
    private readonly ITrainingProgress progress;
    private readonly List<string> warnings = [];

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
        if (card.Model is MlpOptions { Normalization: Normalization.Batch } && card.Training.BatchSize == 1)
            throw new InvalidDataException($"{request.Card}: training.batch_size: found 1, expected 2 or more with model.normalization: batch (one event has no spread)");
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
        progress.Note(card.Data.IsFile ? $"events: reading {card.Data.Source}" : $"events: simulating '{card.Data.Source}' (no data file was given)");
        using var data = StudyData.Load(card.Data, folder.FullPath, stop);
        stop.ThrowIfCancellationRequested();
        if (!data.Train.IsInMemory)
            progress.Note(FormattableString.Invariant($"events: more than fit into data.memory ({data.Memory / 1e6:N0} MB): on disk, {data.Train.WindowRows:N0} at a time"));
        var (scaling, fittedOn) = Fit(data.TrainingSample());
        warnings.AddRange(scaling.Warnings);
        using var classifier = Classifiers.Create(card, scaling).to(device);
        var balance = ClassBalance.Fit(data.Train.Events);
        var facts = Begin(request, data, balance, classifier, device) with { FittedOn = fittedOn };
        AtomicFile.Write(folder.Card, card.ToYaml(), "run card");

        var clock = Stopwatch.StartNew();
        var (trainer, reason) = Train(data, balance, classifier, device, stop);

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
        return Finish(data, facts, trainer.History, reason);
    }

    // The sample may be large, and is gone after this.
    private static (FeatureScaling Scaling, int Events) Fit(EventTable sample) => (FeatureScaling.Fit(sample), sample.Count);

    private RunFacts Begin(TrainRequest request, StudyData data, ClassBalance balance, Classifier classifier, torch.Device device)
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
            Started = started,
            Machine = Provenance.Machine,
            Device = device.ToString(),
            Events = data.Splits.ToDictionary(split => split.Name, split => split.Events.Count, StringComparer.Ordinal),
            WindowRows = data.Train.IsInMemory ? null : data.Train.WindowRows,
            NegativeWeights = balance.Classes.Zip(balance.NegativeShare).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
            Parameters = classifier.Network.parameters().Sum(parameter => parameter.numel()),
        };
    }

    private (Trainer Trainer, StopReason Reason) Train(StudyData data, ClassBalance balance, Classifier classifier, torch.Device device, CancellationToken stop)
    {
        using var objective = new BinaryClassification(
            classifier, data.Train, data.Validation, LossFactors(data, balance), card.Training.BatchSize, card.Training.Seed, device, Classifiers.SymmetryOf(card));
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

    // Weights of the loss average one over the training split; the validation split gets the same factors.
    private double[] LossFactors(StudyData data, ClassBalance balance)
    {
        for (var c = 0; c < balance.Classes.Count; c++)
        {
            if (balance.NegativeShare[c] > 0)
                warnings.Add(FormattableString.Invariant($"{balance.NegativeShare[c] * 100:0.0}% of the absolute weight of class '{balance.Classes[c]}' is negative"));
        }

        if (card.Training.ClassBalance)
            return balance.Factors;
        var factor = data.Train.Count / data.Train.Events.Weights.Sum();
        return Array.ConvertAll(balance.Factors, _ => factor);
    }

    private RunOutcome Finish(StudyData data, RunFacts facts, TrainingHistory history, StopReason reason)
    {
        using var best = Classifiers.Load(card, folder.Best);
        progress.Note("scoring all events");
        var predictions = Predictions.Of([.. data.Splits.Select(split => (split.Name, split.Events.Events, Scores(best, split.Events)))]);
        predictions.Save(folder.Predictions);
        if (card.Export.Onnx)
        {
            progress.Note("exporting to ONNX, comparing with the model");
            facts = facts with { Export = ClassifierExport.Write(folder.Onnx, card, best, data.Test, facts.Id) };
            facts.Save(folder.Facts);
        }

        progress.Note("figures and report");
        var (metrics, caveats) = RunEvaluation.Evaluate(folder, folder, card, facts, predictions, [.. history.Epochs.Select(e => new EpochLosses(e.Epoch, e.TrainLoss, e.ValidationLoss))]);
        return new RunOutcome(folder, facts with { Warnings = [.. facts.Warnings, .. caveats] }, metrics, reason);
    }

    private static float[] Scores(Classifier classifier, EventSet events)
    {
        var scores = new float[events.Count];
        foreach (var (start, rows) in events.Windows())
            Array.ConvertAll(Classifiers.Score(classifier, rows), score => (float)score).CopyTo(scores, start);
        return scores;
    }
}
