using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Kinds;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Tracking;

/// <summary>Tracks: hits in, the next hit of every track out.</summary>
internal sealed class TrackingKind : RunKind
{
    private const int FastEvents = 300, FastSplit = 100, FastParticles = 400, FastEpochs = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => TrackingCard.ModelNames;

    /// <inheritdoc/>
    public override IRunCard Read(CardSource source) => TrackingCard.Read(source);

    /// <inheritdoc/>
    public override IRunCard Shorten(IRunCard card)
    {
        var tracking = (TrackingCard)card;
        return tracking with
        {
            Data = tracking.Data with { Events = Math.Min(tracking.Data.Events, FastEvents), MostEvents = Math.Min(tracking.Data.MostEvents ?? FastSplit, FastSplit) },
            Training = tracking.Training with { Epochs = Math.Min(tracking.Training.Epochs, FastEpochs), Warmup = null },
            Evaluation = tracking.Evaluation with { Particles = Math.Min(tracking.Evaluation.Particles, FastParticles) },
        };
    }

    /// <inheritdoc/>
    public override RunWork Begin(IRunCard card, RunContext context) => new TrackingWork((TrackingCard)card, context);

    /// <inheritdoc/>
    public override MetricsTree Evaluate(RunFolder run, RunFolder target, ThresholdOptions? threshold, IStageProgress? progress)
    {
        if (threshold is not null)
            throw new InvalidDataException("--threshold: found it with a run of tracks, which has no score to cut on, expected none");
        progress?.Stage("reading");
        var (card, facts) = ((TrackingCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        return Evaluate(run, target, card, facts, facts.BestEpoch is null ? [] : TrainingHistory.Losses(run.History), progress);
    }

    internal static MetricsTree Evaluate(RunFolder run, RunFolder target, TrackingCard card, RunFacts facts, IReadOnlyList<EpochLosses> history, IStageProgress? progress)
    {
        progress?.Stage("figures of merit");
        var evaluator = new TrackingEvaluator(card, ResidualFile.Load(run.Predictions), TrackFiles.Load(run.FullPath));
        evaluator.Metrics.Save(target.Metrics);
        progress?.Stage("figures");
        var figures = new FigureFolder(target.Plots, card.Evaluation);
        evaluator.Draw(figures, history);
        TrackingReport.Save(run, target, facts, evaluator.Metrics, figures.Figures);
        return evaluator.Metrics;
    }

    /// <inheritdoc/>
    public override ExportFacts Export(RunFolder run, string? path, IStageProgress? progress)
    {
        progress?.Stage("reading");
        var (card, facts) = ((TrackingCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        using var model = HitPredictors.Load(card, run.Best);
        var sets = TrackingSets.Load(card.Data);
        ResumedRun.RequireSame([.. (facts.InputFiles ?? []).Where(file => file.Process is null).Select(file => (file.Path, file.Sha256))], [.. sets.Fingerprints().Select(file => (file.Path, file.Sha256))]);
        progress?.Stage("export");
        var export = HitPredictorExport.Write(path ?? run.Onnx, card, model, sets.Test, facts.Id);
        if (path is null)
        {
            (facts with { Export = export }).Save(run.Facts);
            _ = Evaluate(run, run, threshold: null, progress);
        }

        return export;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Summary(RunFacts facts, MetricsTree metrics)
    {
        var table = TrackingEvaluator.Finders(metrics, facts.TracksPerSecond);
        foreach (var row in table.Rows)
            yield return (row[0], $"{row[1]}: efficiency {row[2]}, fakes {row[3]}, clones {row[4]}{(facts.TracksPerSecond is null ? "" : $", {row[7]} tracks/s")}");
        if (metrics.Contains("test.pull_rphi"))
            yield return ("pulls", $"width {metrics.Figure("test.pull_rphi.width")} in rφ, {metrics.Figure("test.pull_z.width")} in z");
    }

    /// <inheritdoc/>
    public override ReportTable Table(MetricsTree metrics) => TrackingEvaluator.Finders(metrics);

    /// <inheritdoc/>
    public override IReadOnlyList<string> PreprocessingInWords(IRunCard card) =>
    [
        "hits r, φ, z of a track so far, and the radius that comes, to the helix through the last three hits, carried to that radius",
        "residuals of every hit beside its own helix in units of their expected size, fitted on the training tracks",
    ];
}
