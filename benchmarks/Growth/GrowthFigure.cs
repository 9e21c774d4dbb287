using Hep.Evaluation.Plots;
using ScottPlot;

namespace Hep.Benchmarks.Growth;

/// <summary>Time above and peak memory below, against the number of events; budgets are horizontal lines.</summary>
internal static class GrowthFigure
{
    public static Figure Create(IReadOnlyList<Point> points)
    {
        var time = PaperStyle.NewPlot("", "Time (s)");
        var memory = PaperStyle.NewPlot("Events", "Peak resident memory (MB)");
        var numbers = new NumberTable("budget_megabytes", "events", "seconds", "reading_seconds", "training_seconds", "scoring_seconds", "evaluation_seconds", "peak_megabytes_until_scored", "peak_megabytes");
        var (from, to) = (Math.Log10(points.Min(p => p.Events)), Math.Log10(points.Max(p => p.Events)));
        foreach (var (budget, index) in Growth.Budgets.Select((budget, index) => (budget, index)))
        {
            var own = points.Where(p => p.Memory == budget.Memory).ToList();
            var megabytes = Growth.Megabytes(budget.Memory);
            Curve(time, own, p => Math.Log10(p.Seconds), budget.Legend, index);
            Curve(time, own, p => Math.Log10(p.Training), "", index, LinePattern.DenselyDashed);
            Curve(memory, own, p => p.Peak, budget.Legend, index);
            if (budget.Memory != Growth.NoLimit)
                Line(memory, [from - 0.1, to + 0.1], [megabytes, megabytes], PaperStyle.Colors[index], "");
            foreach (var p in own)
                numbers.Add(megabytes, p.Events, p.Seconds, p.Reading, p.Training, p.Scoring, p.Evaluation, p.UntilScored, p.Peak);
        }

        // What a constant and a time an event make of it, of the study without a limit.
        var unlimited = points.Where(p => p.Memory == Growth.NoLimit).ToList();
        var xs = Enumerable.Range(0, 101).Select(i => from + ((to - from) * i / 100)).ToArray();
        foreach (var (fit, legend) in new[] { (new LineFit(unlimited, p => p.Seconds), "Linear: a + b N"), (new LineFit(unlimited, p => p.Training), "") })
            Line(time, xs, Array.ConvertAll(xs, x => Math.Log10(fit.At(Math.Pow(10, x)))), Colors.Gray, legend);

        foreach (var plot in new[] { time, memory })
        {
            PaperStyle.SetLogarithmicX(plot);
            plot.ShowLegend(Alignment.UpperLeft);
        }

        PaperStyle.SetLogarithmicY(time);
        time.Axes.SetLimits(from - 0.1, to + 0.1, Math.Log10(points.Min(p => p.Training)) - 0.3, Math.Log10(points.Max(p => p.Seconds)) + 1.2);
        memory.Axes.SetLimits(from - 0.1, to + 0.1, 0, 1.4 * points.Max(p => p.Peak));
        return new Figure([new Figure.Panel(time), new Figure.Panel(memory)], Figure.OneColumn, 105) { Numbers = numbers };
    }

    private static void Curve(Plot plot, List<Point> points, Func<Point, double> value, string legend, int colour, LinePattern? pattern = null)
    {
        var curve = plot.Add.Scatter(points.Select(p => Math.Log10(p.Events)).ToArray(), points.Select(value).ToArray(), PaperStyle.Colors[colour]);
        curve.LineWidth = PaperStyle.LineWidth;
        curve.MarkerSize = 4;
        curve.LegendText = legend;
        if (pattern is { } wanted)
            curve.LinePattern = wanted;
    }

    private static void Line(Plot plot, double[] xs, double[] ys, Color colour, string legend)
    {
        var line = plot.Add.ScatterLine(xs, ys, colour);
        line.LinePattern = LinePattern.Dotted;
        line.LineWidth = PaperStyle.LineWidth;
        line.LegendText = legend;
    }
}
