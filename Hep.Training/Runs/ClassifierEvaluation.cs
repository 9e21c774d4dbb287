using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Comparisons;
using Hep.Training.Measured;
using Hep.Training.Parameters;
using Hep.Training.Progress;
using Hep.Training.Systematics;

namespace Hep.Training.Runs;

/// <summary>Evaluates a classifier's run from its written predictions: metrics, figures and report, at the end of a training or any time later.</summary>
internal static class ClassifierEvaluation
{
    /// <inheritdoc cref="RunEvaluation.Evaluate"/>
    public static MetricsTree Evaluate(RunFolder folder, RunFolder target, ThresholdOptions? threshold, IStageProgress? progress)
    {
        progress?.Stage("reading");
        var facts = RunFacts.Load(folder.Facts);

        // A run that was interrupted in its first epoch has a history without a line.
        var history = facts.BestEpoch is null ? [] : TrainingHistory.Losses(folder.History);
        var card = folder.LoadCard();
        if (threshold is not null)
            card = card with { Evaluation = card.Evaluation with { Threshold = threshold } };
        var kept = KeptColumns.Of(card);
        string[] logit = facts.Calibration is null ? [] : [CalibrationEvaluation.LogitColumn];
        return Evaluate(folder, target, card, facts, Predictions.Load(folder.Predictions, [.. logit, .. kept.Numbers, .. SystematicColumns.Of(card.Evaluation), .. PointsEvaluation.Columns(card, facts)], kept.Texts), history, progress).Metrics;
    }

    internal static (MetricsTree Metrics, IReadOnlyList<string> Caveats) Evaluate(
        RunFolder folder, RunFolder target, RunCard card, RunFacts facts, Predictions predictions, IReadOnlyList<EpochLosses> history, IStageProgress? progress = null, Func<RunFacts>? settle = null)
    {
        progress?.Stage("figures of merit");
        var labels = new ClassificationEvaluation.LabelNames(card.Data.Label.Background, card.Data.Label.Signal);
        var evaluation = new ClassificationEvaluation(predictions, card.Evaluation, labels, facts.Points is { Count: > 0 } known ? known.Sum(point => point.SumOfWeights) : null);
        var calibration = facts.Calibration is { } fitted ? new CalibrationEvaluation(predictions, fitted, card.Training.Seed) : null;
        calibration?.Measure(evaluation.Metrics);
        var expected = new ExpectedEvents(predictions, evaluation.Metrics);
        var systematics = SystematicsEvaluation.Of(folder, card, predictions, expected, evaluation.Metrics, evaluation.Threshold);
        systematics?.Measure();
        var points = PointsEvaluation.Of(card, facts, predictions, evaluation.Metrics);
        points?.Measure(evaluation.Metrics);
        var measured = MeasuredEvaluation.Of(folder, card, facts, expected, evaluation.Threshold);
        measured?.Measure(evaluation.Metrics);
        var compared = ComparisonsEvaluation.Of(card, predictions);
        compared?.Measure(evaluation.Metrics);
        evaluation.Metrics.Save(target.Metrics);
        IReadOnlyList<string> caveats = [.. evaluation.Caveats(), .. compared?.Caveats ?? []];
        progress?.Stage("figures");
        var more = new FigureFolder(target.Plots, card.Evaluation);
        calibration?.Draw(more);
        systematics?.Draw(more);
        points?.Draw(more);
        compared?.Draw(more);
        VariableFigures.Draw(more, card, predictions, expected, evaluation.Threshold, systematics, measured);
        ReportFigure[] figures = [.. evaluation.Draw(target.Plots, history), .. more.Figures, .. ResponseFigures.Load(folder)];
        var selection = File.Exists(folder.CutFlow) ? CutFlowTable.Section(CutFlowTable.Load(folder.CutFlow), card.Data) : null;
        ReportSection?[] sections = [compared?.Section(evaluation.Metrics), points?.Section(), measured?.Section(evaluation.Metrics), systematics?.Section(), calibration?.Section(evaluation.Metrics), selection];

        // What the report says of the run is what the run's facts say, so that it comes out the same when it is made again.
        var settled = settle?.Invoke() ?? facts;
        RunReport.Save(folder, target, settled with { Warnings = [.. settled.Warnings, .. caveats] }, evaluation.Metrics, figures, [.. sections.OfType<ReportSection>()]);
        return (evaluation.Metrics, caveats);
    }
}
