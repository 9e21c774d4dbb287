using Hep.Data;
using Hep.Evaluation;
using Hep.Training.Cards;
using Hep.Training.Runs;

namespace Hep.Training.Parameters;

/// <summary>
/// What a network is worth for one hypothesis: signal of the point alone against all background, with the scores that both have when the network is told the
/// point (arXiv:1601.07913, section 3.2).
/// </summary>
/// <param name="Point">The point.</param>
/// <param name="Sample">The events of the test split.</param>
/// <param name="Significance">The expected significance at its best threshold.</param>
/// <param name="Selected">Expected signal and background behind the threshold.</param>
internal sealed record PointFigures(PointFacts Point, BinarySample Sample, Estimate Significance, (Estimate Signal, Estimate Background) Selected)
{
    private const string Test = "test";
    private static readonly Estimate Unknown = new(double.NaN, double.NaN);

    /// <summary>The figures at each point; null where the run has no points, or too many.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="facts">The run's facts.</param>
    /// <param name="predictions">The scored events, with the columns of the points.</param>
    /// <param name="background">The expected background.</param>
    public static IReadOnlyList<PointFigures>? Of(RunCard card, RunFacts facts, Predictions predictions, double background)
    {
        if (facts.Points is not { Count: > 0 and <= PointScoring.MostPoints } points)
            return null;
        var sample = predictions.Sample(Test, Test)!;

        // What is expected of all signal is divided among the points as the sample is.
        var scale = card.Evaluation.ExpectedYields is { } yields ? yields.Signal / points.Sum(point => point.SumOfWeights) : 1;
        var ids = predictions.EventIds(Test);
        double[][] parameters = [.. card.Data.Parameters.Select(parameter => predictions.Numbers(Test, parameter.Name))];
        return [.. points.Select(Figures).OfType<PointFigures>()];

        // None of a point whose few events are all in other splits, or whose weights cancel.
        PointFigures? Figures(PointFacts point)
        {
            double[] values = [.. point.Values.Values];
            int[] rows = [.. Enumerable.Range(0, sample.Count).Where(row => !sample.IsSignal[row] || values.Select((value, p) => parameters[p][row] == value).All(same => same))];
            var scores = card.Data.Told.Count == 0 ? sample.Scores.ToArray() : Array.ConvertAll(predictions.Numbers(Test, PointScoring.ColumnOf(point)), score => (double)(float)score);
            if (Part(point.InWords(), rows) is not { } own)
                return null;
            var halves = new[] { Part("one half", [.. rows.Where(IsFirst)]), Part("the other half", [.. rows.Where(row => !IsFirst(row))]) }.OfType<BinarySample>().ToArray();
            var (significance, selected) = halves.Length == 2 && point.SumOfWeights > 0 ? Expected(card.Evaluation, scale * point.SumOfWeights, background, halves) : (Unknown, (Unknown, Unknown));
            return new(point, own, significance, selected);

            // Null where it has no event of a class, or weights that cancel.
            BinarySample? Part(string name, int[] part)
            {
                var (signal, other) = (part.Where(row => sample.IsSignal[row]).Sum(row => sample.Weights[row]), part.Where(row => !sample.IsSignal[row]).Sum(row => sample.Weights[row]));
                return signal > 0 && other > 0
                    ? new(name, Array.ConvertAll(part, row => scores[row]), Array.ConvertAll(part, row => sample.IsSignal[row]), Array.ConvertAll(part, row => sample.Weights[row]))
                    : null;
            }
        }

        bool IsFirst(int row) => (SplitMix64.Mix(ids[row]) & 1) == 0;
    }

    // The threshold is chosen on one half of the events and used on the other, and the other way round: a maximum would be too large, and signal that
    // was held out is in the test split alone.
    private static (Estimate, (Estimate, Estimate)) Expected(EvaluationSection options, double signal, double background, BinarySample[] halves)
    {
        SignificanceScan[] scans = [.. halves.Select(half => new SignificanceScan(
            half,
            (s, b) => Evaluation.Significance.Asimov(s, b, options.BackgroundUncertainty),
            signal,
            background,
            options.AmsBackgroundEntries))];
        double[] thresholds = [scans[1].BestThreshold, scans[0].BestThreshold];
        var yields = scans.Zip(thresholds, (scan, threshold) => scan.YieldsAt(threshold)).ToArray();
        return (Mean(scans[0].At(thresholds[0]), scans[1].At(thresholds[1])), (Mean(yields[0].Signal, yields[1].Signal), Mean(yields[0].Background, yields[1].Background)));
    }

    private static Estimate Mean(Estimate a, Estimate b) => new(0.5 * (a.Value + b.Value), 0.5 * Math.Sqrt((a.Error * a.Error) + (b.Error * b.Error)));
}
