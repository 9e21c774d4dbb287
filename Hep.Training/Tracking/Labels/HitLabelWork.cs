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

namespace Hep.Training.Tracking;

/// <summary>The run of a hit classifier: hits of training events beside their true seeds, then labels for the hits of others, by the network and by the nearest helix.</summary>
internal sealed class HitLabelWork(HitLabelCard given, RunContext context) : RunWork(context)
{
    private const int StepsOfFit = 100_000;
    private HitLabelCard card = given;
    private TrackingSets? sets;
    private SeededEvents? train, validation, test;
    private HitClassifier? model;

    /// <inheritdoc/>
    public override IRunCard Card => card;

    /// <inheritdoc/>
    public override nn.Module Model => model!;

    /// <inheritdoc/>
    public override RunFacts Read(RunFacts facts, CancellationToken stop)
    {
        var (progress, before, warnings) = (Context.Progress, Context.Before, new List<string>());
        progress.Note(card.Data.IsFile ? $"hits: reading {card.Data.Source}" : $"hits: simulating '{card.Data.Source}' (no data file was given)");
        HitClassifiers.RequireBeside(card);
        sets = TrackingSets.Load(card.Data);
        var files = sets.Fingerprints();
        if (before?.Facts is { } known)
            ResumedRun.RequireSame([.. (known.InputFiles ?? []).Select(file => (file.Path, file.Sha256))], [.. files.Select(file => (file.Path, file.Sha256))]);
        stop.ThrowIfCancellationRequested();
        progress.Stage("preprocessing");
        var seeded = sets.Splits.Select(split => (split.Name, Events: SeededEvents.Of(card.Data, card.Model.Tracks, split.Name, split.Events))).ToArray();
        (train, validation, test) = (seeded[0].Events, seeded[1].Events, seeded[2].Events);
        if (card.Data.MostEvents is { } most)
            warnings.Add(FormattableString.Invariant($"data.most_events: at most {most} events in each split, to see that everything works; its figures mean little"));
        warnings.AddRange(sets.SkippedInWords());
        warnings.AddRange(seeded.SelectMany(split => split.Events.LeftOut));
        var steps = train.Steps(StepsOfFit);
        if (steps.Count == 0)
            throw new InvalidDataException(FormattableString.Invariant($"the train split has no particle with a seed and a hit beyond it in its {train.Events.Count} events, and a network learns from those; give other events"));
        _ = manual_seed(card.Training.Seed);
        model = new HitClassifier(card.Model, TrackTraining.FitScales(steps)).to(Context.Device);
        return facts with
        {
            Input = sets.Origin,
            InputFiles = files.Count == 0 ? null : files,
            Events = seeded.ToDictionary(split => split.Name, split => split.Events.Events.Count, StringComparer.Ordinal),
            Parameters = model.parameters().Sum(parameter => parameter.numel()),
            Warnings = warnings,
        };
    }

    /// <inheritdoc/>
    public override IObjective Objective()
    {
        var (forTraining, forValidation) = (new PreparedSeeds(train!, model!, Context.Device), new PreparedSeeds(validation!, model!, Context.Device));
        Context.Progress.Note(FormattableString.Invariant(
            $"hits: {train!.Hits.Places:N0} of {train.Hits.Count:N0} events to train on, {validation!.Hits.Count:N0} to validate on; {100 * forTraining.Reached:0.00}% of those to be found are among the {card.Model.Candidates} candidates of their seed"));
        return new HitLabelObjective(model!, (train, forTraining), (validation, forValidation), card.Training.BatchSize, card.Training.Seed, Context.Device);
    }

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
        var (progress, folder) = (Context.Progress, Context.Folder);
        using var best = HitClassifiers.Load(card, folder.Best);
        var networks = HitClassifiers.All(card, best);
        progress.Stage("prediction", networks.Count + 1L);
        progress.Note("labelling the hits of the test split");
        var labels = new List<LabelledHits>();
        foreach (var (name, network) in networks)
        {
            labels.Add(HitClassifiers.Label(name, network, test!));
            progress.Advance(1);
        }

        labels.Add(new NearestHelix(best.Seeds, validation!).Label(test!));
        progress.Advance(1);
        LabelFile.Save(folder.Predictions, test!, labels);
        var tracks = new FoundTracks(HitLabelEvaluator.Sample, test!.Events, [.. labels.Select(label => label.Tracks(test))]);
        TrackFiles.Save(folder.FullPath, [tracks]);
        if (card.Export.Onnx)
        {
            progress.Stage("export");
            progress.Note("exporting to ONNX, comparing with the model");
            facts = facts with { Export = HitClassifierExport.Write(folder.Onnx, card, best, test, facts.Id) };
            facts.Save(folder.Facts);
        }

        progress.Note("figures and report");
        facts = facts with { TracksPerSecond = TrackingEvaluator.Speeds([tracks]), StageSeconds = progress.StageSeconds, PeakMemoryBytes = Provenance.PeakMemory() };
        var metrics = HitLabelKind.Evaluate(folder, folder, card, facts, [.. history.Epochs.Select(epoch => new EpochLosses(epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss))], progress);
        foreach (var (_, network) in networks.Skip(1))
            network.Dispose();
        return (facts, metrics, []);
    }

    /// <inheritdoc/>
    public override void Dispose() => model?.Dispose();
}
