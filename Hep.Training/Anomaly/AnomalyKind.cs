using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Kinds;
using Hep.Training.Progress;
using Hep.Training.Runs;

namespace Hep.Training.Anomaly;

/// <summary>A search for anomalies: events in, how odd they are out.</summary>
internal sealed class AnomalyKind : RunKind
{
    private const int FastEvents = 5000, FastEventsPerClass = 500, FastEpochs = 2, FastBatch = 64;
    private const double FastRate = 0.02;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models => AnomalyCard.ModelNames;

    /// <inheritdoc/>
    public override IRunCard Read(CardSource source) => AnomalyCard.Read(source);

    /// <inheritdoc/>
    public override IRunCard Shorten(IRunCard card)
    {
        var anomaly = (AnomalyCard)card;
        var events = anomaly.Data.Events;
        return anomaly with
        {
            Data = anomaly.Data with { Events = events with { Events = Math.Min(events.Events, FastEvents), EventsPerClass = Math.Min(events.EventsPerClass ?? FastEventsPerClass, FastEventsPerClass) } },
            Training = anomaly.Training with { Epochs = Math.Min(anomaly.Training.Epochs, FastEpochs), BatchSize = Math.Min(anomaly.Training.BatchSize, FastBatch), Warmup = null },
            Evaluation = anomaly.Evaluation with { BackgroundRate = Math.Max(anomaly.Evaluation.BackgroundRate, FastRate) },
        };
    }

    /// <inheritdoc/>
    public override RunWork Begin(IRunCard card, RunContext context) => new AnomalyWork((AnomalyCard)card, context);

    /// <inheritdoc/>
    public override MetricsTree Evaluate(RunFolder run, RunFolder target, ThresholdOptions? threshold, IStageProgress? progress)
    {
        if (threshold is not null)
            throw new InvalidDataException("--threshold: found it with a search for anomalies, whose threshold is set by the rate of background (evaluation.background_rate), expected none");
        progress?.Stage("reading");
        var (card, facts) = ((AnomalyCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        return Evaluate(run, target, card, facts, facts.BestEpoch is null ? [] : TrainingHistory.Losses(run.History), progress);
    }

    internal static MetricsTree Evaluate(RunFolder run, RunFolder target, AnomalyCard card, RunFacts facts, IReadOnlyList<EpochLosses> history, IStageProgress? progress)
    {
        progress?.Stage("figures of merit");
        var evaluator = new AnomalyEvaluator(card, AnomalyPredictions.Load(run.Predictions));
        evaluator.Metrics.Save(target.Metrics);
        progress?.Stage("figures");
        var figures = new FigureFolder(target.Plots, card.Evaluation);
        evaluator.Draw(figures, history);
        AnomalyReport.Save(run, target, facts, evaluator.Metrics, figures.Figures);
        return evaluator.Metrics;
    }

    /// <inheritdoc/>
    public override ExportFacts Export(RunFolder run, string? path, IStageProgress? progress)
    {
        progress?.Stage("reading");
        var (card, facts) = ((AnomalyCard)RunCards.Load(run.Card), RunFacts.Load(run.Facts));
        using var detector = AnomalyDetectors.Load(card, run.Best);
        using var sets = AnomalySets.Load(card);
        progress?.Stage("export");
        var export = AnomalyExport.Write(path ?? run.Onnx, card, detector, sets.Test, facts.Id);
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
        yield return ("test", $"AUC {metrics.Figure("test.auc")}, maximum SIC {metrics.Figure("test.max_sic")}");
        var best = metrics.Keys("test.detectors").MaxBy(name => metrics.Number($"test.detectors.{name}.max_sic.value"))!;
        yield return ("best of all", $"{AnomalyEvaluator.InWords(best)}: AUC {metrics.Figure($"test.detectors.{best}.auc")}, maximum SIC {metrics.Figure($"test.detectors.{best}.max_sic")}");
        yield return ("decision", FormattableString.Invariant($"background {metrics.Figure("test.background_rate")} (wanted {metrics.Number("test.wanted_rate")}), signal {metrics.Figure("test.signal_efficiency")}, threshold {metrics.Number("test.threshold.value"):G4}"));
    }

    /// <inheritdoc/>
    public override ReportTable Table(MetricsTree metrics) => AnomalyEvaluator.Detectors(metrics);

    /// <inheritdoc/>
    public override IReadOnlyList<string> PreprocessingInWords(IRunCard card) => ((AnomalyCard)card).Data.Events.PreprocessingInWords;
}
