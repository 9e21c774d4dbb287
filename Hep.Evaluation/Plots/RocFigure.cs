using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// ROC curves of one or more classifiers on linear axes, with the area under each in the legend. Several curves have a panel with the ratios of
/// their signal efficiencies to those of one of them, the first unless told otherwise, at equal background efficiency (<see cref="CurveRatio"/>).
/// </summary>
public static class RocFigure
{
    // Below, a few events decide.
    private const double LowestBackgroundEfficiency = 0.01;

    /// <summary>Draws the curves: signal efficiency (ordinate) against background efficiency (abscissa), and the diagonal of a blind guess.</summary>
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
        var plot = PaperStyle.NewPlot("Background efficiency", "Signal efficiency");
        var numbers = new NumberTable(
            "curve", "threshold", "background_efficiency", "background_efficiency_error", "signal_efficiency", "signal_efficiency_error");
        Draw.Line(plot, [(0, 0), (1, 1)], Draw.Grey, "", LinePattern.Dotted);
        for (var i = 0; i < samples.Count; i++)
        {
            var roc = samples[i].Roc;
            var points = Points(roc);
            Draw.Line(
                plot,
                points.Select(p => (p.BackgroundEfficiency.Value, p.SignalEfficiency.Value)),
                Draw.ColourOf(i),
                $"{roc.Name} (AUC = {roc.Auc})",
                Draw.PatternOf(i));
            foreach (var p in points)
            {
                numbers.Add(
                    roc.Name, p.Threshold, p.BackgroundEfficiency.Value, p.BackgroundEfficiency.Error, p.SignalEfficiency.Value, p.SignalEfficiency.Error);
            }
        }

        plot.Axes.SetLimits(0, 1, 0, 1.02);
        plot.ShowLegend(Alignment.LowerRight);
        return RatioPanel.Under(plot, headroom: false, samples, options, LowestBackgroundEfficiency, CurveRatio.OfSignalEfficiencies, numbers);
    }

    private static List<RocPoint> Points(RocCurve roc)
    {
        var (signal, background) = (roc.Signal[^1].Sum, roc.Background[^1].Sum);
        return [.. Draw.Visible(roc.Count, i => (roc.Background[i].Sum / background, roc.Signal[i].Sum / signal)).Select(i => roc[i])];
    }
}
