using Hep.Data;
using Hep.Evaluation;
using Hep.Evaluation.Flavour;
using Hep.Evaluation.Plots;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Kinds;
using Hep.Training.Objectives;
using Hep.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Flavour;

/// <summary>The run of a jet tagger.</summary>
internal sealed class FlavourWork(FlavourCard given, RunContext context) : RunWork(context)
{
    private FlavourCard card = given;
    private JetSets? sets;
    private JetTagger? model;

    /// <inheritdoc/>
    public override IRunCard Card => card;

    /// <inheritdoc/>
    public override nn.Module Model => model!;

    /// <inheritdoc/>
    public override RunFacts Read(RunFacts facts, CancellationToken stop)
    {
        var (progress, before) = (Context.Progress, Context.Before);
        progress.Note(card.Data.IsFile ? $"jets: reading {card.Data.Source}" : $"jets: simulating '{card.Data.Source}' (no data file was given)");
        var hash = card.Data.IsFile ? InputFingerprint.Sha256(card.Data.Source) : null;
        FlavourKind.RequireBeside(card, hash);
        sets = JetSets.Load(card.Data);
        if (before?.Facts is { InputSha256: { } known })
            ResumedRun.RequireSame([(card.Data.Source, known)], [(card.Data.Source, hash!)]);
        stop.ThrowIfCancellationRequested();
        progress.Stage("preprocessing");
        model = JetTaggers.Create(card, sets.Train).to(Context.Device);
        return facts with
        {
            Input = sets.Origin,
            InputSha256 = hash,
            Events = sets.Splits.ToDictionary(split => split.Name, split => split.Jets.Count, StringComparer.Ordinal),
            Parameters = model.parameters().Sum(parameter => parameter.numel()),
            Warnings = sets.Caveats,
        };
    }

    /// <inheritdoc/>
    public override IObjective Objective() => new FlavourObjective(model!, sets!, card.Training.BatchSize, card.Training.Seed, Context.Device);

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
        var (progress, folder, test) = (Context.Progress, Context.Folder, sets!.Test);
        using var best = JetTaggers.Load(card, folder.Best);
        progress.Stage("scoring", test.Count);
        progress.Note("scoring the test split, and IP3D beside");
        var probabilities = JetTaggers.Score(best, test, advance: progress.Advance);
        var templates = ImpactParameterTemplates.Fit(sets.Train.ToTrackSet(), sets.Train.Labels, sets.TrainWeights, JetSample.Flavours.Count);
        var (tracks, flavours) = (test.ToTrackSet(), JetSample.Flavours.ToList());
        double[] Ratio(string background) => templates.Ratios(tracks, flavours.IndexOf("b"), flavours.IndexOf(background));
        new FlavourPredictions([.. test.EventIds.Select(id => FormattableString.Invariant($"{id}"))], test.Labels, test.Weights, [.. test.Pt.Select(pt => (double)pt)], probabilities, Ratio("light"), Ratio("c")).Save(folder.Predictions);
        if (card.Export.Onnx)
        {
            progress.Stage("export");
            progress.Note("exporting to ONNX, comparing with the model");
            facts = facts with { Export = JetTaggerExport.Write(folder.Onnx, card, best, test, facts.Id) };
            facts.Save(folder.Facts);
        }

        progress.Note("figures and report");
        FlavourInputFigures.Draw(folder, card, best, sets);
        facts = facts with { StageSeconds = progress.StageSeconds, PeakMemoryBytes = Provenance.PeakMemory() };
        var metrics = FlavourKind.Evaluate(folder, folder, card, facts, [.. history.Epochs.Select(epoch => new EpochLosses(epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss))], progress);
        return (facts, metrics, []);
    }

    /// <inheritdoc/>
    public override void Dispose() => model?.Dispose();
}
