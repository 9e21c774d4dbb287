using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>The loss against a learning rate that grows from batch to batch, on a logarithmic axis.</summary>
public static class LearningRateFigure
{
    /// <summary>Draws the curve.</summary>
    /// <param name="points">For every batch its learning rate, its loss, and the smoothed loss.</param>
    /// <param name="suggested">The rate to take, marked; null marks none.</param>
    /// <exception cref="ArgumentException">No points.</exception>
    public static Figure Create(IReadOnlyList<(double Rate, double Loss, double Smooth)> points, double? suggested = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfZero(points.Count, nameof(points));
        var plot = PaperStyle.NewPlot("Learning rate", "Loss");
        var numbers = new NumberTable("learning_rate", "loss", "smoothed_loss");
        foreach (var (rate, loss, smooth) in points)
            numbers.Add(rate, loss, smooth);
        Draw.Line(plot, points.Select(p => (Math.Log10(p.Rate), p.Loss)), Draw.Grey, "One batch", thin: true);
        Draw.Line(plot, points.Select(p => (Math.Log10(p.Rate), p.Smooth)), Draw.ColourOf(0), "Smoothed");

        // What comes after the explosion would leave no room for the rest.
        var (low, high) = (points.Min(p => p.Smooth), points.Take(Math.Max(1, points.Count / 2)).Max(p => p.Smooth));
        var margin = high > low ? 0.3 * (high - low) : 0.5;
        if (suggested is { } best)
        {
            var nearest = points.MinBy(p => Math.Abs(Math.Log(p.Rate / best)));
            Draw.Mark(plot, Math.Log10(best), low - margin, nearest.Smooth, FormattableString.Invariant($"Suggested: {best:G2}"));
        }

        plot.Axes.SetLimits(Math.Log10(points[0].Rate), Math.Log10(points[^1].Rate) + 0.1, low - margin, high + margin);
        PaperStyle.SetLogarithmicX(plot);
        plot.ShowLegend(Alignment.LowerLeft);
        return new Figure(plot) { Numbers = numbers };
    }
}
