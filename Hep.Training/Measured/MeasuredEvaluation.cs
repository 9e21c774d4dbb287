using Hep.Evaluation;
using Hep.Evaluation.Report;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Measured;

/// <summary>
/// Measured events against what simulation expects, from the written scores. What is blinded takes part in neither: simulation is counted in the same range of scores.
/// </summary>
internal sealed class MeasuredEvaluation
{
    private const string Key = MeasuredFigures.Key;
    private readonly RunCard card;
    private readonly MeasuredEvents events;
    private readonly ExpectedEvents expected;
    private readonly double threshold;

    private MeasuredEvaluation(RunCard card, MeasuredEvents events, double? blindAbove, ExpectedEvents expected, double threshold)
    {
        (this.card, this.events, this.expected, this.threshold) = (card, events, expected, threshold);
        BlindAbove = blindAbove;
    }

    /// <summary>The score from which on events are blinded; null: none is.</summary>
    public double? BlindAbove { get; }

    /// <summary>What is blinded, as a sentence without its stop.</summary>
    public string Blinding => FormattableString.Invariant($"Measured events with a score of {BlindAbove:G4} or more are blinded");

    /// <summary>The evaluation of a run; null without measured events.</summary>
    /// <param name="folder">The run folder with the scored events.</param>
    /// <param name="card">The run card.</param>
    /// <param name="facts">What was blinded when they were scored.</param>
    /// <param name="expected">The simulation.</param>
    /// <param name="threshold">The working point.</param>
    /// <exception cref="FileNotFoundException">The scored events are gone.</exception>
    public static MeasuredEvaluation? Of(RunFolder folder, RunCard card, RunFacts facts, ExpectedEvents expected, double threshold)
    {
        if (card.Evaluation.Measured.Count == 0)
            return null;

        // What was blinded when the events were scored is not in the file, whatever the card says now.
        double?[] limits = [card.Evaluation.BlindAbove, facts.Measured?.BlindAbove];
        return new MeasuredEvaluation(card, MeasuredEvents.Load(folder.Measured, card.Evaluation.Variables), limits.Min(), expected, threshold);
    }

    /// <summary>The scores from a cut on that may be looked at; null: none of them.</summary>
    /// <param name="cut">The lowest score.</param>
    public ScoreWindow? SeenFrom(double cut) => new ScoreWindow(cut, BlindAbove ?? double.PositiveInfinity) is { IsEmpty: false } window ? window : null;

    /// <summary>The distribution of the events in a range of scores; those without a value are left out.</summary>
    /// <param name="variable">One of <c>evaluation.variables</c>; null: the score.</param>
    /// <param name="edges">The bin edges, [B + 1].</param>
    /// <param name="window">The scores.</param>
    public Histogram Fill(string? variable, double[] edges, ScoreWindow window)
    {
        var histogram = new Histogram(edges);
        var values = variable is null ? events.Scores : events.Numbers(variable);
        for (var i = 0; i < values.Length; i++)
        {
            if (window.Holds(events.Scores[i]) && (variable is null || values[i] != card.Data.Missing))
                histogram.Fill(values[i]);
        }

        return histogram;
    }

    /// <summary>Sets the figures below <c>measured</c>; after the cut only where some of the scores above it may be looked at.</summary>
    /// <param name="metrics">The tree.</param>
    public void Measure(MetricsTree metrics)
    {
        if (BlindAbove is { } blind)
            metrics.Set($"{Key}.blind_above", blind);
        Measure(metrics, ScoreWindow.All with { High = BlindAbove ?? double.PositiveInfinity }, "events", "expected", "events_over_expected");
        if (SeenFrom(threshold) is { } window)
            Measure(metrics, window, "selected", "selected_expected", "over_expected");
    }

    /// <summary>The section of the report.</summary>
    /// <param name="metrics">The tree, after <see cref="Measure(MetricsTree)"/>.</param>
    public ReportSection Section(MetricsTree metrics) => new("Measured events")
    {
        Text = "Measured events count 1 each, with the error of a Poisson count; expected are those of simulation on the test split, scaled to the expected yields, with its statistical error. "
            + (BlindAbove is null ? "" : $"{Blinding}: they were neither drawn nor counted nor written, and simulation is counted below that score alone."),
        Tables =
        [
            new ReportTable(
                "Measured and expected events",
                ["Events", "Measured", "Expected", "Measured / expected"],
                [
                    Row(metrics, "All that pass the selection", "events", "expected", "events_over_expected"),
                    metrics.Contains($"{Key}.selected")
                        ? Row(metrics, FormattableString.Invariant($"After the cut on the score at {threshold:G4}"), "selected", "selected_expected", "over_expected")
                        : [FormattableString.Invariant($"After the cut on the score at {threshold:G4}"), "blinded", expected.Sum(new ScoreWindow(threshold)).Yield.ToString(), "blinded"],
                ]),
        ],
    };

    private static IReadOnlyList<string> Row(MetricsTree metrics, string name, params IEnumerable<string> figures) => [name, .. figures.Select(figure => metrics.Figure($"{Key}.{figure}").ToString())];

    private void Measure(MetricsTree metrics, ScoreWindow window, string found, string wanted, string over)
    {
        var (count, simulation) = (events.Scores.Count(window.Holds), expected.Sum(window).Yield);
        var measured = new Estimate(count, Math.Sqrt(count));
        metrics.Set($"{Key}.{found}", measured);
        metrics.Set($"{Key}.{wanted}", simulation);
        var ratio = simulation.Value > 0 ? measured.Times(1 / simulation.Value) : new Estimate(double.NaN, double.NaN);
        metrics.Set($"{Key}.{over}", ratio with { Error = double.Hypot(ratio.Error, ratio.Value * simulation.RelativeError) });
    }
}
