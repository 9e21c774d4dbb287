using Hep.Data;
using Hep.Data.Sequences;
using Hep.Data.Tracking.Finding;
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

/// <summary>The run of a hit predictor: true tracks of the training events, then tracks looked for in others with the network and with a Kalman filter.</summary>
internal sealed class TrackingWork(TrackingCard given, RunContext context) : RunWork(context)
{
    private TrackingCard card = given;
    private TrackingSets? sets;
    private SequenceSet? train, validation;
    private HitPredictor? model;
    private NextHitObjective? objective;

    /// <inheritdoc/>
    public override IRunCard Card => card;

    /// <inheritdoc/>
    public override nn.Module Model => model!;

    /// <inheritdoc/>
    public override RunFacts Read(RunFacts facts, CancellationToken stop)
    {
        var (progress, before, warnings) = (Context.Progress, Context.Before, new List<string>());
        progress.Note(card.Data.IsFile ? $"hits: reading {card.Data.Source}" : $"hits: simulating '{card.Data.Source}' (no data file was given)");
        HitPredictors.RequireBeside(card);
        sets = TrackingSets.Load(card.Data);
        InputFileFacts[] files = [.. sets.Fingerprints()];
        if (card.Evaluation.Hits is { } source)
        {
            var further = TrackingSets.ReadFurther(card.Data, source);
            files = [.. files, .. further.Files.Select(file => new InputFileFacts(file, InputFingerprint.Sha256(file), "evaluation.hits"))];
            warnings.AddRange(TrackingSets.InWords(further.Skips).Select(text => $"evaluation.hits: {text}"));
        }

        if (before?.Facts is { } known)
            ResumedRun.RequireSame([.. (known.InputFiles ?? []).Select(file => (file.Path, file.Sha256))], [.. files.Select(file => (file.Path, file.Sha256))]);
        stop.ThrowIfCancellationRequested();
        progress.Stage("preprocessing");
        var steps = Steps("train", warnings);
        train = steps;
        var validationSteps = Steps("validation", warnings);
        _ = Steps("test", warnings);
        if (card.Data.MostEvents is { } most)
            warnings.Add(FormattableString.Invariant($"data.most_events: at most {most} events in each split, to see that everything works; its figures mean little"));
        warnings.AddRange(sets.SkippedInWords());
        _ = manual_seed(card.Training.Seed);
        model = new HitPredictor((HitPredictorOptions)card.Model, TrackTraining.FitScales(steps)).to(Context.Device);
        (train, validation) = (TrackTraining.Prepare(steps, model.Helix), TrackTraining.Prepare(validationSteps, model.Helix));
        return facts with
        {
            Input = sets.Origin,
            InputFiles = files.Length == 0 ? null : files,
            Events = sets.Splits.ToDictionary(split => split.Name, split => split.Events.Count, StringComparer.Ordinal),
            Parameters = model.parameters().Sum(parameter => parameter.numel()),
            Warnings = warnings,
        };
    }

    /// <inheritdoc/>
    public override IObjective Objective()
    {
        objective = new NextHitObjective(model!, train!, validation!, card.Training.BatchSize, card.Training.Seed, Context.Device);
        Context.Progress.Note(FormattableString.Invariant($"tracks: {train!.Count:N0} of {train.Places:N0} steps to train on, {validation!.Count:N0} to validate on; padding {100 * objective.Padding:0.0}% of a batch; {100 * TrackTraining.ShareOfStrange(train):0.00}% of the steps are too far from their helix to count"));
        return objective;
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
        using var best = HitPredictors.Load(card, folder.Best);
        var finders = HitPredictors.Finders(card, best);
        var detector = card.Data.Detector.ToDetector();
        progress.Stage("prediction", sets!.Test.Count * (long)finders.Count);
        progress.Note("predicting the hits of true tracks");
        ResidualFile.Save(folder.Predictions, finders.SelectMany(finder => sets.Test.Select(one =>
        {
            var residuals = TrueTracks.Residuals(detector, finder.Predictor, one, card.Evaluation.Seeds.InnerLayers);
            progress.Advance(1);
            return (finder.Name, one.EventId, residuals);
        })));
        var samples = new List<FoundTracks>();
        foreach (var (sample, events) in TrackFinding.Samples(card, sets))
        {
            progress.Stage($"finding {sample}", events.Count * (long)finders.Count);
            samples.Add(TrackFinding.In(card, sample, events, finders, progress));
        }

        TrackFiles.Save(folder.FullPath, samples);
        foreach (var other in finders.Select(finder => finder.Predictor).OfType<NetworkPredictor>().Where(predictor => predictor.Model != best))
            other.Model.Dispose();
        if (card.Export.Onnx)
        {
            progress.Stage("export");
            progress.Note("exporting to ONNX, comparing with the model");
            facts = facts with { Export = HitPredictorExport.Write(folder.Onnx, card, best, sets.Test, facts.Id) };
            facts.Save(folder.Facts);
        }

        progress.Note("figures and report");
        facts = facts with { TracksPerSecond = TrackingEvaluator.Speeds(samples), StageSeconds = progress.StageSeconds, PeakMemoryBytes = Provenance.PeakMemory() };
        var metrics = TrackingKind.Evaluate(folder, folder, card, facts, [.. history.Epochs.Select(epoch => new EpochLosses(epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss))], progress);
        return (facts, metrics, []);
    }

    /// <inheritdoc/>
    public override void Dispose() => model?.Dispose();

    private SequenceSet Steps(string split, List<string> warnings)
    {
        var events = sets!.Splits.First(one => one.Name == split).Events;
        var (steps, tooShort, leftOut) = TrackSteps.Of(card.Data.Detector.ToDetector(), events, card.Data.Longest);
        if (leftOut > 0 && !card.Data.Skip.HasFlag(HitSkipping.LongTracks))
            throw new InvalidDataException(FormattableString.Invariant($"the {split} split has tracks of more than {card.Data.Longest} hits (data.longest), {leftOut} hits too many; raise data.longest, or leave them out by data.skip: [long_tracks]"));
        if (steps.Count == 0)
            throw new InvalidDataException(FormattableString.Invariant($"the {split} split has no track of {TrackSteps.SeedHits + 1} hits or more on different layers in its {events.Count} events ({tooShort} particles have fewer), and a network learns from the hits after the first {TrackSteps.SeedHits}; give other events"));
        if (leftOut > 0)
            warnings.Add(FormattableString.Invariant($"{leftOut} hits of tracks beyond data.longest were left out of the {split} split"));
        if (tooShort > 0)
            Context.Progress.Note(FormattableString.Invariant($"tracks: {tooShort:N0} particles of the {split} split have fewer than {TrackSteps.SeedHits + 1} hits, and teach nothing"));
        return steps;
    }
}
