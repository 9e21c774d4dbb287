using Hep.Evaluation.Showers;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// The histograms of shower-shape variables on one page, the reference filled and the generated showers as a line, each of unit area, underflow and overflow included; they are drawn in the first and last bin. The separation power stands above each.
/// </summary>
public static class ShowerVariablesFigure
{
    private const int PlotsInARow = 5;
    private const double FontSize = 5.5;

    /// <summary>Draws the histograms.</summary>
    /// <param name="comparison">The two samples.</param>
    /// <param name="names">The variables to draw; null: all.</param>
    /// <exception cref="ArgumentException">No variable, or one that is not there.</exception>
    public static Figure Create(ShowerComparison comparison, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var variables = names is null ? comparison.Variables : [.. names.Select(name =>
            comparison.Variables.FirstOrDefault(variable => variable.Name == name) ?? throw new ArgumentException($"there is no variable '{name}'", nameof(names)))];
        if (variables.Count == 0)
            throw new ArgumentException("found no variable, expected one or more", nameof(names));
        var numbers = new NumberTable("variable", "sample", "low", "high", "share", "share_error");
        var plots = variables.Select(variable => Plot(variable, comparison, numbers)).ToArray();
        return Figure.Grid(plots, Math.Min(PlotsInARow, plots.Length), numbers, rowMillimetres: 30, fontSize: FontSize);
    }

    private static Plot Plot(VariableComparison variable, ShowerComparison comparison, NumberTable numbers)
    {
        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(variable.Name, variable.Unit), "");
        PaperStyle.SetPanelTitle(plot, $"sep {variable.Separation.Estimate}", FontSize);
        double[] edges = [.. variable.Reference.Edges];
        var reference = Shares(variable.Reference, variable.ReferenceUndefined, comparison.ReferenceName);
        var generated = Shares(variable.Generated, variable.GeneratedUndefined, comparison.GeneratedName);
        Draw.Band(plot, Draw.Steps(edges, reference).Select(step => (step.X, 0.0, step.Y)), Draw.Background);
        Draw.Line(plot, Draw.Steps(edges, reference), Draw.Background, comparison.ReferenceName, thin: true);
        Draw.Line(plot, Draw.Steps(edges, generated), Draw.Signal, comparison.GeneratedName, thin: true);
        var highest = reference.Concat(generated).Max();
        plot.Axes.SetLimits(edges[0], edges[^1], 0, highest > 0 ? 1.1 * highest : 1);
        plot.Axes.Left.TickLabelStyle.IsVisible = false;
        return plot;

        double[] Shares(Histogram histogram, double undefined, string sample)
        {
            var all = histogram.Total.Sum > 0 ? histogram.Total.Sum / (1 - undefined) : 1;
            Add(double.NegativeInfinity, edges[0], histogram.Underflow);
            for (var bin = 0; bin < histogram.Count; bin++)
                Add(edges[bin], edges[bin + 1], histogram.Bins[bin]);
            Add(edges[^1], double.PositiveInfinity, histogram.Overflow);
            double[] shares = [.. histogram.Bins.ToArray().Select(bin => bin.Sum / all)];
            shares[0] += histogram.Underflow.Sum / all;
            shares[^1] += histogram.Overflow.Sum / all;
            return shares;

            void Add(double low, double high, WeightSum content) => numbers.Add(variable.Name, sample, low, high, content.Yield.Value / all, content.Yield.Error / all);
        }
    }
}
