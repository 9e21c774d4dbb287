using Hep.Evaluation.Tracking;
using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The pulls of predicted hits: their distribution beside the unit Gaussian that they should have, and the width of its core in every layer.</summary>
public static class PullFigure
{
    private const double Reach = 5;
    private const int BinCount = 50;

    /// <summary>Draws the pulls.</summary>
    /// <param name="residuals">The residuals.</param>
    /// <exception cref="ArgumentException">No residuals.</exception>
    public static Figure Create(ResidualSample residuals)
    {
        ArgumentNullException.ThrowIfNull(residuals);
        if (residuals.Count == 0)
            throw new ArgumentException("found no residuals, expected one or more", nameof(residuals));
        var (pulls, widths) = (PaperStyle.NewPlot("Pull", "Hits per unit, normalised"), PaperStyle.NewPlot("Layer", "Width of the pull's core"));
        var numbers = new NumberTable("coordinate", "layer", "mean", "mean_error", "width", "width_error", "entries", "tail_share");
        var inclusive = residuals.Summary();
        Draw.Line(pulls, Enumerable.Range(0, 201).Select(i => (i / 20.0) - Reach).Select(x => (x, Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI))), Draw.Grey, "Unit Gaussian", Draw.PatternOf(1));
        var names = new[] { "r φ", "z, given r φ" };
        for (var i = 0; i < names.Length; i++)
        {
            var histogram = Histogram.Uniform(BinCount, -Reach, Reach);
            foreach (var pull in residuals.Pulls(null, alongBeam: i == 1))
                histogram.Fill(pull);
            double[] densities = [.. Enumerable.Range(0, BinCount).Select(bin => histogram.Density(bin).Value)];
            Draw.Line(pulls, Draw.Steps(histogram.Edges.ToArray(), densities), Draw.ColourOf(i), names[i], Draw.PatternOf(0));
            Add(names[i], "all", i == 0 ? inclusive.RPhiPull : inclusive.ZPull);
            var points = new List<(double X, double HalfWidth, double Y, double Low, double High)>();
            foreach (var layer in residuals.Layers)
            {
                var summary = residuals.Summary(layer);
                var fit = i == 0 ? summary.RPhiPull : summary.ZPull;
                Add(names[i], FormattableString.Invariant($"{layer}"), fit);
                points.Add((layer + (0.16 * ((2 * i) - 1)), 0, fit.Width.Value, fit.Width.Value - fit.Width.Error, fit.Width.Value + fit.Width.Error));
            }

            Draw.Points(widths, points, Draw.ColourOf(i), names[i], Draw.ShapeOf(i));
        }

        var (first, last) = (residuals.Layers[0], residuals.Layers[^1]);
        var farthest = residuals.Layers.Select(layer => residuals.Summary(layer)).SelectMany(summary => new[] { summary.RPhiPull.Width, summary.ZPull.Width })
            .Select(width => Math.Abs(width.Value - 1) + width.Error).Where(double.IsFinite).Append(0.15).Max();
        Draw.Line(widths, [(first - 0.7, 1.0), (last + 0.7, 1.0)], Draw.Grey, "", Draw.PatternOf(1));
        PaperStyle.SetWholeNumbersX(widths, first, last);
        pulls.Axes.SetLimits(-Reach, Reach, 0, 0.55);
        widths.Axes.SetLimits(first - 0.7, last + 0.7, 1 - (1.3 * farthest), 1 + (1.3 * farthest));
        pulls.ShowLegend(Alignment.UpperRight);
        widths.ShowLegend(Alignment.UpperRight);
        return Figure.Grid([pulls, widths], 2, numbers, Figure.TwoColumns, 65, commonLegend: false, PaperStyle.FontSize);

        void Add(string coordinate, string layer, CoreFit fit) =>
            numbers.Add(coordinate, layer, fit.Mean.Value, fit.Mean.Error, fit.Width.Value, fit.Width.Error, fit.Entries, fit.TailShare);
    }
}
