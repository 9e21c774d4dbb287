using ScottPlot;

namespace Hep.Evaluation.Plots;

/// <summary>
/// Distributions of processes stacked on each other, with the statistical uncertainty of their sum hatched (the root of the summed squared
/// weights, with the shifts of systematic uncertainties in quadrature where there are some), measured events as points, and a panel with data divided by simulation. Without data the panel shows the simulation's relative uncertainty.
/// Where they are blinded there are no points, and the numbers are not a number.
/// In the panel the points carry the error of the data and the hatched band that of the simulation; the numbers have both, and the two
/// together. Bins with negative contents are legal: a process then takes away from the stack.
/// </summary>
public static class StackFigure
{
    private const double MainAspect = 1.7;
    private const double RatioAspect = 4.3;

    // Further decades below the smallest content show single events only.
    private const double MostDecades = 5;

    /// <summary>Draws the stack.</summary>
    /// <param name="variable">What is on the abscissa.</param>
    /// <param name="processes">The processes from bottom to top.</param>
    /// <param name="options">Data, unit and axes; null: the defaults.</param>
    /// <exception cref="ArgumentException">No processes, histograms whose edges differ, or systematic uncertainties of another number of bins.</exception>
    public static Figure Create(string variable, IReadOnlyList<StackedProcess> processes, StackFigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(processes);
        ArgumentOutOfRangeException.ThrowIfZero(processes.Count, nameof(processes));
        options ??= new StackFigureOptions();
        var edges = processes[0].Histogram.Edges.ToArray();
        if (processes.Select(process => process.Histogram).Append(options.Data).Any(histogram => histogram is not null && !histogram.Edges.SequenceEqual(edges)))
            throw new ArgumentException("the histograms of a stack have the same edges", nameof(processes));
        if (options.Systematics is { } shifts && shifts.Nominal.Count != edges.Length - 1)
            throw new ArgumentException(FormattableString.Invariant($"systematic uncertainties of {shifts.Nominal.Count} bins for a stack of {edges.Length - 1}"), nameof(options));

        var stack = new Stack(processes, options, edges);
        var plot = PaperStyle.NewPlot(PaperStyle.WithUnit(variable, options.Unit), OrdinateLabel(edges, options.Unit));
        var ratio = PaperStyle.NewPlot(PaperStyle.WithUnit(variable, options.Unit), options.Data is null ? "1 ± rel. unc." : $"{options.DataName} / sim.");
        DrawMain(plot, stack);
        DrawRatio(ratio, stack);
        return new Figure([new Figure.Panel(plot, 2.6), new Figure.Panel(ratio)], Figure.OneColumn, 92) { Numbers = Numbers(stack) };
    }

    /// <summary>The contents as they are drawn.</summary>
    private sealed class Stack
    {
        public Stack(IReadOnlyList<StackedProcess> processes, StackFigureOptions options, double[] edges)
        {
            (Processes, Options, Edges) = (processes, options, edges);
            Contents = [.. processes.Select(process => Shown(process.Histogram, options.IncludesOverflow))];
            Data = options.Data is { } data ? [.. Shown(data, options.IncludesOverflow).Select((sum, bin) => IsBlinded(bin) ? default : sum)] : null;
            Total = new WeightSum[edges.Length - 1];
            for (var bin = 0; bin < Total.Length; bin++)
                Total[bin] = Contents.Aggregate(default(WeightSum), (sum, content) => sum + content[bin]);
        }

        public IReadOnlyList<StackedProcess> Processes { get; }

        public StackFigureOptions Options { get; }

        public double[] Edges { get; }

        public WeightSum[][] Contents { get; }

        public WeightSum[]? Data { get; }

        public WeightSum[] Total { get; }

        /// <summary>The sum with what is uncertain about it: the statistical error, and the systematic one where it is known.</summary>
        public Interval Uncertain(int bin) => (Options.Systematics?.Total(bin) ?? default).Around(Total[bin].Sum, Total[bin].Yield.Error);

        /// <summary>Whether a bin has no points for being blinded.</summary>
        public bool IsBlinded(int bin) => Edges[bin + 1] > Options.BlindedFrom;

        public double Centre(int bin) => 0.5 * (Edges[bin] + Edges[bin + 1]);

        private static WeightSum[] Shown(Histogram histogram, bool includesOverflow)
        {
            var bins = histogram.Bins.ToArray();
            if (includesOverflow)
            {
                bins[0] += histogram.Underflow;
                bins[^1] += histogram.Overflow;
            }

            return bins;
        }
    }

    /// <summary>The ordinate, linear or the decimal logarithm, and the range that the contents need.</summary>
    private sealed class Axis
    {
        private readonly bool logarithmic;

        public Axis(Stack stack)
        {
            logarithmic = stack.Options.Logarithmic;
            var values = stack.Total.Concat(stack.Data ?? []).Select(sum => sum.Yield).Where(y => double.IsFinite(y.Error)).ToArray();
            var highest = values.Select(y => y.Value + y.Error).Append(0).Max();
            highest = highest > 0 ? highest : 1;
            if (logarithmic)
            {
                var lowest = stack.Contents.SelectMany(content => content).Select(sum => sum.Sum).Where(sum => sum > 0).DefaultIfEmpty(0.1 * highest).Min();
                Top = Math.Log10(highest) + 0.1;
                Bottom = Math.Max(Math.Log10(lowest) - 0.2, Top - MostDecades);
            }
            else
            {
                Bottom = Math.Min(0, 1.1 * values.Select(y => y.Value - y.Error).Concat(Depths(stack)).DefaultIfEmpty(0).Min());
                Top = 1.08 * highest;
            }
        }

        public double Bottom { get; }

        public double Top { get; }

        public double Of(double content) => !logarithmic ? content : content > 0 ? Math.Max(Bottom, Math.Log10(content)) : Bottom;

        // Partial sums may be below zero where their total is not.
        private static IEnumerable<double> Depths(Stack stack)
        {
            var sums = new double[stack.Total.Length];
            foreach (var content in stack.Contents)
            {
                for (var bin = 0; bin < sums.Length; bin++)
                    yield return sums[bin] += content[bin].Sum;
            }
        }
    }

    private static void DrawMain(Plot plot, Stack stack)
    {
        var axis = new Axis(stack);
        plot.Axes.SetLimits(stack.Edges[0], stack.Edges[^1], axis.Bottom, axis.Top);
        if (stack.Options.Logarithmic)
            PaperStyle.SetLogarithmicY(plot);
        var (below, layers) = (new double[stack.Total.Length], new List<Action>());
        for (var p = 0; p < stack.Processes.Count; p++)
        {
            double[] low = [.. below], high = [.. below.Zip(stack.Contents[p], (sum, content) => sum + content.Sum)];
            (var process, below) = (stack.Processes[p], high);
            layers.Add(() => DrawLayer(plot, stack, process, axis, low, high));
        }

        // The legend lists them as they lie on each other.
        layers.Reverse();
        layers.ForEach(draw => draw());
        Hatch(plot, stack, (sum, end) => axis.Of(end), MainAspect, stack.Options.Systematics is null ? "Stat. unc." : "Stat. + syst. unc.");
        Draw.Line(plot, Draw.Steps(stack.Edges, Array.ConvertAll(stack.Total, sum => axis.Of(sum.Sum))), Colors.Black, "");
        foreach (var process in stack.Processes.Where(process => process.IsOverlaid))
            DrawOverlay(plot, stack, process, axis);
        if (stack.Data is { } data)
            DrawData(plot, stack, data, axis);
        Shade(plot, stack, bin => axis.Of(stack.Total[bin].Sum), "Blinded");
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static void DrawLayer(Plot plot, Stack stack, StackedProcess process, Axis axis, double[] low, double[] high)
    {
        var (bottom, top) = (Draw.Steps(stack.Edges, low).ToArray(), Draw.Steps(stack.Edges, high).ToArray());
        var layer = plot.Add.FillY(
            Array.ConvertAll(top, point => point.X), Array.ConvertAll(bottom, point => axis.Of(point.Y)), Array.ConvertAll(top, point => axis.Of(point.Y)));
        layer.FillColor = Color.InterpolateRgb(Colors.White, Draw.ColourOf(process.Colour), 0.65);
        layer.LineColor = Draw.ColourOf(process.Colour);
        layer.LineWidth = 0.5f;
        layer.LegendText = $"{process.Name} ({process.Histogram.Total.Yield})";
    }

    private static void DrawData(Plot plot, Stack stack, WeightSum[] data, Axis axis) => Draw.Points(
        plot,
        data.Select((sum, bin) => (Bin: bin, sum.Yield, sum.Count))
            .Where(point => point.Count > 0)
            .Select(point => (stack.Centre(point.Bin), 0.0, axis.Of(point.Yield.Value), axis.Of(point.Yield.Value - point.Yield.Error), axis.Of(point.Yield.Value + point.Yield.Error))),
        Colors.Black,
        $"{stack.Options.DataName} ({Found(stack.Options.Data!.Total)})");

    // What was counted has no error; weights have.
    private static string Found(WeightSum data) => data.Sum == data.Count && data.SumOfSquares == data.Count ? FormattableString.Invariant($"{data.Count}") : data.Yield.ToString();

    private static void DrawOverlay(Plot plot, Stack stack, StackedProcess process, Axis axis)
    {
        var contents = Array.ConvertAll(stack.Contents[stack.Processes.ToList().IndexOf(process)], sum => sum.Sum);
        var factor = stack.Options.Logarithmic ? 1 : RoundFactor(0.6 * axis.Top / contents.Max());
        if (stack.Options.Logarithmic ? !(contents.Max() > 0) : factor <= 1)
            return;
        Draw.Line(
            plot,
            Draw.Steps(stack.Edges, Array.ConvertAll(contents, content => axis.Of(factor * content))),
            Draw.ColourOf(process.Colour),
            factor == 1 ? $"{process.Name} alone" : FormattableString.Invariant($"{process.Name} × {factor}"),
            Draw.PatternOf(1));
    }

    // The largest 1, 2 or 5 times a power of ten that is not above; 0 where there is none of 1 or more.
    private static double RoundFactor(double most)
    {
        if (!(most >= 1) || !double.IsFinite(most))
            return 0;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
    }

    private static void DrawRatio(Plot plot, Stack stack)
    {
        var points = stack.Data is { } data ? data.Select((sum, bin) => Ratio(sum, stack.Total[bin])).ToArray() : [];
        var spread = Enumerable.Range(0, stack.Total.Length).Select(stack.Uncertain).Select(sum => Math.Max(sum.UpperError, sum.LowerError) / Math.Abs(sum.Value))
            .Concat(points.Select(point => Math.Abs(point.Value - 1) + (0.5 * point.Error)))
            .Where(double.IsFinite)
            .DefaultIfEmpty(0.1)
            .Max();
        var reach = Math.Clamp(1.25 * spread, 0.02, 1);
        plot.Axes.SetLimits(stack.Edges[0], stack.Edges[^1], 1 - reach, 1 + reach);
        PaperStyle.SetFewTicksY(plot);
        Hatch(plot, stack, (sum, end) => sum == 0 ? double.NaN : 1 + ((end - sum) / Math.Abs(sum)), RatioAspect, "");
        Draw.Line(plot, [(stack.Edges[0], 1), (stack.Edges[^1], 1)], Colors.Black, "");
        Draw.Points(plot, points.Select((point, bin) => (stack.Centre(bin), 0.0, point.Value, point.Value - point.Error, point.Value + point.Error)), Colors.Black, "");
        Shade(plot, stack, _ => 1 + reach, "");
        plot.HideLegend();
    }

    // The bins that have no points for being blinded, from the axis up; the room above is left to the legend.
    private static void Shade(Plot plot, Stack stack, Func<int, double> top, string legend)
    {
        var (bottom, blinded) = (plot.Axes.GetLimits().Bottom, Enumerable.Range(0, stack.Total.Length).Where(stack.IsBlinded).ToArray());
        if (blinded.Length == 0)
            return;
        var outline = Draw.Steps(stack.Edges[blinded[0]..], Array.ConvertAll(blinded, bin => top(bin))).ToArray();
        var shade = plot.Add.FillY(Array.ConvertAll(outline, point => point.X), Array.ConvertAll(outline, _ => bottom), Array.ConvertAll(outline, point => point.Y));
        shade.FillColor = Colors.Black.WithAlpha(0.25);
        shade.LineWidth = 0;
        shade.LegendText = legend;
    }

    private static void Hatch(Plot plot, Stack stack, Func<double, double, double> scale, double aspect, string legend)
    {
        var boxes = Enumerable.Range(0, stack.Total.Length)
            .Select(bin => (Bin: bin, Sum: stack.Uncertain(bin)))
            .Select(box => (Left: stack.Edges[box.Bin], Right: stack.Edges[box.Bin + 1], Low: scale(box.Sum.Value, box.Sum.Low), High: scale(box.Sum.Value, box.Sum.High)))
            .ToArray();
        foreach (var (box, number) in boxes.Where(box => double.IsFinite(box.Low) && double.IsFinite(box.High)).Select((box, number) => (box, number)))
        {
            var shade = plot.Add.FillY([box.Left, box.Right], [box.Low, box.Low], [box.High, box.High]);
            shade.FillColor = Draw.Grey.WithAlpha(0.3);
            shade.LineWidth = 0;
            shade.LegendText = number == 0 ? legend : "";
        }

        Draw.Hatch(plot, boxes, aspect);
    }

    /// <summary>Data over simulation with the error of the data; NaN without data or where the simulation is empty or negative.</summary>
    private static Estimate Ratio(WeightSum data, WeightSum total) => total.Sum > 0 && data.Count > 0
        ? data.Yield.Times(1 / total.Sum)
        : new Estimate(double.NaN, double.NaN);

    private static NumberTable Numbers(Stack stack)
    {
        string[] data = ["data", "data_error", "ratio", "ratio_error_of_data", "ratio_error_of_simulation", "ratio_error"];
        string[] systematic = ["simulation_systematic_up", "simulation_systematic_down"];
        var numbers = new NumberTable(
        [
            "low", "high", .. stack.Processes.SelectMany(process => new[] { process.Name, process.Name + "_error" }), "simulation", "simulation_error", .. stack.Options.Systematics is null ? [] : systematic, .. stack.Data is null ? [] : data,
        ]);
        for (var bin = 0; bin < stack.Total.Length; bin++)
        {
            var total = stack.Total[bin].Yield;
            List<IConvertible> cells = [stack.Edges[bin], stack.Edges[bin + 1]];
            foreach (var content in stack.Contents.Select(content => content[bin].Yield).Append(total))
                cells.AddRange([content.Value, content.Error]);
            if (stack.Options.Systematics?.Total(bin) is { } shift)
                cells.AddRange([shift.Up, shift.Down]);
            if (stack.Data is { } events)
            {
                var ratio = Ratio(events[bin], stack.Total[bin]);
                var simulation = ratio.Value * total.RelativeError;
                var seen = stack.IsBlinded(bin) ? new Estimate(double.NaN, double.NaN) : events[bin].Yield;
                cells.AddRange([seen.Value, seen.Error, ratio.Value, ratio.Error, simulation, double.Hypot(ratio.Error, simulation)]);
            }

            numbers.Add([.. cells]);
        }

        return numbers;
    }

    private static string OrdinateLabel(double[] edges, string unit)
    {
        var width = edges[1] - edges[0];
        var isUniform = Enumerable.Range(1, edges.Length - 1).All(i => Math.Abs(edges[i] - edges[i - 1] - width) < 1e-9 * Math.Abs(edges[^1] - edges[0]));
        var per = FormattableString.Invariant($"{width:G3}");
        return !isUniform || (unit.Length == 0 && per == "1") ? "Events / bin" : $"Events / {(unit.Length == 0 ? per : $"{per} {unit}")}";
    }
}
