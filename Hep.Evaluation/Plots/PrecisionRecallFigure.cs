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
    /// Draws the curves with bands of one standard deviation (sigma^2 = (b^2 sigma_s^2 + s^2 sigma_b^2) / (s + b)^4 with the sums of squared weights as variances), and
    /// the precision of a blind guess, which is the share of signal in the first sample. The axis is logarithmic where that is below 5%. Points at which the
    /// precision is not known to better than half its size are left out, and those where s + b or the precision is not positive.
    /// </summary>
    /// <param name="samples">One scored sample a curve; its name goes to the legend, with the average precision, sum_n (R_n - R_(n-1)) P_n.</param>
    /// <exception cref="ArgumentException">No samples.</exception>
    public static Figure Create(params IReadOnlyList<BinarySample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count, nameof(samples));
        var plot = PaperStyle.NewPlot("Recall (signal efficiency)", "Precision, s / (s + b)");
        var numbers = new NumberTable("curve", "threshold", "recall", "recall_error", "precision", "precision_error");
        var guess = samples[0].Signal.Sum / (samples[0].Signal.Sum + samples[0].Background.Sum);
        var isLogarithmic = guess is > 0 and < RareSignal;
        double Ordinate(double precision) => !isLogarithmic ? precision : precision > 0 ? Math.Log10(precision) : double.NaN;
        Draw.Line(plot, [(0, Ordinate(guess)), (1, Ordinate(guess))], Draw.Grey, "", LinePattern.Dotted);
        var highest = guess;
        for (var i = 0; i < samples.Count; i++)
        {
            var points = Points(samples[i].Roc);
            Draw.Band(
                plot, points.Select(p => (p.Recall.Value, Ordinate(p.Precision.Value - p.Precision.Error), Ordinate(p.Precision.Value + p.Precision.Error))), Draw.ColourOf(i));
            Draw.Line(
                plot,
                points.Select(p => (p.Recall.Value, Ordinate(p.Precision.Value))),
                Draw.ColourOf(i),
                FormattableString.Invariant($"{samples[i].Name} (AP = {AveragePrecision(samples[i].Roc):G3})"),
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

    /// <summary>Precision with the error of its sums; NaN where nothing, or a negative sum of weights, is selected.</summary>
    internal static Estimate Precision(WeightSum signal, WeightSum background)
    {
        var (s, b) = (signal.Sum, background.Sum);
        var sum = s + b;
        return sum > 0
            ? new Estimate(s / sum, Math.Sqrt((b * b * signal.SumOfSquares) + (s * s * background.SumOfSquares)) / (sum * sum))
            : new Estimate(double.NaN, double.NaN);
    }

    private static double AveragePrecision(RocCurve roc)
    {
        var sum = 0.0;
        for (var i = 1; i < roc.Count; i++)
            sum += roc.Signal[i].Sum == roc.Signal[i - 1].Sum ? 0 : (roc.Signal[i].Sum - roc.Signal[i - 1].Sum) * Precision(roc.Signal[i], roc.Background[i]).Value;
        return sum / roc.Signal[^1].Sum;
    }

    private static List<(double Threshold, Estimate Recall, Estimate Precision)> Points(RocCurve roc)
    {
        var signal = roc.Signal[^1].Sum;
        var points = new List<(double Threshold, Estimate Recall, Estimate Precision)>();
        foreach (var i in Draw.Visible(roc.Count, i => (roc.Signal[i].Sum / signal, 0.5 * Math.Log10(Precision(roc.Signal[i], roc.Background[i]).Value))))
        {
            var precision = Precision(roc.Signal[i], roc.Background[i]);
            if (precision.Value > 0 && precision.RelativeError <= LargestRelativeError)
                points.Add((roc.Thresholds[i], roc[i].SignalEfficiency, precision));
        }

        return points;
    }
}
