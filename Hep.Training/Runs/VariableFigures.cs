using Hep.Evaluation;
using Hep.Evaluation.Plots;
using Hep.Training.Cards;
using Hep.Training.Systematics;

namespace Hep.Training.Runs;

/// <summary>
/// What the cut on the score does to the variables of <c>evaluation.variables</c>: their distributions by process before and after it, and its
/// efficiency against them. On the test split, whose weights are scaled to the expected yields of the classes.
/// </summary>
internal sealed class VariableFigures
{
    private const string Split = "test";

    private readonly RunCard card;
    private readonly BinarySample sample;
    private readonly double threshold;
    private readonly double[] weights;
    private readonly string[] processOf;
    private readonly IReadOnlyList<(string Name, bool IsSignal, int Colour)> processes;

    private readonly SystematicsEvaluation? systematics;

    private VariableFigures(RunCard card, Predictions predictions, MetricsTree metrics, double threshold, SystematicsEvaluation? systematics)
    {
        this.systematics = systematics;
        this.card = card;
        this.threshold = threshold;
        sample = predictions.Sample(Split, Split)!;
        var signal = metrics.Number("yields.signal.expected") / sample.Signal.Sum;
        var background = metrics.Number("yields.background.expected") / sample.Background.Sum;
        var isSignal = sample.IsSignal.ToArray();
        weights = [.. sample.Weights.ToArray().Select((weight, i) => weight * (isSignal[i] ? signal : background))];
        processOf = card.Data.ProcessColumn is { } column
            ? predictions.Texts(Split, column)
            : Array.ConvertAll(isSignal, ofSignal => ofSignal ? "Signal" : "Background");
        processes = Order(isSignal);
    }

    /// <summary>Draws the figures of every variable.</summary>
    /// <param name="figures">Gets them, with their captions.</param>
    /// <param name="card">The run card.</param>
    /// <param name="predictions">The scored events with the variables.</param>
    /// <param name="metrics">The run's figures of merit, with the expected yields.</param>
    /// <param name="threshold">The cut: events with a score at or above it are selected.</param>
    /// <param name="systematics">The sources of systematic uncertainty; null: there are none.</param>
    public static void Draw(FigureFolder figures, RunCard card, Predictions predictions, MetricsTree metrics, double threshold, SystematicsEvaluation? systematics)
    {
        if (card.Evaluation.Variables.Count == 0)
            return;
        var drawn = new VariableFigures(card, predictions, metrics, threshold, systematics);
        foreach (var variable in card.Evaluation.Variables)
            drawn.Draw(figures, variable, predictions.Numbers(Split, variable));
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
        var stack = $"{variable} by process, on the test split scaled to the expected yields; the first and the last bin hold what lies beyond them, the band is the statistical{(systematics is null ? "" : " and systematic")} uncertainty.{undefined}";
        figures.Add($"stack_{file}", stack, Stack(variable, unit, edges, values, double.NegativeInfinity));
        figures.Add($"stack_{file}_selected", FormattableString.Invariant($"The same after the cut on the score at {threshold:G4}."), Stack(variable, unit, edges, values, threshold));
        figures.Add(
            $"efficiency_{file}",
            FormattableString.Invariant($"Efficiency of the cut on the score at {threshold:G4} against {variable}, on the test split, with Wilson intervals of the effective entries.{undefined}"),
            EfficiencyFigure.Create(variable, unit, edges, sample, values, threshold));
    }

    private Figure Stack(string variable, string unit, double[] edges, double[] values, double cut)
    {
        var histograms = processes.ToDictionary(process => process.Name, _ => new Histogram(edges), StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]) && sample.Scores[i] >= cut)
                histograms[processOf[i]].Fill(values[i], weights[i]);
        }

        StackedProcess[] stacked =
        [
            .. processes.Select(process => new StackedProcess(process.Name, histograms[process.Name]) { Colour = process.Colour, IsOverlaid = process.IsSignal }),
        ];
        return StackFigure.Create(variable, stacked, new StackFigureOptions { Unit = unit, Systematics = systematics?.OfBins(variable, edges, cut) });
    }

    // From bottom to top: backgrounds, the smallest first, then signals. Colours go by name, so that they are those of every other figure and run:
    // vermilion for the first signal, as in the figures of scores, the rest of the palette for the others.
    private List<(string Name, bool IsSignal, int Colour)> Order(bool[] isSignal)
    {
        var sums = new Dictionary<string, (double Signal, double Background)>(StringComparer.Ordinal);
        for (var i = 0; i < processOf.Length; i++)
        {
            var (ofSignal, ofBackground) = sums.GetValueOrDefault(processOf[i]);
            sums[processOf[i]] = isSignal[i] ? (ofSignal + weights[i], ofBackground) : (ofSignal, ofBackground + weights[i]);
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
