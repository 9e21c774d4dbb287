using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>A figure of merit in bins of a variable, for one or more classifiers: a short line over each bin, and on it a point with its error, those of several classifiers beside each other.</summary>
public static class BinnedFigure
{
    // Of the width of a bin.
    private const double Apart = 0.12;

    // What a line of the legend takes of the height of the frame.
    private const double LegendLine = 0.075;

    // What is known worse does not set the scale.
    private const double WellKnown = 0.5;

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
                if (values[bin].RelativeError < WellKnown)
                    highest = Math.Max(highest, values[bin].Value + values[bin].Error);
            }

            var shift = Math.Min(Apart, 0.8 / series.Count) * (s - (0.5 * (series.Count - 1)));
            Draw.Points(
                plot,
                values.Select((y, bin) => ((0.5 * (edges[bin] + edges[bin + 1])) + (shift * (edges[bin + 1] - edges[bin])), 0.0, y.Value, y.Value - y.Error, y.Value + y.Error)),
                Draw.ColourOf(s),
                series[s].Name,
                Draw.ShapeOf(s));
            for (var bin = 0; bin < values.Count; bin++)
                Draw.Line(plot, [(edges[bin], values[bin].Value), (edges[bin + 1], values[bin].Value)], Draw.ColourOf(s), "", thin: true);
        }

        // The legend stands above all points: each of its lines takes about so much of the axis.
        var ofLegend = Math.Min(0.6, LegendLine * series.Count);
        plot.Axes.SetLimits(edges[0], edges[^1], 0, highest > 0 ? 1.1 * highest / (1 - ofLegend) : 1);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot) { Numbers = numbers };
    }
}
