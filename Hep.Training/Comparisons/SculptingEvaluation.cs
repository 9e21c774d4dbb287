using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Comparisons;

/// <summary>What cuts on the score make of the background's distribution of a column: an entry of <c>evaluation.sculpting</c>.</summary>
/// <param name="card">The run card.</param>
/// <param name="predictions">The scored events with their columns.</param>
/// <param name="column">The column.</param>
internal sealed class SculptingEvaluation(RunCard card, Predictions predictions, string column)
{
    // More would hold too little of the selected background to have a shape.
    private const int Bins = 15;

    private readonly Sculpting sculpting = Binned(card, predictions, column);

    /// <summary>Sets the divergences below <c>test.sculpting.COLUMN.at_50</c> and so on.</summary>
    /// <param name="metrics">The run's figures of merit.</param>
    public void Measure(MetricsTree metrics)
    {
        var efficiencies = ComparedFigures.EfficienciesOf(card.Evaluation);
        var replicas = card.Evaluation.BootstrapReplicas is { } count ? sculpting.Divergences(efficiencies, count, (ulong)card.Evaluation.BootstrapSeed) : null;
        for (var e = 0; e < efficiencies.Count; e++)
        {
            var path = PathOf(column, efficiencies[e]);
            if (replicas is null)
                metrics.Set(path, sculpting.Divergence(efficiencies[e]));
            else
                metrics.Set(path, replicas[e].Estimate);
            metrics.Set($"{path}_floor", sculpting.Floor(efficiencies[e]));
        }
    }

    /// <summary>Draws the distributions.</summary>
    /// <param name="figures">The run's figures.</param>
    public void Draw(FigureFolder figures) => figures.Add(
        $"sculpting_{FigureFolder.NameOf(column)}",
        $"{column} of {card.Data.Label.Background} on the test split before and after cuts on the score that keep a share ε_s of {card.Data.Label.Signal}, each normalised to unit area, and the ratio of the shapes; the first and the last bin hold what lies beyond them.",
        SculptingFigure.Create(column, ComparisonsEvaluation.UnitOf(card, column), sculpting, ComparedFigures.EfficienciesOf(card.Evaluation)));

    /// <summary>The path of a divergence.</summary>
    public static string PathOf(string column, double efficiency) =>
        $"test.sculpting.{FigureFolder.NameOf(column)}.{BinaryFigures.RejectionKey(efficiency)["rejection_".Length..]}.jensen_shannon";

    private static Sculpting Binned(RunCard card, Predictions predictions, string column)
    {
        var values = CompetitorFit.Values(card, predictions, ExpectedEvents.Split, column);
        return new Sculpting(predictions.Sample(ExpectedEvents.Split, ExpectedEvents.Split)!, values, VariableBins.Of(values, Bins));
    }
}
