using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The lower panel of a comparison of curves: each divided by one of them, with bands of one standard deviation.</summary>
internal static class RatioPanel
{
    // Worse known ratios say nothing, and would set the scale.
    private const double LargestRelativeError = 0.5;

    private const double MainHeight = 2.3;

    // How far above the strongest competitor's ratio the axis goes, where that is well known; ratios to much weaker ones leave it.
    private const double Reach = 2;
    private const double WellKnown = 0.15;

    /// <summary>The efficiencies at which curves are compared.</summary>
    public static IReadOnlyList<double> Grid { get; } = [.. Enumerable.Range(1, 200).Select(i => i / 200.0)];

    /// <summary>A figure of curves and, under it where there are several, of their ratios to the baseline.</summary>
    /// <param name="main">The curves.</param>
    /// <param name="headroom">Whether the main panel's axis may grow.</param>
    /// <param name="samples">One sample a curve.</param>
    /// <param name="options">The sample by which the others are divided, or which is divided by them; none: no ratios.</param>
    /// <param name="lowest">The efficiency from which ratios are shown.</param>
    /// <param name="ratio">The ratios of a sample to a baseline on a grid.</param>
    /// <param name="numbers">The numbers of the curves: the name first, the efficiency third.</param>
    public static Figure Under(
        Plot main,
        bool headroom,
        IReadOnlyList<BinarySample> samples,
        CurveFigureOptions options,
        double lowest,
        Func<BinarySample, BinarySample, IReadOnlyList<double>, Estimate[]> ratio,
        NumberTable numbers)
    {
        var baseline = options.Baseline;
        if (baseline is { } index && (index < 0 || index >= samples.Count))
            throw new ArgumentOutOfRangeException(nameof(baseline), index, FormattableString.Invariant($"the baseline is one of the {samples.Count} curves, counted from 0"));
        var upper = new Figure.Panel(main, MainHeight) { Headroom = headroom };
        if (samples.Count == 1 || baseline is not { } divisor)
            return new Figure([upper], Figure.OneColumn, 65) { Numbers = numbers };

        double[] grid = [.. Grid.Where(efficiency => efficiency >= lowest)];
        var plot = PaperStyle.NewPlot(main.Axes.Bottom.Label.Text, options.IsDividend ? $"{samples[divisor].Name} / other" : LabelFor(samples[divisor].Name, divisor));
        var (low, high, strongest) = (1.0, 1.0, double.PositiveInfinity);
        var ratioNumbers = new NumberTable("curve", numbers.Columns[2], options.IsDividend ? "ratio_to_curve" : divisor == 0 ? "ratio_to_first" : "ratio_to_baseline", "ratio_error");
        Draw.Line(plot, [(0, 1), (1, 1)], Draw.ColourOf(divisor), "");
        foreach (var i in Enumerable.Range(0, samples.Count).Where(i => i != divisor))
        {
            var ratios = options.IsDividend ? ratio(samples[divisor], samples[i], grid) : ratio(samples[i], samples[divisor], grid);
            var own = 1.0;
            (double X, Estimate Y)[] shown = [.. grid.Zip(ratios).Where(point => point.Second.RelativeError <= LargestRelativeError)];
            Draw.Band(plot, shown.Select(p => (p.X, p.Y.Value - p.Y.Error, p.Y.Value + p.Y.Error)), Draw.ColourOf(i));
            Draw.Line(plot, shown.Select(p => (p.X, p.Y.Value)), Draw.ColourOf(i), "", Draw.PatternOf(i));
            foreach (var (x, y) in shown)
            {
                ratioNumbers.Add(samples[i].Name, x, y.Value, y.Error);
                if (options.IsDividend && y.RelativeError > WellKnown)
                    continue;
                (low, own) = (Math.Min(low, y.Value - (0.5 * y.Error)), Math.Max(own, y.Value + (0.5 * y.Error)));
            }

            (high, strongest) = (Math.Max(high, own), Math.Min(strongest, own));
        }

        if (options.IsDividend)
            high = Math.Min(high, Reach * strongest);

        var margin = Math.Max(0.02, 0.1 * (high - low));
        plot.Axes.SetLimits(0, 1, low - margin, high + margin);
        PaperStyle.SetFewTicksY(plot);
        plot.HideLegend();
        return new Figure([upper, new Figure.Panel(plot)], Figure.OneColumn, 85) { Numbers = numbers, RatioNumbers = ratioNumbers };
    }

    // A long name would not fit along the short axis.
    private static string LabelFor(string name, int index) =>
        name.Length <= 10 ? $"Ratio to {name}" : index == 0 ? "Ratio to first" : FormattableString.Invariant($"Ratio to curve {index + 1}");
}
