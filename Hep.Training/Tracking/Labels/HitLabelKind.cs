using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Kinds;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Tracking;

/// <summary>Labels of hits: hits and seeds of an event in, the track of every hit out.</summary>
internal sealed class HitLabelKind : RunKind
{
    private const int FastEvents = 300, FastSplit = 100, FastEpochs = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => HitLabelCard.ModelNames;

    /// <inheritdoc/>
    public override IRunCard Read(CardSource source) => HitLabelCard.Read(source);

    /// <inheritdoc/>
    public override IRunCard Shorten(IRunCard card)
    {
        var labels = (HitLabelCard)card;
        return labels with
        {
            Data = labels.Data with { Events = Math.Min(labels.Data.Events, FastEvents), MostEvents = Math.Min(labels.Data.MostEvents ?? FastSplit, FastSplit) },
            Training = labels.Training with { Epochs = Math.Min(labels.Training.Epochs, FastEpochs), Warmup = null },
        };
    }

    /// <inheritdoc/>
    public override RunWork Begin(IRunCard card, RunContext context) => new HitLabelWork((HitLabelCard)card, context);

    /// <inheritdoc/>
    public override MetricsTree Evaluate(RunFolder run, RunFolder target, ThresholdOptions? threshold, IStageProgress? progress)
    {
        if (threshold is not null)
            throw new InvalidDataException("--threshold: found it with a run that labels hits, whose label is the most probable one, expected none");
        progress?.Stage("reading");
        var (card, facts) = ((HitLabelCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        return Evaluate(run, target, card, facts, facts.BestEpoch is null ? [] : TrainingHistory.Losses(run.History), progress);
    }

    internal static MetricsTree Evaluate(RunFolder run, RunFolder target, HitLabelCard card, RunFacts facts, IReadOnlyList<EpochLosses> history, IStageProgress? progress)
    {
        progress?.Stage("figures of merit");
        var evaluator = new HitLabelEvaluator(card, LabelFile.Load(run.Predictions), TrackFiles.Load(run.FullPath)[0]);
        evaluator.Metrics.Save(target.Metrics);
        progress?.Stage("figures");
        var figures = new FigureFolder(target.Plots, card.Evaluation);
        evaluator.Draw(figures, history);
        HitLabelReport.Save(run, target, facts, evaluator.Metrics, figures.Figures);
        return evaluator.Metrics;
    }

    /// <inheritdoc/>
    public override ExportFacts Export(RunFolder run, string? path, IStageProgress? progress)
    {
        progress?.Stage("reading");
        var (card, facts) = ((HitLabelCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        using var model = HitClassifiers.Load(card, run.Best);
        var sets = TrackingSets.Load(card.Data);
        ResumedRun.RequireSame([.. (facts.InputFiles ?? []).Select(file => (file.Path, file.Sha256))], [.. sets.Fingerprints().Select(file => (file.Path, file.Sha256))]);
        progress?.Stage("export");
        var export = HitClassifierExport.Write(path ?? run.Onnx, card, model, SeededEvents.Of(card.Data, card.Model.Tracks, "test", sets.Test), facts.Id);
        if (path is null)
        {
            (facts with { Export = export }).Save(run.Facts);
            _ = Evaluate(run, run, threshold: null, progress);
        }

        return export;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Summary(RunFacts facts, MetricsTree metrics) => HitLabelEvaluator.Finders(metrics, facts.TracksPerSecond).Rows
        .Select(row => (row[0], $"accuracy {row[1]}, wrong track {row[2]}, lost {row[3]}; tracks: efficiency {row[6]}, purity {row[8]}{(facts.TracksPerSecond is null ? "" : $", {row[9]} tracks/s")}"));

    /// <inheritdoc/>
    public override ReportTable Table(MetricsTree metrics) => HitLabelEvaluator.Finders(metrics);

    /// <inheritdoc/>
    public override IReadOnlyList<string> PreprocessingInWords(IRunCard card) =>
    [
        "hits r, φ, z beside each seed of three hits, to how far they lie from its helix, carried to their radius, in units of the expected size of that, fitted on the training tracks",
        FormattableString.Invariant($"of each seed the {((HitLabelCard)card).Model.Candidates} nearest hits, by layer and azimuth"),
    ];
}
