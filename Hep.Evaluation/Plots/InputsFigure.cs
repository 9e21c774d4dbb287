using System.Globalization;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Distributions of many variables on one page, signal as a line and background filled, each normalised to unit area over the events in which the variable is there. An axis spans the central 99% of the
/// values, and what lies outside is in the first and last bin; a variable of few whole numbers has a bin a number.
/// </summary>
public static class InputsFigure
{
    /// <summary>The most variables of one figure.</summary>
    public const int MostVariables = 32;

    private const int PlotsInARow = 4;
    private const int Bins = 30;
    private const int MostWholeNumbers = 15;
    private const double Outside = 0.005;

    /// <summary>Draws the distributions.</summary>
    /// <param name="variables">The variables, at most <see cref="MostVariables"/>.</param>
    /// <param name="isSignal">The class of each event, [N].</param>
    /// <param name="weights">The weight of each event, [N].</param>
    /// <exception cref="ArgumentException">There is no variable, there are too many, or their lengths differ.</exception>
    public static Figure Create(IReadOnlyList<InputVariable> variables, bool[] isSignal, double[] weights)
    {
        if (variables.Count is 0 or > MostVariables)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{variables.Count} variables, expected 1 to {MostVariables}"), nameof(variables));
        if (weights.Length != isSignal.Length || variables.Any(variable => variable.Values.Length != isSignal.Length))
            throw new ArgumentException("every variable has one value, one class and one weight an event", nameof(variables));
        var numbers = new NumberTable("variable", "class", "low", "high", "density", "density_error", "missing_share");
        return Figure.Grid([.. variables.Select(variable => Draw(variable, isSignal, weights, numbers))], PlotsInARow, numbers, rowMillimetres: 31, fontSize: 6);
    }

    private static Plot Draw(InputVariable variable, bool[] isSignal, double[] weights, NumberTable numbers)
    {
        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(variable.Name, variable.Unit ?? ""), "");
        var there = Array.FindAll(variable.Values, float.IsFinite);
        Array.Sort(there);
        var (low, high, bins) = Binning(there);
        var highest = 0.0;
        foreach (var signal in new[] { false, true })
        {
            var histogram = Histogram.Uniform(bins, low, high);
            var missing = default(WeightSum);
            for (var i = 0; i < isSignal.Length; i++)
            {
                if (isSignal[i] != signal)
                    continue;
                if (float.IsFinite(variable.Values[i]))
                    histogram.Fill(Math.Clamp(variable.Values[i], low, high), weights[i]);
                else
                    missing = missing.Add(weights[i]);
            }

            if (histogram.Total.Count > 0)
                highest = Math.Max(highest, Steps(plot, histogram, signal));
            for (var bin = 0; bin < bins; bin++)
            {
                var density = histogram.Density(bin);
                numbers.Add(variable.Name, signal ? "signal" : "background", histogram.Edges[bin], histogram.Edges[bin + 1], density.Value, density.Error, missing.Sum / (missing.Sum + histogram.Total.Sum));
            }
        }

        plot.Axes.SetLimits(low, high, 0, highest > 0 ? 1.15 * highest : 1);
        plot.Axes.Left.TickLabelStyle.IsVisible = false;
        return plot;
    }

    private static double Steps(Plot plot, Histogram histogram, bool signal)
    {
        var steps = new List<(double X, double Y)>();
        for (var bin = 0; bin < histogram.Count; bin++)
        {
            var y = histogram.Density(bin).Value;
            steps.Add((histogram.Edges[bin], y));
            steps.Add((histogram.Edges[bin + 1], y));
        }

        var colour = signal ? Plots.Draw.Signal : Plots.Draw.Background;
        if (!signal)
            Plots.Draw.Band(plot, steps.Select(step => (step.X, 0.0, step.Y)), colour);
        Plots.Draw.Line(plot, steps, colour, signal ? "Signal" : "Background");
        return steps.Max(step => step.Y);
    }

    private static (double Low, double High, int Bins) Binning(float[] sorted)
    {
        if (sorted.Length == 0)
            return (0, 1, 1);
        var (least, most) = (sorted[0], sorted[^1]);
        if (most - (double)least < MostWholeNumbers && Array.TrueForAll(sorted, value => value == MathF.Round(value)))
            return (least - 0.5, most + 0.5, (int)(most - least) + 1);
        double low = sorted[(int)(Outside * (sorted.Length - 1))], high = sorted[(int)((1 - Outside) * (sorted.Length - 1))];
        return low < high ? (low, high, Bins) : (low - 0.5, high + 0.5, Bins);
    }
}
