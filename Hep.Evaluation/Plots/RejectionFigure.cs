using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Background rejection 1 / eps_b against signal efficiency on a logarithmic axis, with a band of one standard deviation. Several curves have a
/// panel with the ratios of their rejections to those of one of them, the first unless told otherwise, at equal signal efficiency (<see cref="CurveRatio"/>).
/// </summary>
public static class RejectionFigure
{
    private const double LowestEfficiency = 0.05;
    private const double LargestRelativeError = 0.5;

    /// <summary>
    /// Draws the curves. Points at which the rejection is not known to better than half its size (fewer than about four background events
    /// left) are left out, and those below a signal efficiency of 5%.
    /// </summary>
    /// <param name="samples">One scored sample a curve, the baseline of the ratios first; its name goes to the legend.</param>
    /// <exception cref="ArgumentException">No samples.</exception>
    public static Figure Create(params IReadOnlyList<BinarySample> samples) => Create(new CurveFigureOptions(), samples);

    /// <summary>Draws the same with another baseline, or without ratios.</summary>
    /// <param name="options">Which.</param>
    /// <param name="samples">One scored sample a curve; its name goes to the legend.</param>
    /// <exception cref="ArgumentException">No samples, or a baseline that is none of them.</exception>
    public static Figure Create(CurveFigureOptions options, params IReadOnlyList<BinarySample> samples)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count, nameof(samples));
        var plot = PaperStyle.NewPlot("Signal efficiency", "Background rejection, 1 / efficiency");
        var numbers = new NumberTable(
            "curve", "threshold", "signal_efficiency", "background_rejection", "background_rejection_error");
        var highest = 10.0;
        for (var i = 0; i < samples.Count; i++)
        {
            var name = samples[i].Name;
            var points = Points(samples[i].Roc);
            var colour = Draw.ColourOf(i);
            Draw.Band(plot, points.Select(p => (p.X, Math.Log10(p.Y.Value - p.Y.Error), Math.Log10(p.Y.Value + p.Y.Error))), colour);
            Draw.Line(plot, points.Select(p => (p.X, Math.Log10(p.Y.Value))), colour, name, Draw.PatternOf(i));
            foreach (var (threshold, x, y) in points)
            {
                highest = Math.Max(highest, y.Value + y.Error);
                numbers.Add(name, threshold, x, y.Value, y.Error);
            }
        }

        plot.Axes.SetLimits(0, 1, 0, Math.Log10(highest) + 0.1);
        PaperStyle.SetLogarithmicY(plot);
        plot.ShowLegend(Alignment.UpperRight);
        return RatioPanel.Under(plot, headroom: true, samples, options, LowestEfficiency, CurveRatio.OfRejections, numbers);
    }

    private static List<(double Threshold, double X, Estimate Y)> Points(RocCurve roc)
    {
        var (signal, background) = (roc.Signal[^1].Sum, roc.Background[^1].Sum);
        var points = new List<(double Threshold, double X, Estimate Y)>();
        foreach (var i in Draw.Visible(roc.Count, i => (roc.Signal[i].Sum / signal, roc.Background[i].Sum / background)))
        {
            var point = roc[i];
            var rejection = point.BackgroundRejection;
            if (point.SignalEfficiency.Value >= LowestEfficiency && rejection.Value > 0 && rejection.Error < LargestRelativeError * rejection.Value)
                points.Add((point.Threshold, point.SignalEfficiency.Value, rejection));
        }

        return points;
    }
}
