using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Training.Cards;
using Hep.Training.Measured;
using Hep.Training.Systematics;

namespace Hep.Training.Runs;

/// <summary>
/// What the cut on the score does to the variables of <c>evaluation.variables</c>: their distributions by process before and after it, and its
/// efficiency against them; with measured events as points, where there are some, and then of the score itself, too. Simulation is that of the test split, whose weights are scaled to the expected yields
/// of the classes. Measured events are compared with simulation of the same scores, also where some of them are blinded.
/// </summary>
internal sealed class VariableFigures
{
    private readonly RunCard card;
    private readonly ExpectedEvents expected;
    private readonly double threshold;
    private readonly string[] processOf;
    private readonly IReadOnlyList<(string Name, bool IsSignal, int Colour)> processes;
    private readonly SystematicsEvaluation? systematics;
    private readonly MeasuredEvaluation? measured;

    private VariableFigures(RunCard card, Predictions predictions, ExpectedEvents expected, double threshold, SystematicsEvaluation? systematics, MeasuredEvaluation? measured)
    {
        this.systematics = systematics;
        this.measured = measured;
        this.card = card;
        this.threshold = threshold;
        this.expected = expected;
        var isSignal = expected.Sample.IsSignal.ToArray();
        processOf = card.Data.ProcessColumn is { } column
            ? predictions.Texts(ExpectedEvents.Split, column)
            : Array.ConvertAll(isSignal, ofSignal => ofSignal ? "Signal" : "Background");
        processes = Order(isSignal);
    }

    /// <summary>Draws the figures of every variable.</summary>
    /// <param name="figures">Gets them, with their captions.</param>
    /// <param name="card">The run card.</param>
    /// <param name="predictions">The scored events with the variables.</param>
    /// <param name="expected">Those that are drawn, scaled.</param>
    /// <param name="threshold">The cut: events with a score at or above it are selected.</param>
    /// <param name="systematics">The sources of systematic uncertainty; null: there are none.</param>
    /// <param name="measured">Measured events; null: there are none.</param>
    public static void Draw(
        FigureFolder figures, RunCard card, Predictions predictions, ExpectedEvents expected, double threshold, SystematicsEvaluation? systematics, MeasuredEvaluation? measured)
    {
        if (card.Evaluation.Variables.Count == 0 && measured is null)
            return;
        var drawn = new VariableFigures(card, predictions, expected, threshold, systematics, measured);
        if (measured is not null)
            drawn.DrawScores(figures, measured);
        foreach (var variable in card.Evaluation.Variables)
            drawn.Draw(figures, variable, predictions.Numbers(ExpectedEvents.Split, variable));
    }

    // The simulation is whole, since its score is on the abscissa; the points end where they are blinded.
    private void DrawScores(FigureFolder figures, MeasuredEvaluation events)
    {
        var edges = Histogram.Uniform(card.Evaluation.ScoreBins, 0, 1).Edges.ToArray();
        double? end = events.BlindAbove is { } blind ? Array.FindLast(edges, edge => edge <= blind) : null;
        var (figure, sums) = Stack(
            "Classifier score", null, expected.Sample.Scores.ToArray(), ScoreWindow.All, new StackFigureOptions { Data = events.Fill(null, edges, new ScoreWindow(High: end ?? double.PositiveInfinity)), BlindedFrom = end, Logarithmic = true }, edges);
        var hidden = end is null ? "" : $" {events.Blinding}; a bin that reaches there has no point.";
        figures.Add("stack_score", $"The score by process, {Scaled}; the band is the {Uncertainty} uncertainty.{sums}{hidden}", figure, isMeasured: true);
    }

    private void Draw(FigureFolder figures, string variable, double[] raw)
    {
        var missing = card.Data.Missing;
        var values = Array.ConvertAll(raw, value => value == missing ? double.NaN : value);
        var edges = VariableBins.Of(values);
        var unit = card.Data.Features.FirstOrDefault(feature => feature.Name == variable)?.Unit ?? "";
        var file = FigureFolder.NameOf(variable);
        var undefined = values.Count(double.IsNaN) is var count and > 0
            ? FormattableString.Invariant($" {100.0 * count / values.Length:0.#}% of the events have no value, and are not shown.")
            : "";
        var (all, points) = StackFrom(double.NegativeInfinity);
        figures.Add($"stack_{file}", $"{variable} by process, {Scaled}; the first and the last bin hold what lies beyond them, the band is the {Uncertainty} uncertainty.{undefined}{points}", all, isMeasured: measured is not null);
        var (selected, pointsAfter) = StackFrom(threshold);
        figures.Add($"stack_{file}_selected", FormattableString.Invariant($"The same after the cut on the score at {threshold:G4}.{pointsAfter}"), selected, isMeasured: measured?.SeenFrom(threshold) is not null);
        figures.Add(
            $"efficiency_{file}",
            FormattableString.Invariant($"Efficiency of the cut on the score at {threshold:G4} against {variable}, on the test split, with Wilson intervals of the effective entries.{undefined}"),
            EfficiencyFigure.Create(variable, unit, edges, expected.Sample, values, threshold));

        // Where no event that passes may be looked at, the simulation is shown alone, and whole.
        (Figure Figure, string Points) StackFrom(double cut)
        {
            var seen = measured?.SeenFrom(cut);
            var data = seen is { } window ? measured!.Fill(variable, edges, window) : null;
            var (figure, sums) = Stack(variable, variable, values, seen ?? new ScoreWindow(cut), new StackFigureOptions { Unit = unit, Data = data }, edges);
            return (figure, measured?.BlindAbove is not { } blind ? sums : data is null ? $" {measured.Blinding}: there are no points." : FormattableString.Invariant($" {measured.Blinding}, so simulation, too, is that of scores below {blind:G4} alone.{sums}"));
        }
    }

    private string Scaled => "on the test split scaled to the expected yields";

    private string Uncertainty => systematics is null ? "statistical" : "statistical and systematic";

    // The stack of the events in a window of scores, of a variable or (null) of the score itself, and where there are points the sums that are shown.
    private (Figure Figure, string Sums) Stack(string name, string? variable, double[] values, ScoreWindow window, StackFigureOptions options, double[] edges)
    {
        var histograms = processes.ToDictionary(process => process.Name, _ => new Histogram(edges), StringComparer.Ordinal);
        var sum = default(WeightSum);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]) || !window.Holds(expected.Sample.Scores[i]))
                continue;
            histograms[processOf[i]].Fill(values[i], expected.Weights[i]);
            if (!(values[i] >= options.BlindedFrom))
                sum = sum.Add(expected.Weights[i]);
        }

        StackedProcess[] stacked =
        [
            .. processes.Select(process => new StackedProcess(process.Name, histograms[process.Name]) { Colour = process.Colour, IsOverlaid = process.IsSignal }),
        ];
        var sums = options.Data is { } data ? FormattableString.Invariant($" Points: {data.Total.Count:N0} measured events; the sum of simulation is {sum.Yield}.") : "";
        return (StackFigure.Create(name, stacked, options with { Systematics = systematics?.OfBins(variable, edges, window) }), sums);
    }

    // From bottom to top: backgrounds, the smallest first, then signals. Colours go by name, so that they are those of every other figure and run:
    // vermilion for the first signal, as in the figures of scores, the rest of the palette for the others.
    private List<(string Name, bool IsSignal, int Colour)> Order(bool[] isSignal)
    {
        var sums = new Dictionary<string, (double Signal, double Background)>(StringComparer.Ordinal);
        for (var i = 0; i < processOf.Length; i++)
        {
            var (ofSignal, ofBackground) = sums.GetValueOrDefault(processOf[i]);
            sums[processOf[i]] = isSignal[i] ? (ofSignal + expected.Weights[i], ofBackground) : (ofSignal, ofBackground + expected.Weights[i]);
        }

        var signals = sums.Where(pair => pair.Value.Signal > pair.Value.Background).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var colours = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in sums.Keys.OrderBy(name => !signals.Contains(name)).ThenBy(name => name, StringComparer.Ordinal))
            colours.Add(name, signals.Contains(name) ? 1 + (colours.Count * 5) : ColourOfBackground(colours.Keys.Count(other => !signals.Contains(other))));
        return
        [
            .. sums.OrderBy(pair => signals.Contains(pair.Key))
                .ThenBy(pair => pair.Value.Signal + pair.Value.Background)
                .Select(pair => (pair.Key, signals.Contains(pair.Key), colours[pair.Key])),
        ];
    }

    // Blue first, then all but vermilion.
    private static int ColourOfBackground(int number) => number == 0 ? 0 : number + 1;
}
