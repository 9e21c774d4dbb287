using Hep.Evaluation.Anomaly;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Significance improvement eps_s / sqrt(eps_b) against signal efficiency, with a band of one standard deviation and a mark at the maximum of each curve. Cuts that select less background than the maximum may
/// (<see cref="SignificanceScan.LeastBackgroundEntries"/>) are left out: there the improvement is not measured.
/// </summary>
public static class ImprovementFigure
{
    private const double Headroom = 1.12;

    /// <summary>Draws the curves.</summary>
    /// <param name="samples">One scored sample a curve; its name goes to the legend, with the maximum.</param>
    /// <exception cref="ArgumentException">No samples.</exception>
    public static Figure Create(params IReadOnlyList<BinarySample> samples) => Create(SignificanceImprovement.DefaultBackgroundEntries, samples);

    /// <summary>Draws the curves down to another number of background events.</summary>
    /// <param name="leastBackgroundEntries">The effective background entries that a cut selects at least.</param>
    /// <param name="samples">One scored sample a curve.</param>
    /// <exception cref="ArgumentException">No samples.</exception>
    public static Figure Create(double leastBackgroundEntries, params IReadOnlyList<BinarySample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count, nameof(samples));
        var plot = PaperStyle.NewPlot("Signal efficiency", "Significance improvement");
        var numbers = new NumberTable("curve", "threshold", "signal_efficiency", "improvement", "improvement_error");
        var highest = 1.5;
        for (var i = 0; i < samples.Count; i++)
        {
            var scan = SignificanceImprovement.Scan(samples[i], leastBackgroundEntries);
            var points = Points(scan);
            var colour = Draw.ColourOf(i);
            Draw.Band(plot, points.Select(p => (p.X, p.Y.Value - p.Y.Error, p.Y.Value + p.Y.Error)), colour);
            Draw.Line(plot, points.Select(p => (p.X, p.Y.Value)), colour, $"{samples[i].Name}, max {scan.Best}", Draw.PatternOf(i));
            foreach (var (threshold, x, y) in points)
            {
                highest = Math.Max(highest, y.Value + y.Error);
                numbers.Add(samples[i].Name, threshold, x, y.Value, y.Error);
            }

            if (!double.IsFinite(scan.BestThreshold))
                continue;
            var best = samples[i].Roc.AtThreshold(scan.BestThreshold).SignalEfficiency.Value;
            Draw.Points(plot, [(best, 0, scan.Best.Value, scan.Best.Value, scan.Best.Value)], colour, "", Draw.ShapeOf(i));
        }

        // Without any choice.
        Draw.Line(plot, Enumerable.Range(0, 101).Select(i => (i / 100.0, Math.Sqrt(i / 100.0))), Draw.Grey, "At random", LinePattern.Dotted, thin: true);
        plot.Axes.SetLimits(0, 1, 0, Headroom * highest);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot) { Numbers = numbers };
    }

    private static List<(double Threshold, double X, Estimate Y)> Points(SignificanceScan scan)
    {
        var roc = scan.Sample.Roc;
        var total = roc.Signal[^1].Sum;
        var measured = Enumerable.Range(0, scan.Count).Where(i => SignificanceScan.IsMeasured(roc.Background[i + 1], scan.LeastBackgroundEntries) && double.IsFinite(scan[i].Value)).ToArray();
        var points = new List<(double, double, Estimate)>();
        if (measured.Length == 0)
            return points;
        var best = Math.Max(1, scan.Best.Value);
        foreach (var i in Draw.Visible(measured.Length, i => (roc.Signal[measured[i] + 1].Sum / total, scan[measured[i]].Value / best)))
            points.Add((scan.Thresholds[measured[i]], roc.Signal[measured[i] + 1].Sum / total, scan[measured[i]]));
        return points;
    }
}
