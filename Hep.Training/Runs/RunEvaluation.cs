using Hep.Data;
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

/// <summary>Evaluates a run from its written predictions: metrics, figures and report, at the end of a training or any time later.</summary>
public static class RunEvaluation
{
    /// <summary>Evaluates a run folder again.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="target">The folder that gets metrics, plots and report; null: the run folder, where they are replaced.</param>
    /// <param name="threshold">Takes the place of <c>evaluation.threshold</c> in the run's card; null: the card's.</param>
    /// <param name="progress">Is told which part is at hand; null: nobody is.</param>
    /// <exception cref="FileNotFoundException">The run has no predictions.</exception>
    /// <exception cref="InvalidDataException">A file of the run is broken.</exception>
    public static MetricsTree Evaluate(RunFolder folder, RunFolder? target = null, ThresholdOptions? threshold = null, IStageProgress? progress = null)
    {
        progress?.Stage("reading");
        var facts = RunFacts.Load(folder.Facts);

        // A run that was interrupted in its first epoch has a history without a line.
        var history = facts.BestEpoch is null ? [] : History(folder.History);
        var card = folder.LoadCard();
        if (threshold is not null)
            card = card with { Evaluation = card.Evaluation with { Threshold = threshold } };
        var kept = KeptColumns.Of(card);
        string[] logit = facts.Calibration is null ? [] : [CalibrationEvaluation.LogitColumn];
        return Evaluate(folder, target ?? folder, card, facts, Predictions.Load(folder.Predictions, [.. logit, .. kept.Numbers, .. SystematicColumns.Of(card.Evaluation), .. PointsEvaluation.Columns(card, facts)], kept.Texts), history, progress).Metrics;
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

    private static IReadOnlyList<EpochLosses> History(string path)
    {
        var columns = CsvColumns.Read(path, ["epoch", "train_loss", "validation_loss"]);
        var (epochs, train, validation) = (columns.Numbers("epoch"), columns.Numbers("train_loss"), columns.Numbers("validation_loss"));
        return [.. epochs.Select((epoch, i) => new EpochLosses((int)epoch, train[i], validation[i]))];
    }
}
