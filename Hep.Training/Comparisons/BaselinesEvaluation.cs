using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Comparisons;

/// <summary>The network against what physicists would do without one: <c>evaluation.baselines</c>.</summary>
internal sealed class BaselinesEvaluation
{
    /// <summary>The key of the name of the best single observable.</summary>
    public const string BestKey = "best";

    private const string Path = "test.baselines";

    // The network, five observables and the discriminant: as many as there are colours.
    private const int MostObservables = 5;

    private readonly EvaluationSection options;
    private readonly Competitor? best;

    private BaselinesEvaluation(EvaluationSection options, IReadOnlyList<Competitor> competitors)
    {
        (this.options, Competitors) = (options, competitors);
        best = competitors.Where(one => one.IsObservable).MaxBy(one => one.Chosen);
    }

    /// <summary>The classifiers, the network first.</summary>
    public IReadOnlyList<Competitor> Competitors { get; }

    /// <summary>The classifiers of figures: of many observables the best.</summary>
    public IReadOnlyList<Competitor> Drawn =>
        [.. Competitors.Where(one => !one.IsObservable || Competitors.Count(other => other.IsObservable && other.Chosen > one.Chosen) < MostObservables)];

    /// <summary>Fits the baselines.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="predictions">The scored events with their columns.</param>
    /// <param name="caveats">Gets what could not be fitted.</param>
    public static BaselinesEvaluation? Of(RunCard card, Predictions predictions, List<string> caveats)
    {
        if (card.Evaluation.Baselines is not { } wanted)
            return null;
        var fit = new CompetitorFit(card, predictions);
        List<Competitor> competitors = [CompetitorFit.Network(predictions), .. wanted.Observables.Select(fit.Observable)];
        try
        {
            if (wanted.Fisher.Count > 0)
                competitors.Add(fit.Fisher(wanted.Fisher));
        }
        catch (InvalidDataException error)
        {
            // Columns that depend on each other are no reason to lose a training.
            caveats.Add($"evaluation.baselines.fisher: {error.Message}");
        }

        return new(card.Evaluation, competitors);
    }

    /// <summary>Sets the figures below <c>test.baselines</c>.</summary>
    /// <param name="metrics">The run's figures of merit.</param>
    public void Measure(MetricsTree metrics)
    {
        new ComparedFigures(Competitors, options).Measure(metrics, Path);
        if (best is not null)
            metrics.Set($"{Path}.{BestKey}", best.Key);
        foreach (var observable in Competitors.Where(one => one.IsObservable))
        {
            metrics.Set($"{Path}.{observable.Key}.used", observable.Used!);
            foreach (var (key, sample) in observable.Ways)
            {
                metrics.Set($"{Path}.{observable.Key}.{key}.auc", sample.Roc.Auc);
                metrics.Set($"{Path}.{observable.Key}.{key}.{Rejection}", sample.Roc.AtSignalEfficiency(CompetitorFit.WorkingPoint).BackgroundRejection);
            }
        }
    }

    /// <summary>Draws the rejection of all.</summary>
    /// <param name="figures">The run's figures.</param>
    public void Draw(FigureFolder figures) => figures.Add(
        "rejection_baselines",
        "Background rejection against signal efficiency on the test split, network and baselines; below, the network's rejection over that of each. Bands are statistical, those of ratios paired, as all score the same events.",
        RejectionFigure.Create(new CurveFigureOptions { Baseline = 0, IsDividend = true }, [.. Drawn.Select(one => one.Test)]));

    /// <summary>The table of the report.</summary>
    /// <param name="metrics">The run's figures of merit.</param>
    public ReportTable Table(MetricsTree metrics)
    {
        var efficiencies = ComparedFigures.EfficienciesOf(options);
        string Percent(double efficiency) => FormattableString.Invariant($"{100 * efficiency:0.####}%");
        return new ReportTable(
            $"Network and baselines on the test split{(best is null ? "" : $"; the best single observable is {best.Name}")}",
            [
                "Classifier", "AUC", .. efficiencies.Select(efficiency => $"Rejection at {Percent(efficiency)}"),
                .. efficiencies.Select(efficiency => $"Network / it at {Percent(efficiency)}"),
            ],
            [.. Competitors.Select(one => (IReadOnlyList<string>)
            [
                one.Name,
                MetricsTable.Cell(metrics, $"{Path}.{one.Key}.auc"),
                .. efficiencies.Select(efficiency => MetricsTable.Cell(metrics, $"{Path}.{one.Key}.{BinaryFigures.RejectionKey(efficiency)}")),
                .. efficiencies.Select(efficiency => MetricsTable.Cell(metrics, $"{Path}.{one.Key}.{ComparedFigures.RatioKey(efficiency)}")),
            ])]);
    }

    private static string Rejection => BinaryFigures.RejectionKey(CompetitorFit.WorkingPoint);
}
