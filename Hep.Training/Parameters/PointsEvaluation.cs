using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Parameters;

/// <summary>The figures of merit of a run point by point, from its written predictions: numbers, figures and a section of the report.</summary>
/// <param name="card">The run card.</param>
/// <param name="points">The figures at each point.</param>
internal sealed class PointsEvaluation(RunCard card, IReadOnlyList<PointFigures> points)
{
    // More curves than these are not told apart.
    private const int MostCurves = 7;

    private string Hypothesis => string.Join(" and ", card.Data.Parameters.Select(parameter => parameter.Name));

    /// <summary>The evaluation; null where there are no points to look at one by one.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="facts">The run's facts.</param>
    /// <param name="predictions">The scored events, with the columns of the points.</param>
    /// <param name="metrics">The run's figures of merit, with the expected yields.</param>
    public static PointsEvaluation? Of(RunCard card, RunFacts facts, Predictions predictions, MetricsTree metrics) =>
        PointFigures.Of(card, facts, predictions, metrics.Number("yields.background.expected")) is { Count: > 0 } points ? new(card, points) : null;

    /// <summary>The names of the kept columns with the scores at the points.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="facts">The run's facts.</param>
    public static IEnumerable<string> Columns(RunCard card, RunFacts facts) => PointScoring.PointsOf(card, facts.Points).Select(PointScoring.ColumnOf);

    /// <summary>Sets the figures below <c>test.at.POINT</c>, such as <c>test.at.mass_500.auc</c>.</summary>
    /// <param name="metrics">The run's figures of merit.</param>
    public void Measure(MetricsTree metrics)
    {
        foreach (var point in points)
        {
            var key = $"test.at.{PointScoring.KeyOf(point.Point)}";
            var roc = point.Sample.Roc;
            metrics.Set($"{key}.auc", roc.Auc, roc.AucInterval());
            foreach (var efficiency in card.Evaluation.SignalEfficiencies)
                metrics.Set($"{key}.{BinaryFigures.RejectionKey(efficiency)}", roc.AtSignalEfficiency(efficiency).BackgroundRejection, roc.RejectionInterval(efficiency));
            metrics.Set($"{key}.asimov", point.Significance);
            metrics.Set($"{key}.selected_signal", point.Selected.Signal);
            metrics.Set($"{key}.selected_background", point.Selected.Background);
            metrics.Set($"{key}.signal_events", point.Sample.Signal.Count);
            metrics.Set($"{key}.trained", point.Point.IsTrained ? 1 : 0);
            foreach (var (name, value) in point.Point.Values)
                metrics.Set($"{key}.parameters.{FigureFolder.NameOf(name)}", value);
        }
    }

    /// <summary>Draws AUC and significance against the parameter, and the ROC curves of the points.</summary>
    /// <param name="figures">The run's figures.</param>
    public void Draw(FigureFolder figures)
    {
        if (points.Count <= MostCurves)
        {
            figures.Add(
                "roc_by_point",
                $"ROC curves on the test split, a curve a point: signal of that {Hypothesis} against all background{Told}{HeldOut}.",
                RocFigure.Create(new CurveFigureOptions { Baseline = null }, [.. points.Select(point => point.Sample)]));
        }

        if (card.Data.Parameters is not [var parameter])
            return;
        var file = FigureFolder.NameOf(parameter.Name);
        figures.Add(
            $"auc_against_{file}",
            $"Area under the ROC curve against {parameter.Name} on the test split: signal of that {parameter.Name} against all background{Told}; the errors are statistical{HeldOut}.",
            ParameterFigure.Create(parameter.Name, parameter.Unit, "AUC", Series(point => point.Sample.Roc.Auc)));
        figures.Add(
            $"significance_against_{file}",
            FormattableString.Invariant($"Expected Asimov significance against {parameter.Name} at the best threshold, with a background known to {100 * card.Evaluation.BackgroundUncertainty:G3}%; the threshold was chosen on one half of the test split and used on the other, both ways{HeldOut}."),
            ParameterFigure.Create(parameter.Name, parameter.Unit, "Asimov significance", Series(point => point.Significance)));
    }

    /// <summary>The section of the report.</summary>
    public ReportSection Section() => new($"By {Hypothesis}")
    {
        Text = $"Signal of one point at a time against all background of the test split{Told}. Thresholds were chosen for the largest Asimov significance on one half of the events, and used on the other.",
        Tables =
        [
            new ReportTable(
                "Figures of merit on the test split",
                [Hypothesis, "AUC", "Asimov significance", "Selected signal", "Selected background", "Signal events", "Trained on"],
                [.. points.Select(point => (IReadOnlyList<string>)
                [
                    point.Point.InWords(), point.Sample.Roc.Auc.ToString(), point.Significance.ToString(), point.Selected.Signal.ToString(), point.Selected.Background.ToString(),
                    FormattableString.Invariant($"{point.Sample.Signal.Count:N0}"), point.Point.IsTrained ? "yes" : "no",
                ])]),
        ],
    };

    private string Told => card.Data.Told.Count == 0 ? ", the network being told nothing of it" : ", the network being told it for both";

    private string HeldOut => points.Any(point => !point.Point.IsTrained) ? $"; signal of {string.Join(", ", points.Where(point => !point.Point.IsTrained).Select(point => point.Point.InWords()))} was not trained on" : "";

    private ParameterSeries Series(Func<PointFigures, Estimate> figure) =>
        new("Network", [.. points.Select(point => new ParameterPlace(point.Point.Values.Values.First(), figure(point), !point.Point.IsTrained))]);
}
