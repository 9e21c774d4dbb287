using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Models;
using Hep.Training.Cards;
using Hep.Training.Checkpoints;
using Hep.Training.Export;
using Hep.Training.Images;
using Hep.Training.Measured;
using Hep.Training.Objectives;
using Hep.Training.Parameters;
using Hep.Training.Runs;
using Hep.Training.Systematics;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Training.Kinds;

/// <summary>The run of a classifier: events or images, a network with one logit, its calibration, and everything that is asked of a score.</summary>
internal sealed class ClassificationWork : RunWork
{
    private readonly RunCard given;
    private readonly List<string> warnings = [];
    private RunCard card;
    private StudyData? data;
    private FittedInputs? inputs;
    private LossWeights? weights;
    private Classifier? classifier;
    private BinaryClassification? objective;

    /// <summary>A run that has read nothing yet.</summary>
    /// <param name="given">The run card.</param>
    /// <param name="context">What the run is done in.</param>
    public ClassificationWork(RunCard given, RunContext context)
        : base(context)
    {
        this.given = given;

        // Which events come together depends on the memory: the run goes on with that of its beginning.
        card = context.Before?.State is { } state ? given with { Data = given.Data with { Memory = RunModels.MemoryOf(TrainingCheckpoints.OfRun(state)) } } : given;
    }

    /// <inheritdoc/>
    public override IRunCard Card => card;

    /// <inheritdoc/>
    public override nn.Module Model => classifier!;

    /// <inheritdoc/>
    public override TimeSpan Waited => objective?.Waited ?? TimeSpan.Zero;

    /// <inheritdoc/>
    public override long Memory => data!.Memory;

    /// <inheritdoc/>
    public override RunFacts Read(RunFacts facts, CancellationToken stop)
    {
        // A training that goes on has its weights in the checkpoint.
        var (progress, before) = (Context.Progress, Context.Before);
        var initial = before?.State is null ? InitialWeights.Of(card) : null;
        progress.Note(card.Data.IsFile ? $"events: reading {(card.Data.Files.Count == 0 ? card.Data.Source : $"the files of {string.Join(", ", card.Data.Files.Select(process => process.Name))}")}" : $"events: simulating '{card.Data.Source}' (no data file was given)");
        var kept = KeptColumns.Of(card).And(SystematicColumns.Inputs(card)).And(card.Training.Columns) with { WithScores = 1 + SystematicColumns.Of(card.Evaluation).Count() + (card.Data.Told.Count > 0 ? PointScoring.UsualPoints : 0) };
        data = StudyData.Load(card.Data, kept, Context.Folder.FullPath, stop);
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
        (inputs, var fittedOn) = Fit(data);
        warnings.AddRange(inputs.Warnings);
        if (FastRun.Warning(card) is { } fast)
            warnings.Add(fast);

        // What the card left to the training events is written out, so that the card alone rebuilds the model.
        card = given with { Data = inputs.Settle(given.Data) };
        classifier = Classifiers.Create(card, inputs.ToStage()).to(Context.Device);
        warnings.AddRange(initial?.LoadInto(classifier) ?? []);
        weights = LossWeights.Fit(data.Train.Events, card.Training.ClassBalance);
        warnings.AddRange(weights.Warnings);
        return facts with
        {
            Input = data.Origin,
            InputSha256 = data.Sha256,
            InputFiles = data.Files,
            ShiftedSha256 = further.Shifted,
            Measured = further.Measured is { } files ? new MeasuredFacts(files, card.Evaluation.BlindAbove) : null,
            LeftOut = data.LeftOut,
            Points = data.Parameters?.Facts,
            Told = data.Parameters?.Told,
            Events = data.Splits.ToDictionary(split => split.Name, split => split.Events.Count, StringComparer.Ordinal),
            WindowRows = data.Train.IsInMemory ? null : data.Train.WindowRows,
            Parameters = classifier.Network.parameters().Sum(parameter => parameter.numel()),
            FrozenParameters = card.Transfer.Freeze == 0 ? null : classifier.Network.parameters().Where(parameter => !parameter.requires_grad).Sum(parameter => parameter.numel()),
            FittedOn = fittedOn,
            NegativeWeights = weights.NegativeShares,
            InitialWeights = initial?.File,
            InitialWeightsSha256 = initial?.Sha256,
            Warnings = [.. warnings],
        };
    }

    /// <inheritdoc/>
    public override void Keep()
    {
        if (data!.CutFlow is { } counted)
            CutFlowTable.Save(Context.Folder.CutFlow, counted);
    }

    /// <inheritdoc/>
    public override IObjective Objective() => objective = new BinaryClassification(
        classifier!,
        data!.Parameters?.Balanced(data.Train) ?? data.Train,
        data.Parameters?.Balanced(data.Validation) ?? data.Validation,
        [.. weights!.Factors],
        card.Training.BatchSize,
        card.Training.Seed,
        Context.Device,
        Classifiers.SymmetryOf(card),
        card.Training.Loss,
        card.Training.Curriculum,
        data.Parameters?.Draw,
        card.Training.Augmentation?.Image);

    /// <inheritdoc/>
    public override IRunCard Settle(int threads)
    {
        // Sums may differ in their last bits between numbers of threads: the card that is kept repeats the run whatever auto would choose.
        // So may the order of events between machines with more and less memory.
        return card = card with
        {
            Training = card.Training with { Threads = threads },
            Data = data!.Train.IsInMemory ? card.Data : card.Data with { Memory = data.Memory },
        };
    }

    /// <inheritdoc/>
    public override void Save(string path, IReadOnlyList<SafeTensor> state, int epoch) => Classifiers.Save(path, card, state, epoch);

    /// <inheritdoc/>
    public override (RunFacts Facts, MetricsTree Metrics, IReadOnlyList<string> Caveats) Finish(RunFacts facts, TrainingHistory history)
    {
        // The tensors of the training are not needed any more.
        objective?.Dispose();
        var (progress, folder) = (Context.Progress, Context.Folder);
        progress.Stage("calibration");
        var (calibrated, calibration) = RunCalibration.Fit(Classifiers.Load(card, folder.Best), card.Training.Calibration, data!.Parameters?.Balanced(data.Validation) ?? data.Validation, weights!);
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
        inputs!.Draw(folder, data, card);
        ImageFigures.DrawLearned(folder, card, best, data.Test);
        ResponseFigures.Draw(folder, card, best, data.Test, facts.Points ?? []);
        var (metrics, caveats) = ClassifierEvaluation.Evaluate(
            folder,
            folder,
            card,
            facts,
            predictions,
            [.. history.Epochs.Select(e => new EpochLosses(e.Epoch, e.TrainLoss, e.ValidationLoss))],
            progress,
            () => facts = facts with { StageSeconds = progress.StageSeconds, PeakMemoryBytes = Provenance.PeakMemory() });
        return (facts, metrics, caveats);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        objective?.Dispose();
        classifier?.Dispose();
        data?.Dispose();
    }

    // The sample may be large, and is gone after this: what a caller held would live as long as the caller.
    private (FittedInputs Inputs, int Events) Fit(StudyData data)
    {
        var sample = data.TrainingSample();
        return (FittedInputs.Fit(sample, card.Data), sample.Count);
    }
}
