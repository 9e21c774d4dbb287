using System.Globalization;
using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Evaluation.Report;
using Hep.Evaluation.Systematics;
using Hep.Training.Cards;
using Hep.Training.Runs;
using Interval = Hep.Evaluation.Interval;

namespace Hep.Training.Systematics;

/// <summary>
/// What the sources of systematic uncertainty do to the figures of the test split, from the written predictions. The working point, and the factors by which weights
/// are scaled to the expected yields, are those of the nominal events throughout.
/// </summary>
internal sealed class SystematicsEvaluation
{
    private const string Test = "test";
    private static readonly string[] Ranked = ["auc", "ams"];

    private readonly RunCard card;
    private readonly MetricsTree metrics;
    private readonly double threshold;
    private readonly ExpectedEvents expected;
    private readonly Side nominal;
    private readonly IReadOnlyList<Source> sources;
    private readonly IReadOnlyList<Variation> variations;
    private readonly IReadOnlyList<(string Key, string Name)> figures;
    private readonly SystematicShifts shifts;

    private SystematicsEvaluation(RunFolder folder, RunCard card, Predictions predictions, ExpectedEvents expected, MetricsTree metrics, double threshold)
    {
        (this.card, this.metrics, this.threshold, this.expected) = (card, metrics, threshold, expected);
        nominal = new Side(expected.Sample, variable => predictions.Numbers(Test, variable));
        sources = [.. card.Evaluation.Systematics.Select(source => Read(folder, source, predictions))];
        variations = [.. sources.Select(source => new Variation(source.Card.Name, source.Up.Sample, source.Down?.Sample))];
        figures =
        [
            ("auc", "AUC"),
            .. card.Evaluation.SignalEfficiencies.Select(efficiency => (BinaryFigures.RejectionKey(efficiency), FormattableString.Invariant($"Rejection at {efficiency * 100:0.####}%"))),
            ("signal_efficiency", "Signal efficiency"),
            ("background_efficiency", "Background efficiency"),
            ("selected_signal", "Selected signal"),
            ("selected_background", "Selected background"),
            ("ams", "AMS"),
            ("asimov", "Asimov significance"),
        ];
        shifts = SystematicShifts.Of(nominal.Sample, variations, Figures);
    }

    /// <summary>The evaluation of a run; null without sources.</summary>
    /// <param name="folder">The run folder, with the scored events of shifted files.</param>
    /// <param name="card">The run card.</param>
    /// <param name="predictions">The scored events, with the columns of the sources.</param>
    /// <param name="expected">Those of the test split, scaled.</param>
    /// <param name="metrics">The run's figures of merit, which gets those of <see cref="Measure"/>.</param>
    /// <param name="threshold">The nominal working point.</param>
    /// <exception cref="FileNotFoundException">The scored events of a shifted file are gone.</exception>
    /// <exception cref="InvalidDataException">With a source varied, the weights of a class do not sum to more than 0.</exception>
    public static SystematicsEvaluation? Of(RunFolder folder, RunCard card, Predictions predictions, ExpectedEvents expected, MetricsTree metrics, double threshold) =>
        card.Evaluation.Systematics.Count == 0 ? null : new SystematicsEvaluation(folder, card, predictions, expected, metrics, threshold);

    /// <summary>Sets the shifts below <c>test.systematics.SOURCE.FIGURE</c>, and what is uncertain about each figure below <c>test.uncertainty.FIGURE</c>.</summary>
    public void Measure()
    {
        for (var source = 0; source < sources.Count; source++)
        {
            var key = $"{Test}.systematics.{sources[source].Card.Name}";
            metrics.Set($"{key}.varies", sources[source].Card.InWords);
            metrics.Set($"{key}.sides", sources[source].Card.IsOneSided ? "up, down taken as minus up" : "up and down");
            for (var figure = 0; figure < figures.Count; figure++)
            {
                metrics.Set($"{key}.{figures[figure].Key}.up", shifts[source, figure].Up);
                metrics.Set($"{key}.{figures[figure].Key}.down", shifts[source, figure].Down);
            }
        }

        for (var figure = 0; figure < figures.Count; figure++)
        {
            var (key, systematic, total) = ($"{Test}.uncertainty.{figures[figure].Key}", shifts.Total(figure), Total(figure));
            metrics.Set($"{key}.statistical", Statistical(figure));
            metrics.Set($"{key}.systematic_up", systematic.Up);
            metrics.Set($"{key}.systematic_down", systematic.Down);
            metrics.Set($"{key}.low", total.Low);
            metrics.Set($"{key}.high", total.High);
        }
    }

    /// <summary>Draws the bands on the curves, and the rankings.</summary>
    /// <param name="drawn">The run's figures.</param>
    public void Draw(FigureFolder drawn)
    {
        const string band = "the band has the statistical uncertainty and the systematic shifts in quadrature, dashed lines the former alone; below, divided by the nominal curve.";
        drawn.Add("systematics_roc", $"ROC curve on the test split with systematic uncertainties: {band}", SystematicBandFigure.OfRoc(nominal.Sample, variations));
        drawn.Add("systematics_rejection", $"Background rejection against signal efficiency on the test split with systematic uncertainties: {band}", SystematicBandFigure.OfRejection(nominal.Sample, variations));
        foreach (var key in Ranked)
        {
            var figure = figures.Select(known => known.Key).ToList().IndexOf(key);
            if (shifts.Nominal[figure] is not 0 and not double.NaN)
                drawn.Add($"systematics_{key}", $"What each source of systematic uncertainty does to the {figures[figure].Name} of the test split, varied by one standard deviation up and down.", RankingFigure.Create(figures[figure].Name, shifts, figure, Statistical(figure)));
        }
    }

    /// <summary>What the sources do to the bins of a distribution, scaled to the expected yields; the first and the last bin hold what lies beyond them.</summary>
    /// <param name="variable">One of <c>evaluation.variables</c>; null: the score.</param>
    /// <param name="edges">The bin edges, [B + 1].</param>
    /// <param name="window">The scores of the events that are shown.</param>
    public SystematicShifts OfBins(string? variable, double[] edges, ScoreWindow window)
    {
        return SystematicShifts.Of(Bins(nominal), [.. sources.Select(source => (source.Card.Name, Bins(source.Up), source.Down is { } down ? Bins(down) : null))]);

        IReadOnlyList<double> Bins(Side side)
        {
            var histogram = new Histogram(edges);
            var values = variable is null ? side.Sample.Scores.ToArray() : side.Variable(variable);
            for (var i = 0; i < values.Length; i++)
            {
                if ((variable is null || values[i] != card.Data.Missing) && window.Holds(side.Sample.Scores[i]))
                    histogram.Fill(values[i], side.Sample.Weights[i] * (side.Sample.IsSignal[i] ? expected.SignalFactor : expected.BackgroundFactor));
            }

            var bins = histogram.Bins.ToArray();
            bins[0] += histogram.Underflow;
            bins[^1] += histogram.Overflow;
            return Array.ConvertAll(bins, sum => sum.Sum);
        }
    }

    /// <summary>The section of the report.</summary>
    public ReportSection Section()
    {
        int[] order = [.. shifts.Ranking(figures.Select(figure => figure.Key).ToList().IndexOf("ams"))];
        return new ReportSection("Systematic uncertainties")
        {
            Text = "Each source is varied by one standard deviation, up and down, on the test split; the threshold and the factors to the expected yields stay those of the nominal events. "
                + $"Sources are independent, and add in quadrature, what goes up apart from what goes down.{Remarks()}",
            Tables =
            [
                new ReportTable(
                    "Figures of the test split with statistical and systematic uncertainty",
                    ["Figure", "Value", "Statistical", "Systematic", "Together"],
                    [.. Enumerable.Range(0, figures.Count).Select(figure => (IReadOnlyList<string>)[figures[figure].Name, Text(shifts.Nominal[figure]), Percent(Statistical(figure), figure).Replace('+', '±'), Percent(shifts.Total(figure), figure), Total(figure).ToString()])]),
                new ReportTable(
                    "Shifts by source, in percent of the nominal figure (variation up / down); the largest shift of the AMS first",
                    ["Source", .. figures.Select(figure => figure.Name), "Varies"],
                    [.. order.Select(source => (IReadOnlyList<string>)[sources[source].Card.Name, .. Enumerable.Range(0, figures.Count).Select(figure => Percent(shifts[source, figure], figure)), sources[source].Card.InWords])]),
            ],
        };
    }

    private string Remarks()
    {
        string[] oneSided = [.. sources.Where(source => source.Card.IsOneSided).Select(source => source.Card.Name)];
        return (oneSided.Length == 0 ? "" : $" One-sided, taken as symmetric: {string.Join(", ", oneSided)}.")
            + (sources.Any(source => source.Card is SystematicSource.Columns)
                ? " Of shifted columns, only those named move: other columns of the input that were once computed from them stay as they are, derived columns of the card follow."
                : "");
    }

    private string Percent(Shift shift, int figure) => $"{Percent(shift.Up, figure)} / {Percent(shift.Down, figure)}";

    private string Percent(double shift, int figure) => (100 * shift / Math.Abs(shifts.Nominal[figure])).ToString("+0.000'%';−0.000'%';0'%'", CultureInfo.InvariantCulture);

    private static string Text(double value) => FormattableString.Invariant($"{value:G5}");

    // In the order of the figures.
    private IReadOnlyList<double> Figures(BinarySample sample)
    {
        var selected = sample.At(threshold);
        double s = expected.SignalFactor * selected.TruePositive.Sum, b = expected.BackgroundFactor * selected.FalsePositive.Sum;
        Estimate signal = new(s, 0), background = new(b, 0);
        return
        [
            sample.Roc.Auc.Value,
            .. card.Evaluation.SignalEfficiencies.Select(efficiency => sample.Roc.AtSignalEfficiency(efficiency).BackgroundRejection.Value),
            selected.TruePositive.Sum / sample.Signal.Sum,
            selected.FalsePositive.Sum / sample.Background.Sum,
            s,
            b,
            Significance.Ams(signal, background, card.Evaluation.AmsRegularization).Value,
            Significance.Asimov(signal, background, card.Evaluation.BackgroundUncertainty).Value,
        ];
    }

    private double Statistical(int figure) => metrics.Figure($"{Test}.{figures[figure].Key}").Error;

    private Interval Total(int figure) => shifts.Total(figure).Around(shifts.Nominal[figure], Statistical(figure));

    private Source Read(RunFolder folder, SystematicSource source, Predictions predictions)
    {
        Side[] sides = [.. SystematicColumns.SidesOf(source).Select(side => Read(folder, source, side, predictions))];
        return new Source(source, sides[0], sides.ElementAtOrDefault(1));
    }

    private Side Read(RunFolder folder, SystematicSource source, string side, Predictions predictions)
    {
        var name = $"{source.Name}, {side}";
        if (source is SystematicSource.Files)
        {
            var shifted = Predictions.Load(folder.Shifted(source.Name, side), card.Evaluation.Variables);
            return new Side(shifted.Sample(Test, name)!, variable => shifted.Numbers(Test, variable));
        }

        if (source is not SystematicSource.Columns { Shifted: var moved })
            return nominal with { Sample = predictions.Varied(Test, name, null, SystematicColumns.Weight(source, side)) };
        return new Side(
            predictions.Varied(Test, name, SystematicColumns.Score(source, side), null),
            variable => predictions.Numbers(Test, moved.Any(shift => shift.Column == variable) ? SystematicColumns.Value(source, variable, side) : variable));
    }

    /// <summary>The events with a source varied to one side.</summary>
    /// <param name="Sample">The scored events.</param>
    /// <param name="Variable">The values of a column that is drawn, [N].</param>
    private sealed record Side(BinarySample Sample, Func<string, double[]> Variable);

    private sealed record Source(SystematicSource Card, Side Up, Side? Down);
}
