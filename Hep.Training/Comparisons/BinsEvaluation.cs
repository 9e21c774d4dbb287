using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Comparisons;

/// <summary>ROC figures in bins of a column: an entry of <c>evaluation.bins</c>. Each bin has a working point of its own.</summary>
internal sealed class BinsEvaluation
{
    // In replicas of fewer, a class may be empty.
    private const int FewestEvents = 10;

    // More curves are not told apart.
    private const int MostCurves = 7;

    private readonly ColumnBins bins;
    private readonly string unit;
    private readonly IReadOnlyList<Competitor> competitors;
    private readonly IReadOnlyList<(Competitor[] Inside, ComparedFigures Figures)?> parts;

    /// <summary>Divides the events.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="predictions">The scored events with their columns.</param>
    /// <param name="bins">The column and its edges.</param>
    /// <param name="competitors">The classifiers, the network first.</param>
    public BinsEvaluation(RunCard card, Predictions predictions, ColumnBins bins, IReadOnlyList<Competitor> competitors)
    {
        (this.bins, this.competitors) = (bins, competitors);
        unit = ComparisonsEvaluation.UnitOf(card, bins.Column);
        var values = CompetitorFit.Values(card, predictions, ExpectedEvents.Split, bins.Column);
        parts = [.. Enumerable.Range(0, bins.Edges.Count - 1).Select(bin => Part(card.Evaluation, values, bin))];
    }

    private string File => FigureFolder.NameOf(bins.Column);

    /// <summary>Sets the figures below <c>test.bins.COLUMN.LOW_to_HIGH</c>.</summary>
    /// <param name="metrics">The run's figures of merit.</param>
    public void Measure(MetricsTree metrics)
    {
        for (var bin = 0; bin < parts.Count; bin++)
        {
            if (parts[bin] is not { } part)
                continue;
            var path = $"test.bins.{File}.{FigureFolder.NameOf(FormattableString.Invariant($"{bins.Edges[bin]}_to_{bins.Edges[bin + 1]}"))}";
            var sample = part.Inside[0].Test;
            metrics.Set($"{path}.signal_events", sample.Signal.Count);
            metrics.Set($"{path}.background_events", sample.Background.Count);
            part.Figures.Measure(metrics, path);
        }
    }

    /// <summary>Draws the rejection against the column, and the network's curve in each bin.</summary>
    /// <param name="figures">The run's figures.</param>
    public void Draw(FigureFolder figures)
    {
        const double efficiency = CompetitorFit.WorkingPoint;
        var undefined = new Estimate(double.NaN, double.NaN);
        figures.Add(
            $"rejection_by_{File}",
            FormattableString.Invariant($"Background rejection at a signal efficiency of {100 * efficiency:0.#}% in bins of {bins.Column} on the test split; each bin has its own cut. A bin with fewer than {FewestEvents} events of a class has no point."),
            BinnedFigure.Create(
                bins.Column,
                unit,
                FormattableString.Invariant($"Rejection at {100 * efficiency:0.#}% signal efficiency"),
                bins.Edges,
                [.. competitors.Select((one, c) => new BinnedSeries(one.Name, [.. parts.Select(part => part?.Figures.Rejection(c, efficiency) ?? undefined)]))]));
        BinarySample[] curves = [.. parts.Select((part, bin) => part is { } there ? Renamed(there.Inside[0].Test, bin) : null).OfType<BinarySample>()];
        if (curves.Length is > 0 and <= MostCurves)
        {
            figures.Add(
                $"rejection_curves_by_{File}",
                $"Background rejection of the network against signal efficiency in bins of {bins.Column} on the test split.",
                RejectionFigure.Create(new CurveFigureOptions { Baseline = null }, curves));
        }
    }

    private BinarySample Renamed(BinarySample sample, int bin) => new(
        FormattableString.Invariant($"{bins.Edges[bin]} ≤ {bins.Column} {(bin == parts.Count - 1 ? "≤" : "<")} {bins.Edges[bin + 1]}{(unit is "" or "1" ? "" : $" {unit}")}"),
        sample.Scores,
        sample.IsSignal,
        sample.Weights);

    private (Competitor[] Inside, ComparedFigures Figures)? Part(EvaluationSection options, double[] values, int bin)
    {
        var isLast = bin == bins.Edges.Count - 2;
        int[] rows = [.. Enumerable.Range(0, values.Length).Where(i => values[i] >= bins.Edges[bin] && (values[i] < bins.Edges[bin + 1] || (isLast && values[i] == bins.Edges[bin + 1])))];
        var sums = new WeightSum[2];
        var all = competitors[0].Test;
        foreach (var i in rows)
            sums[all.IsSignal[i] ? 1 : 0] = sums[all.IsSignal[i] ? 1 : 0].Add(all.Weights[i]);
        if (sums.Any(sum => sum.Count < FewestEvents || !(sum.Sum > 0) || sum.EffectiveEntries < 1))
            return null;
        Competitor[] inside = [.. competitors.Select(one => one with { Test = Select(one.Test, rows) })];
        return (inside, new ComparedFigures(inside, options));
    }

    private static BinarySample Select(BinarySample sample, int[] rows)
    {
        double[] scores = new double[rows.Length], weights = new double[rows.Length];
        var isSignal = new bool[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            (scores[i], weights[i], isSignal[i]) = (sample.Scores[rows[i]], sample.Weights[rows[i]], sample.IsSignal[rows[i]]);
        return new BinarySample(sample.Name, scores, isSignal, weights);
    }
}
