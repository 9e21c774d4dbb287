using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// The background's distribution in a variable before and after cuts on a score, each normalised to unit area, with the signal beside it; below, the shapes after the cuts over that before
/// (<see cref="Sculpting.Ratio"/>). A cut that does not look at the variable leaves the ratio at 1.
/// </summary>
public static class SculptingFigure
{
    private const double MainHeight = 2;

    // More are not told apart.
    private const int MostCuts = 5;

    // Of the width of a bin.
    private const double Apart = 0.18;

    // What is known worse says nothing, and would set the scale.
    private const double LargestRelativeError = 0.5;

    /// <summary>Draws the distributions.</summary>
    /// <param name="variable">What is on the abscissa.</param>
    /// <param name="unit">Its unit; empty: a pure number.</param>
    /// <param name="sculpting">The events in their bins.</param>
    /// <param name="signalEfficiencies">The cuts; the first five are drawn, the numbers have all.</param>
    /// <param name="signalName">The name of the signal.</param>
    /// <param name="backgroundName">The name of the background.</param>
    /// <exception cref="ArgumentException">No cut.</exception>
    public static Figure Create(
        string variable, string unit, Sculpting sculpting, IReadOnlyList<double> signalEfficiencies, string signalName = "Signal", string backgroundName = "Background")
    {
        ArgumentNullException.ThrowIfNull(sculpting);
        ArgumentNullException.ThrowIfNull(signalEfficiencies);
        ArgumentOutOfRangeException.ThrowIfZero(signalEfficiencies.Count, nameof(signalEfficiencies));
        var edges = sculpting.Edges.ToArray();
        var label = PaperStyle.WithUnit(variable, unit);
        var (main, below) = (PaperStyle.NewPlot(label, unit is "" or "1" ? "Normalised events" : $"Normalised events per {unit}"), PaperStyle.NewPlot(label, "After / before"));
        var numbers = new NumberTable("distribution", "low", "high", "density", "density_error");
        var ratioNumbers = new NumberTable("distribution", "low", "high", "ratio_to_before", "ratio_error");

        var before = Densities(sculpting.Background);
        double[] outline = [.. before.Select(density => density.Value)];
        Draw.Band(main, Draw.Steps(edges, outline).Select(point => (point.X, 0.0, point.Y)), Draw.Grey);
        Draw.Line(main, Draw.Steps(edges, outline), Draw.Grey, $"{backgroundName}, no cut");
        var signal = Densities(sculpting.Signal);
        Draw.Line(main, Draw.Steps(edges, [.. signal.Select(density => density.Value)]), Colors.Black, $"{signalName}, no cut", LinePattern.DenselyDashed, thin: true);
        Note(numbers, edges, $"{backgroundName}, no cut", before);
        Note(numbers, edges, $"{signalName}, no cut", signal);
        Draw.Line(below, [(edges[0], 1), (edges[^1], 1)], Draw.Grey, "");

        var (highest, low, high) = (before.Concat(signal).Max(Top), 0.9, 1.1);
        for (var c = 0; c < signalEfficiencies.Count; c++)
        {
            var name = FormattableString.Invariant($"{backgroundName}, signal eff. {100 * signalEfficiencies[c]:0.####}%");
            var (after, ratio) = (Densities(sculpting.Selected(signalEfficiencies[c])), sculpting.Ratio(signalEfficiencies[c]));
            Note(numbers, edges, name, after);
            Note(ratioNumbers, edges, name, ratio);
            if (c >= MostCuts)
                continue;
            var shift = Apart * (c - (0.5 * (Math.Min(MostCuts, signalEfficiencies.Count) - 1)));
            Draw.Points(main, Points(edges, after, shift), Draw.ColourOf(c), name, Draw.ShapeOf(c));
            Draw.Points(below, Points(edges, [.. ratio.Select(one => one.RelativeError < LargestRelativeError ? one : new Estimate(double.NaN, double.NaN))], shift), Draw.ColourOf(c), "", Draw.ShapeOf(c));
            highest = Math.Max(highest, after.Where(density => density.RelativeError < LargestRelativeError).Select(Top).DefaultIfEmpty(0).Max());
            foreach (var one in ratio.Where(one => one.RelativeError < LargestRelativeError))
                (low, high) = (Math.Min(low, one.Value - (0.5 * one.Error)), Math.Max(high, one.Value + (0.5 * one.Error)));
        }

        main.Axes.SetLimits(edges[0], edges[^1], 0, highest > 0 ? 1.08 * highest : 1);
        below.Axes.SetLimits(edges[0], edges[^1], Math.Max(0, low - (0.1 * (high - low))), high + (0.1 * (high - low)));
        PaperStyle.SetFewTicksY(below);
        main.ShowLegend(Alignment.UpperRight);
        below.HideLegend();
        return new Figure([new Figure.Panel(main, MainHeight), new Figure.Panel(below)], Figure.OneColumn, 85) { Numbers = numbers, RatioNumbers = ratioNumbers };
    }

    private static Estimate[] Densities(Histogram histogram) => [.. Enumerable.Range(0, histogram.Count).Select(histogram.Density)];

    private static double Top(Estimate density) => double.IsFinite(density.Value + density.Error) ? density.Value + density.Error : 0;

    // Points of several cuts stand beside each other within a bin.
    private static IEnumerable<(double X, double HalfWidth, double Y, double Low, double High)> Points(double[] edges, Estimate[] values, double shift) =>
        values.Select((y, bin) => ((0.5 * (edges[bin] + edges[bin + 1])) + (shift * (edges[bin + 1] - edges[bin])), 0.0, y.Value, y.Value - y.Error, y.Value + y.Error));

    private static void Note(NumberTable numbers, double[] edges, string name, Estimate[] values)
    {
        for (var bin = 0; bin < values.Length; bin++)
            numbers.Add(name, edges[bin], edges[bin + 1], values[bin].Value, values[bin].Error);
    }
}
