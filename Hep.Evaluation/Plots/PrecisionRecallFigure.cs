using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Precision against recall: of what a threshold selects, the share of signal by weight, s / (s + b), against the share of all signal that it
/// selects. Unlike a ROC curve it depends on the true ratio of signal to background, and so on the weights.
/// </summary>
public static class PrecisionRecallFigure
{
    private const double LargestRelativeError = 0.5;

    // Where signal is rare, precisions span decades.
    private const double RareSignal = 0.05;

    /// <summary>
    /// Draws the curves with bands of one standard deviation (<see cref="PrecisionRecallCurve"/>), and the precision of a blind guess, which is the share of signal in a sample: one grey line where all have the same, else a line of its colour for each. The axis is logarithmic where one is below 5%. Points at which the
    /// precision is not known to better than half its size are left out, and those where it is not positive.
    /// </summary>
    /// <param name="samples">One scored sample a curve; its name goes to the legend, with the average precision.</param>
    /// <exception cref="ArgumentException">No samples.</exception>
    public static Figure Create(params IReadOnlyList<BinarySample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count, nameof(samples));
        var plot = PaperStyle.NewPlot("Recall (signal efficiency)", "Precision, s / (s + b)");
        var numbers = new NumberTable("curve", "threshold", "recall", "recall_error", "precision", "precision_error");
        double[] guesses = [.. samples.Select(sample => sample.Signal.Sum / (sample.Signal.Sum + sample.Background.Sum))];
        var guess = guesses.Min();
        var isLogarithmic = guess is > 0 and < RareSignal;
        double Ordinate(double precision) => !isLogarithmic ? precision : precision > 0 ? Math.Log10(precision) : double.NaN;
        var lines = guesses.Distinct().Count() == 1 ? [(guess, Draw.Grey)] : guesses.Select((share, i) => (share, Draw.ColourOf(i)));
        foreach (var (share, colour) in lines)
            Draw.Line(plot, [(0, Ordinate(share)), (1, Ordinate(share))], colour, "", LinePattern.Dotted);
        var highest = guesses.Max();
        for (var i = 0; i < samples.Count; i++)
        {
            var points = Points(samples[i].PrecisionRecall);
            Draw.Band(
                plot, points.Select(p => (p.Recall.Value, Ordinate(p.Precision.Value - p.Precision.Error), Ordinate(p.Precision.Value + p.Precision.Error))), Draw.ColourOf(i));
            Draw.Line(
                plot,
                points.Select(p => (p.Recall.Value, Ordinate(p.Precision.Value))),
                Draw.ColourOf(i),
                $"{samples[i].Name} (AP = {samples[i].PrecisionRecall.AveragePrecision})",
                Draw.PatternOf(i));
            foreach (var (threshold, recall, precision) in points)
            {
                highest = Math.Max(highest, precision.Value + precision.Error);
                numbers.Add(samples[i].Name, threshold, recall.Value, recall.Error, precision.Value, precision.Error);
            }
        }

        if (isLogarithmic)
        {
            plot.Axes.SetLimits(0, 1, Math.Log10(guess) - 0.15, Math.Log10(Math.Max(highest, 2 * guess)) + 0.1);
            PaperStyle.SetLogarithmicY(plot);
        }
        else
        {
            plot.Axes.SetLimits(0, 1, 0, 1.02);
        }

        plot.ShowLegend(Alignment.LowerLeft);
        return new Figure([new Figure.Panel(plot) { Headroom = false }], Figure.OneColumn, 65) { Numbers = numbers };
    }

    private static List<(double Threshold, Estimate Recall, Estimate Precision)> Points(PrecisionRecallCurve curve)
    {
        var points = new List<(double Threshold, Estimate Recall, Estimate Precision)>();
        foreach (var i in Draw.Visible(curve.Count, i => (curve.Recall(i).Value, 0.5 * Math.Log10(curve.Precision(i).Value))))
        {
            var precision = curve.Precision(i);
            if (precision.Value > 0 && precision.RelativeError <= LargestRelativeError)
                points.Add((curve.Thresholds[i], curve.Recall(i), precision));
        }

        return points;
    }
}
