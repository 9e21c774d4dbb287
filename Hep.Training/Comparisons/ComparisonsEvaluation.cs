using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Comparisons;

/// <summary>What a run's network is compared with, where it works, and what it sculpts: <c>evaluation.baselines</c>, <c>bins</c> and <c>sculpting</c>, from its written predictions.</summary>
internal sealed class ComparisonsEvaluation
{
    private readonly RunCard card;
    private readonly BaselinesEvaluation? baselines;
    private readonly IReadOnlyList<BinsEvaluation> bins;
    private readonly IReadOnlyList<SculptingEvaluation> sculpting;
    private readonly List<string> caveats = [];

    private ComparisonsEvaluation(RunCard card, Predictions predictions)
    {
        this.card = card;
        baselines = BaselinesEvaluation.Of(card, predictions, caveats);
        var competitors = baselines?.Drawn ?? [CompetitorFit.Network(predictions)];
        bins = [.. card.Evaluation.Bins.Select(column => new BinsEvaluation(card, predictions, column, competitors))];
        sculpting = [.. card.Evaluation.Sculpting.Select(column => new SculptingEvaluation(card, predictions, column))];
    }

    /// <summary>What could not be computed.</summary>
    public IReadOnlyList<string> Caveats => caveats;

    /// <summary>The comparisons of a card; null where it asks for none.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="predictions">The scored events with the columns of the comparisons.</param>
    /// <exception cref="InvalidDataException">There are baselines, and no training events.</exception>
    public static ComparisonsEvaluation? Of(RunCard card, Predictions predictions) => card.Evaluation.Compared.Any() ? new(card, predictions) : null;

    /// <summary>Sets the figures of merit.</summary>
    /// <param name="metrics">The run's figures of merit.</param>
    public void Measure(MetricsTree metrics)
    {
        baselines?.Measure(metrics);
        foreach (var column in bins)
            column.Measure(metrics);
        foreach (var column in sculpting)
            column.Measure(metrics);
    }

    /// <summary>Draws the figures.</summary>
    /// <param name="figures">The run's figures.</param>
    public void Draw(FigureFolder figures)
    {
        baselines?.Draw(figures);
        foreach (var column in bins)
            column.Draw(figures);
        foreach (var column in sculpting)
            column.Draw(figures);
    }

    /// <summary>The section of the report; null where there are figures alone.</summary>
    /// <param name="metrics">The run's figures of merit.</param>
    public ReportSection? Section(MetricsTree metrics)
    {
        ReportTable?[] tables = [baselines?.Table(metrics), sculpting.Count > 0 ? Divergences(metrics) : null];
        return tables.All(table => table is null)
            ? null
            : new ReportSection("Baselines and sculpting")
            {
                Text = "Baselines are fitted on the training split; of an observable the cut from one side or the likelihood ratio is taken, whichever rejects more background on the validation split. "
                    + "Errors are from bootstrap replicas that all classifiers share.",
                Tables = [.. tables.OfType<ReportTable>()],
            };
    }

    /// <summary>The unit of a column; empty where it is no feature.</summary>
    internal static string UnitOf(RunCard card, string column) => card.Data.Features.FirstOrDefault(feature => feature.Name == column)?.Unit ?? "";

    private ReportTable Divergences(MetricsTree metrics)
    {
        var efficiencies = ComparedFigures.EfficienciesOf(card.Evaluation);
        return new ReportTable(
            "Jensen-Shannon divergence of the background before and after the cut, in bits (a cut at random would have)",
            ["Column", .. efficiencies.Select(efficiency => FormattableString.Invariant($"at {100 * efficiency:0.####}%"))],
            [.. card.Evaluation.Sculpting.Select(column => (IReadOnlyList<string>)
            [
                column,
                .. efficiencies.Select(efficiency => SculptingEvaluation.PathOf(column, efficiency)).Select(path =>
                    FormattableString.Invariant($"{MetricsTable.Cell(metrics, path)} ({metrics.Number($"{path}_floor"):G2})")),
            ])]);
    }
}
