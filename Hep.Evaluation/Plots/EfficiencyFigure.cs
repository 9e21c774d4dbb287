using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// The efficiency of a cut on the score against a variable, for signal and background: the fraction of the weight in a bin that lies at or above
/// the threshold, with Wilson's interval of one standard deviation (<see cref="EfficiencyInterval"/>).
/// </summary>
public static class EfficiencyFigure
{
    // The intervals of fewer would span half of the axis.
    private const double FewestEntries = 3;

    /// <summary>
    /// Draws the efficiencies. Events outside the bins, and those without a value (NaN), are left out. A bin of fewer than 3 effective entries is in the
    /// numbers alone, and one without weight nowhere.
    /// </summary>
    /// <param name="variable">What is on the abscissa.</param>
    /// <param name="unit">Its unit; empty: a pure number.</param>
    /// <param name="edges">The bin edges, shape [B + 1].</param>
    /// <param name="sample">The scored events, N of them.</param>
    /// <param name="values">The variable of each event, shape [N]; NaN where it has none.</param>
    /// <param name="threshold">Events with a score at or above it are selected.</param>
    /// <param name="signalName">The name of the signal.</param>
    /// <param name="backgroundName">The name of the background.</param>
    /// <exception cref="ArgumentException">Another number of values than of events, or edges that do not rise.</exception>
    public static Figure Create(
        string variable,
        string unit,
        IReadOnlyList<double> edges,
        BinarySample sample,
        IReadOnlyList<double> values,
        double threshold,
        string signalName = "Signal",
        string backgroundName = "Background")
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != sample.Count)
            throw new ArgumentException(FormattableString.Invariant($"{values.Count} values for {sample.Count} events"), nameof(values));

        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(variable, unit), "Efficiency");
        var numbers = new NumberTable("class", "low", "high", "efficiency", "efficiency_low", "efficiency_high", "effective_entries");
        var highest = 0.0;
        foreach (var (isSignal, name) in new[] { (true, signalName), (false, backgroundName) })
        {
            var (selected, all) = Fill(edges, sample, values, threshold, isSignal);
            var points = new List<(double X, double HalfWidth, double Y, double Low, double High)>();
            for (var bin = 0; bin < all.Count; bin++)
            {
                // Weights that cancel leave nothing to take a fraction of.
                if (all.Bins[bin].Sum <= 0 || all.Bins[bin].IsZero)
                    continue;
                var interval = EfficiencyInterval.Wilson(selected.Bins[bin], all.Bins[bin]);
                numbers.Add(name, edges[bin], edges[bin + 1], interval.Value, interval.Low, interval.High, all.Bins[bin].EffectiveEntries);
                if (all.Bins[bin].EffectiveEntries < FewestEntries)
                    continue;
                points.Add((0.5 * (edges[bin] + edges[bin + 1]), 0.5 * (edges[bin + 1] - edges[bin]), interval.Value, interval.Low, interval.High));
                highest = Math.Max(highest, interval.High);
            }

            Draw.Points(plot, points, isSignal ? Draw.Signal : Draw.Background, name, Draw.ShapeOf(isSignal ? 0 : 1));
        }

        plot.Axes.SetLimits(edges[0], edges[^1], 0, highest > 0 ? 1.08 * highest : 1);
        plot.ShowLegend(Alignment.UpperRight);
        return new Figure(plot) { Numbers = numbers };
    }

    private static (Histogram Selected, Histogram All) Fill(IReadOnlyList<double> edges, BinarySample sample, IReadOnlyList<double> values, double threshold, bool isSignal)
    {
        var (selected, all) = (new Histogram([.. edges]), new Histogram([.. edges]));
        for (var i = 0; i < sample.Count; i++)
        {
            if (sample.IsSignal[i] != isSignal || double.IsNaN(values[i]))
                continue;
            all.Fill(values[i], sample.Weights[i]);
            if (sample.Scores[i] >= threshold)
                selected.Fill(values[i], sample.Weights[i]);
        }

        return (selected, all);
    }
}
