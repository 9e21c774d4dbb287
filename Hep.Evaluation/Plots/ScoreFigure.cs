using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Score distributions of signal and background, each normalised to unit area: the test sample as points with weighted errors, the training
/// sample filled. Where points and filled histogram part by more than the errors, the classifier is over-trained.
/// </summary>
public static class ScoreFigure
{
    /// <summary>Draws the distributions.</summary>
    /// <param name="test">Events that the training has not seen.</param>
    /// <param name="train">Events of the training; null draws none.</param>
    /// <param name="options">Bins and axes; null takes 25 bins over the range of the scores, widened to [0, 1] if they are within, linear.</param>
    /// <exception cref="ArgumentOutOfRangeException">No bins.</exception>
    public static Figure Create(BinarySample test, BinarySample? train = null, ScoreFigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(test);
        options ??= new ScoreFigureOptions();
        var (low, high) = Range(train is null ? [test] : [test, train]);
        var plot = PaperStyle.NewPlot("Classifier score", "Normalised events per unit score");
        var numbers = new NumberTable("sample", "class", "score_low", "score_high", "density", "density_error");
        var axis = new Axis(options.Logarithmic);

        var shapes = new List<Shape>();
        foreach (var sample in train is null ? [test] : new[] { train, test })
        {
            foreach (var isSignal in new[] { false, true })
                shapes.Add(new Shape(Fill(sample, isSignal, options.Bins, low, high), sample.Name, sample == train, isSignal));
        }

        foreach (var shape in shapes)
        {
            for (var bin = 0; bin < shape.Histogram.Count; bin++)
            {
                var density = shape.Histogram.Density(bin);
                axis.Include(density);
                numbers.Add(
                    shape.Sample,
                    shape.IsSignal ? "signal" : "background",
                    shape.Histogram.Edges[bin],
                    shape.Histogram.Edges[bin + 1],
                    density.Value,
                    density.Error);
            }
        }

        foreach (var shape in shapes)
        {
            if (shape.OfTraining)
                DrawSteps(plot, shape, axis);
            else
                DrawPoints(plot, shape, axis);
        }

        plot.Axes.SetLimits(low, high, axis.Bottom, axis.Top);
        if (options.Logarithmic)
            PaperStyle.SetLogarithmicY(plot);
        plot.ShowLegend(Alignment.UpperCenter);
        return new Figure(plot) { Numbers = numbers };
    }

    private sealed record Shape(Histogram Histogram, string Sample, bool OfTraining, bool IsSignal)
    {
        public Color Colour => IsSignal ? Draw.Signal : Draw.Background;

        public string Legend => $"{(IsSignal ? "Signal" : "Background")} ({Sample})";
    }

    /// <summary>The ordinate, linear or the decimal logarithm, and the range that the densities need.</summary>
    private sealed class Axis(bool logarithmic)
    {
        private const double Headroom = 0.08;

        private double lowest = double.PositiveInfinity;
        private double highest;

        public double Bottom => logarithmic ? Math.Log10(lowest) - 0.2 : Math.Min(0, double.IsFinite(lowest) ? lowest * 1.1 : 0);

        public double Top => logarithmic
            ? Math.Log10(highest) + (Headroom * (Math.Log10(highest) - Bottom))
            : Bottom + ((1 + Headroom) * (highest - Bottom));

        public void Include(Estimate density)
        {
            if (!logarithmic || density.Value > 0)
            {
                lowest = Math.Min(lowest, density.Value);
                highest = Math.Max(highest, density.Value + density.Error);
            }
        }

        public double Of(double density) => !logarithmic ? density : density > 0 ? Math.Max(Bottom, Math.Log10(density)) : Bottom;
    }

    private static (double Low, double High) Range(IEnumerable<BinarySample> samples)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var sample in samples)
        {
            foreach (var score in sample.Scores)
                (low, high) = (Math.Min(low, score), Math.Max(high, score));
        }

        return low >= 0 && high <= 1 ? (0, 1) : low < high ? (low, high) : (low - 0.5, high + 0.5);
    }

    private static Histogram Fill(BinarySample sample, bool isSignal, int bins, double low, double high)
    {
        var histogram = Histogram.Uniform(bins, low, high);
        for (var i = 0; i < sample.Count; i++)
        {
            if (sample.IsSignal[i] == isSignal)
                histogram.Fill(sample.Scores[i], sample.Weights[i]);
        }

        return histogram;
    }

    private static void DrawSteps(Plot plot, Shape shape, Axis axis)
    {
        var edges = shape.Histogram.Edges.ToArray();
        var steps = new List<(double X, double Y)>();
        for (var bin = 0; bin < shape.Histogram.Count; bin++)
        {
            var y = axis.Of(shape.Histogram.Density(bin).Value);
            steps.Add((edges[bin], y));
            steps.Add((edges[bin + 1], y));
        }

        var floor = axis.Of(0);
        Draw.Band(plot, steps.Select(step => (step.X, floor, step.Y)), shape.Colour);
        Draw.Line(plot, steps, shape.Colour, shape.Legend);
    }

    private static void DrawPoints(Plot plot, Shape shape, Axis axis)
    {
        var (xs, ys, ups, downs) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var bin = 0; bin < shape.Histogram.Count; bin++)
        {
            var density = shape.Histogram.Density(bin);
            if (shape.Histogram.Bins[bin].Count == 0 || axis.Of(density.Value) <= axis.Bottom)
                continue;
            xs.Add(0.5 * (shape.Histogram.Edges[bin] + shape.Histogram.Edges[bin + 1]));
            ys.Add(axis.Of(density.Value));
            ups.Add(axis.Of(density.Value + density.Error) - ys[^1]);
            downs.Add(ys[^1] - axis.Of(density.Value - density.Error));
        }

        if (xs.Count == 0)
            return;
        var none = new double[xs.Count];
        var bars = new ScottPlot.Plottables.ErrorBar(xs, ys, none, none, ups, downs)
        {
            Color = shape.Colour,
            LineWidth = 1,
            CapSize = 0,
        };
        plot.Add.Plottable(bars);
        var markers = plot.Add.ScatterPoints(xs.ToArray(), ys.ToArray(), shape.Colour);
        markers.MarkerShape = shape.IsSignal ? MarkerShape.FilledCircle : MarkerShape.FilledSquare;
        markers.MarkerSize = 4;
        markers.LegendText = shape.Legend;
    }
}
