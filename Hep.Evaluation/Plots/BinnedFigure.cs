using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>A figure of merit in bins of a variable, for one or more classifiers: points with errors, each as wide as its bin.</summary>
public static class BinnedFigure
{
    /// <summary>Draws the series; a value that is not finite, or has no finite error, is in the numbers alone.</summary>
    /// <param name="variable">What is on the abscissa.</param>
    /// <param name="unit">Its unit; empty: a pure number.</param>
    /// <param name="ordinate">What the figure of merit is called.</param>
    /// <param name="edges">The bin edges, shape [B + 1].</param>
    /// <param name="series">The classifiers.</param>
    /// <exception cref="ArgumentException">No series, or one with another number of values than bins.</exception>
    public static Figure Create(string variable, string unit, string ordinate, IReadOnlyList<double> edges, params IReadOnlyList<BinnedSeries> series)
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0 || series.Any(one => one.Values.Count != edges.Count - 1))
            throw new ArgumentException("expected one series or more, each with a value a bin", nameof(series));
        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(variable, unit), ordinate);
        var numbers = new NumberTable("series", "low", "high", ordinate, "error");
        var highest = 0.0;
        for (var s = 0; s < series.Count; s++)
        {
            var values = series[s].Values;
            for (var bin = 0; bin < values.Count; bin++)
            {
                numbers.Add(series[s].Name, edges[bin], edges[bin + 1], values[bin].Value, values[bin].Error);
                if (double.IsFinite(values[bin].Value + values[bin].Error))
                    highest = Math.Max(highest, values[bin].Value + values[bin].Error);
            }

            Draw.Points(
                plot,
                values.Select((y, bin) => (0.5 * (edges[bin] + edges[bin + 1]), 0.5 * (edges[bin + 1] - edges[bin]), y.Value, y.Value - y.Error, y.Value + y.Error)),
                Draw.ColourOf(s),
                series[s].Name,
                Draw.ShapeOf(s));
        }

        plot.Axes.SetLimits(edges[0], edges[^1], 0, highest > 0 ? 1.1 * highest : 1);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot) { Numbers = numbers };
    }
}
