using Hep.Evaluation.Calibration;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Reliability diagrams: how often what was given a probability came true, with Wilson's intervals, against the mean probability of the bin, and below
/// the number of events in each bin. The diagonal is a calibrated classifier; an over-confident one lies below it on the right and above it on the left.
/// </summary>
public static class ReliabilityFigure
{
    private const double Height = 92;

    /// <summary>Draws one or more curves; a bin without weight has no point.</summary>
    /// <param name="curves">The curves with their names in the legend, such as before and after a calibration.</param>
    /// <exception cref="ArgumentException">No curves.</exception>
    public static Figure Create(params IReadOnlyList<(string Name, ReliabilityCurve Curve)> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentOutOfRangeException.ThrowIfZero(curves.Count, nameof(curves));
        const string axis = "Predicted probability";
        var plot = PaperStyle.NewPlot(axis, "Observed frequency");
        var counts = PaperStyle.NewPlot(axis, "Events");
        var numbers = new NumberTable(
            "curve", "probability_low", "probability_high", "events", "sum_of_weights", "mean_probability", "frequency", "frequency_low", "frequency_high");
        Draw.Line(plot, [(0, 0), (1, 1)], Draw.Grey, "", LinePattern.Dotted);
        var (lowest, highest) = (double.PositiveInfinity, 1.0);
        for (var i = 0; i < curves.Count; i++)
        {
            var (name, curve) = curves[i];
            var colour = Draw.ColourOf(i);
            foreach (var bin in curve.Bins)
            {
                (lowest, highest) = (bin.All.Count > 0 ? Math.Min(lowest, bin.All.Count) : lowest, Math.Max(highest, bin.All.Count));
                numbers.Add(
                    name, bin.Low, bin.High, bin.All.Count, bin.All.Sum, bin.MeanProbability, bin.Frequency.Value, bin.Frequency.Low, bin.Frequency.High);
            }

            DrawPoints(plot, curve, colour, $"{name} (ECE = {curve.ExpectedError})", i);
        }

        // The power of ten below the emptiest bin with events; a bin without lies there.
        var bottom = double.IsFinite(lowest) ? Math.Floor(Math.Log10(lowest)) : 0;
        for (var i = 0; i < curves.Count; i++)
            Draw.Line(counts, Steps(curves[i].Curve, bottom), Draw.ColourOf(i), "", Draw.PatternOf(i));

        // The legend lies above the curves.
        plot.Axes.SetLimits(0, 1, 0, 1.04 + (0.085 * curves.Count));
        plot.ShowLegend(Alignment.UpperLeft);
        counts.Axes.SetLimits(0, 1, bottom, Math.Log10(highest) + 0.3);
        PaperStyle.SetLogarithmicY(counts);
        return new Figure([new Figure.Panel(plot, 2.4) { Headroom = false }, new Figure.Panel(counts)], heightMillimetres: Height)
        {
            Numbers = numbers,
        };
    }

    private static void DrawPoints(Plot plot, ReliabilityCurve curve, Color colour, string legend, int series)
    {
        var bins = curve.Bins.Where(bin => bin.HasPoint).ToArray();
        Draw.Line(plot, bins.Select(bin => (bin.MeanProbability, bin.Frequency.Value)), colour.WithAlpha(0.5), "");
        Draw.Points(
            plot,
            bins.Select(bin => (bin.MeanProbability, 0.0, bin.Frequency.Value, bin.Frequency.Low, bin.Frequency.High)),
            colour,
            legend,
            Draw.ShapeOf(series));
    }

    private static IEnumerable<(double X, double Y)> Steps(ReliabilityCurve curve, double bottom)
    {
        foreach (var bin in curve.Bins)
        {
            var y = bin.All.Count > 0 ? Math.Log10(bin.All.Count) : bottom;
            yield return (bin.Low, y);
            yield return (bin.High, y);
        }
    }
}
