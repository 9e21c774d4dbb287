using Hep.Evaluation.Tracking;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>Shares of tracks or particles against a variable, such as finding efficiencies against pT, with Wilson's interval of one standard deviation; one series a track finder.</summary>
public static class TrackRateFigure
{
    // Of the width of a bin, between the points of two series.
    private const double Apart = 0.12;

    /// <summary>Draws the shares. A bin without entries is left out.</summary>
    /// <param name="variable">What is on the abscissa.</param>
    /// <param name="unit">Its unit; empty: a pure number.</param>
    /// <param name="share">What the share is, such as <c>Track finding efficiency</c>.</param>
    /// <param name="series">Names and shares; one or more.</param>
    /// <param name="low">Where the ordinate begins; efficiencies near 1 are told apart above 0.8.</param>
    /// <exception cref="ArgumentException">No series, or one without entries in every bin.</exception>
    public static Figure Create(string variable, string unit, string share, IReadOnlyList<(string Name, BinnedRate Rates)> series, double low = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0 || series.Any(one => Bins(one.Rates).Length == 0))
            throw new ArgumentException("expected one series or more, each with entries in a bin", nameof(series));
        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(variable, unit), share);
        var numbers = new NumberTable("series", "low", "high", "share", "share_low", "share_high", "entries");
        double left = double.PositiveInfinity, right = double.NegativeInfinity, highest = low;
        for (var i = 0; i < series.Count; i++)
        {
            var (name, rates) = series[i];
            (left, right) = (Math.Min(left, rates.Edges[0]), Math.Max(right, rates.Edges[^1]));
            var points = new List<(double X, double HalfWidth, double Y, double Low, double High)>();
            foreach (var bin in Bins(rates))
            {
                var (from, to, rate) = (rates.Edges[bin], rates.Edges[bin + 1], rates.Rate(bin));
                numbers.Add(name, from, to, rate.Value, rate.Low, rate.High, rates.Entries(bin));
                var shift = Math.Min(Apart, 0.8 / series.Count) * (i - (0.5 * (series.Count - 1)));
                points.Add(((0.5 * (from + to)) + (shift * (to - from)), 0, rate.Value, rate.Low, rate.High));
                Draw.Line(plot, [(from, rate.Value), (to, rate.Value)], Draw.ColourOf(i), "", thin: true);
                highest = Math.Max(highest, rate.High);
            }

            Draw.Points(plot, points, Draw.ColourOf(i), name, Draw.ShapeOf(i));
        }

        plot.Axes.SetLimits(left, right, low, low + (1.1 * Math.Max(highest - low, 1e-3)));
        plot.ShowLegend(Alignment.LowerRight);
        return new Figure(plot) { Numbers = numbers };
    }

    private static int[] Bins(BinnedRate rates) => [.. Enumerable.Range(0, rates.Count).Where(bin => rates.Entries(bin) > 0)];
}
