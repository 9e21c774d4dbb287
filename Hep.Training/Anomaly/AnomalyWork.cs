using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Kinds;
using Hep.Training.Objectives;
using Hep.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Anomaly;

/// <summary>The run of a search for anomalies.</summary>
internal sealed class AnomalyWork(AnomalyCard given, RunContext context) : RunWork(context)
{
    private AnomalyCard card = given;
    private AnomalySets? sets;
    private AnomalyDetector? detector;
    private AnomalyObjective? objective;

    /// <inheritdoc/>
    public override IRunCard Card => card;

    /// <inheritdoc/>
    public override nn.Module Model => detector!;

    /// <inheritdoc/>
    public override RunFacts Read(RunFacts facts, CancellationToken stop)
    {
        var (progress, before, events) = (Context.Progress, Context.Before, card.Data.Events);
        progress.Note(events.IsFile ? $"events: reading {events.Source}" : $"events: simulating '{events.Source}' (no data file was given)");
        sets = AnomalySets.Load(card, Context.Folder.FullPath, stop);
        before?.RequireSameInput(sets.Data, new FurtherFiles(null, null));
        stop.ThrowIfCancellationRequested();
        var signal = sets.Train.Labels.Count(label => label == 1);
        progress.Note(FormattableString.Invariant($"events: {sets.Train.Count - signal:N0} of background and {signal:N0} of signal to train on"));
        progress.Stage("preprocessing");
        var inputs = FittedInputs.Fit(sets.Train, events);

        // What the card left to the training events is written out, so that the card alone rebuilds the model.
        card = card with { Data = card.Data with { Events = inputs.Settle(events) } };
        detector = AnomalyDetectors.Create(card, inputs.ToStage()).to(Context.Device);
        return facts with
        {
            Input = sets.Data.Origin,
            InputSha256 = sets.Data.Sha256,
            InputFiles = sets.Data.Files,
            LeftOut = sets.Data.LeftOut,
            Events = new Dictionary<string, int>(StringComparer.Ordinal) { ["train"] = sets.Train.Count, ["validation"] = sets.WholeValidation.Count, ["test"] = sets.Test.Count },
            FittedOn = sets.Train.Count,
            Parameters = detector.parameters().Sum(parameter => parameter.numel()),
            Warnings = [.. inputs.Warnings, .. Warnings(card, detector.Network)],
        };
    }

    /// <inheritdoc/>
    public override IObjective Objective() => objective = new AnomalyObjective(detector!, sets!, card);

    /// <inheritdoc/>
    public override IRunCard Settle(int threads) => card = card with { Training = card.Training with { Threads = threads } };

    /// <inheritdoc/>
    public override void Save(string path, IReadOnlyList<SafeTensor> state, int epoch) => SafeTensorsFile.Write(path, state, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["hep.model"] = card.Model.Name,
        ["hep.epoch"] = FormattableString.Invariant($"{epoch}"),
    });

    /// <inheritdoc/>
    public override (RunFacts Facts, MetricsTree Metrics, IReadOnlyList<string> Caveats) Finish(RunFacts facts, TrainingHistory history)
    {
        objective?.Dispose();
        var (progress, folder) = (Context.Progress, Context.Folder);
        using var best = AnomalyDetectors.Load(card, folder.Best);
        progress.Stage("scoring");
        progress.Note("scoring validation and test split with the autoencoder and what stands beside it");
        var (mean, whitening) = LatentCovariance.Of(AnomalyDetectors.Latent(best, sets!.Train), card.Network.Latent);
        best.SetLatent(mean, whitening);
        var baselines = AnomalyBaselines.Fit(card, best, sets);
        var predictions = Predict(best, baselines);
        best.SetThreshold(AnomalyEvaluator.ThresholdOf(card, predictions.Of("validation")).Threshold);
        Save(folder.Best, Checkpoint.Pack(best), history.Best?.Epoch ?? 0);
        predictions.Save(folder.Predictions);
        if (card.Export.Onnx)
        {
            progress.Stage("export");
            progress.Note("exporting to ONNX, comparing with the model");
            facts = facts with { Export = AnomalyExport.Write(folder.Onnx, card, best, sets.Test, facts.Id) };
            facts.Save(folder.Facts);
        }

        progress.Note("figures and report");
        facts = facts with { StageSeconds = progress.StageSeconds, PeakMemoryBytes = Provenance.PeakMemory() };
        var metrics = AnomalyKind.Evaluate(folder, folder, card, facts, [.. history.Epochs.Select(epoch => new EpochLosses(epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss))], progress);
        return (facts, metrics, []);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        objective?.Dispose();
        detector?.Dispose();
        sets?.Dispose();
    }

    private static IEnumerable<string> Warnings(AnomalyCard card, Autoencoder network)
    {
        var isFree = !card.Network.IsVariational && card.Network.SparseActivation is null && card.Network.Corruption is Corruption.None;
        if (network.LatentSize >= network.Inputs && isFree)
            yield return FormattableString.Invariant($"model.latent: {network.LatentSize} latent numbers of {network.Inputs} inputs let the network copy every event, odd ones too; give fewer, or model.corruption, model.sparse_activation or model.variational");
        if (card.Data.Events.EventsPerClass is { } most)
            yield return FormattableString.Invariant($"data.events_per_class: at most {most} events of each class in each split; the figures of a fast run mean nothing");
    }

    private AnomalyPredictions Predict(AnomalyDetector best, AnomalyBaselines baselines)
    {
        (string Name, EventTable Events)[] splits = [("validation", sets!.WholeValidation), ("test", sets.Test)];
        T[] All<T>(Func<EventTable, IEnumerable<T>> of) => [.. splits.SelectMany(split => of(split.Events))];
        var scored = splits.Select(split => AnomalyDetectors.Score(best, split.Events)).ToList();
        var beside = splits.Select(split => baselines.Score(split.Events)).ToList();
        IReadOnlyList<(string, double[])> Columns(IReadOnlyList<string> names, IEnumerable<double[]> parts)
        {
            double[] rows = [.. parts.SelectMany(part => part)];
            return [.. names.Select((name, k) => (name, Enumerable.Range(0, rows.Length / names.Count).Select(row => rows[(row * names.Count) + k]).ToArray()))];
        }

        return new AnomalyPredictions(
            All(events => events.EventIds.Select(id => FormattableString.Invariant($"{id}"))),
            [.. splits.SelectMany(split => Enumerable.Repeat(split.Name, split.Events.Count))],
            All(events => events.Labels.Select(label => label == 1)),
            All(events => events.Weights),
            card.Evaluation.Mass is { } mass ? All(events => events.Numbers(mass).Values) : null,
            [
                .. Columns([.. best.Kinds.Select(AnomalyNames.Scores.NameOf)], scored.Select(part => part.Values)),
                .. beside[0].Select((pair, i) => (pair.Name, beside.SelectMany(part => part[i].Scores).ToArray())),
            ],
            Columns(best.Inputs.OutputNames, scored.Select(part => part.Terms)));
    }
}
