using System.Diagnostics;
using System.Globalization;
using Hep.Evaluation.Plots;
using ScottPlot;

namespace Hep.Benchmarks.Growth;

/// <summary>Time and peak memory against the number of events, in memory and with a budget.</summary>
internal static class Growth
{
    private static readonly int[] Sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000];
    private static readonly (string Memory, string Legend)[] Budgets = [("100000 MB", "All in memory"), ("100 MB", "data.memory: 100 MB")];

    private sealed record Point(string Memory, int Events, double Seconds, double Training, double BeforeEvaluation, double Megabytes, int WindowRows, double Auc, double Waited);

    public static void Run(string figure)
    {
        var points = new List<Point>();
        Console.WriteLine("| events | data.memory | whole study, s | training, s | peak until all is scored, MB | peak of all, MB | events a window | test AUC | waiting for events |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var events in Sizes)
        {
            foreach (var (memory, _) in Budgets)
            {
                var point = Measure(events, memory);
                points.Add(point);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {point.Events} | {point.Memory} | {point.Seconds:F1} | {point.Training:F1} | {point.BeforeEvaluation:F0} | {point.Megabytes:F0} | {(point.WindowRows == 0 ? "all" : point.WindowRows)} | {point.Auc:F4} | {100 * point.Waited:F1}% |"));
            }
        }

        foreach (var (memory, legend) in Budgets)
        {
            var large = points.Where(p => p.Memory == memory && p.Events >= 100_000).ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{legend}: from 10^5 events on time ~ events^{Slope(large, p => p.Seconds):F2}, training alone events^{Slope(large, p => p.Training):F2}; {Growing(large, p => p.BeforeEvaluation):F0} bytes more an event until all is scored, {Growing(large, p => p.Megabytes):F0} with the evaluation"));
        }

        FigureWriter.Save(Draw(points), figure, FigureFormat.Png, FigureFormat.Svg);
    }

    private static Point Measure(int events, string memory)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Arguments(events, memory)]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        double Number(int index) => double.Parse(words[index], CultureInfo.InvariantCulture);
        return process.ExitCode == 0
            ? new(memory, events, Number(0), Number(1), Number(2), Number(3), (int)Number(4), Number(5), Number(6))
            : throw new InvalidOperationException(FormattableString.Invariant($"the study ended with {process.ExitCode}"));
    }

    // Run as "dotnet X.dll" or as a program of its own.
    private static IEnumerable<string> Arguments(int events, string memory)
    {
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            yield return typeof(Growth).Assembly.Location;
        yield return "study";
        yield return events.ToString(CultureInfo.InvariantCulture);
        yield return memory;
    }

    // Of a straight line through the logarithms, by least squares.
    private static double Slope(List<Point> points, Func<Point, double> value)
    {
        var (x, y) = (points.Select(p => Math.Log10(p.Events)).ToArray(), points.Select(p => Math.Log10(value(p))).ToArray());
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }

    private static double Growing(List<Point> points, Func<Point, double> megabytes) =>
        (megabytes(points[^1]) - megabytes(points[0])) * 1e6 / (points[^1].Events - points[0].Events);

    private static Figure Draw(List<Point> points)
    {
        var time = PaperStyle.NewPlot("", "Whole study (s)");
        var memory = PaperStyle.NewPlot("Events", "Peak memory (MB)");
        var numbers = new NumberTable("budget_megabytes", "events", "seconds", "training_seconds", "peak_megabytes_until_scored", "peak_megabytes");
        foreach (var (budget, index) in Budgets.Select((budget, index) => (budget, index)))
        {
            var own = points.Where(p => p.Memory == budget.Memory).ToList();
            Curve(time, own, p => Math.Log10(p.Seconds), budget.Legend, index);
            Curve(memory, own, p => p.Megabytes, budget.Legend, index);
            Curve(memory, own, p => p.BeforeEvaluation, "", index, LinePattern.DenselyDashed);
            foreach (var p in own)
                numbers.Add(double.Parse(p.Memory.Split(' ')[0], CultureInfo.InvariantCulture), p.Events, p.Seconds, p.Training, p.BeforeEvaluation, p.Megabytes);
        }

        // Proportional to the events, through the largest sample.
        var last = points[^1];
        var (from, to) = (Math.Log10(Sizes[0]), Math.Log10(last.Events));
        var line = time.Add.ScatterLine([from, to], [Math.Log10(last.Seconds) - (to - from), Math.Log10(last.Seconds)], Colors.Gray);
        line.LinePattern = LinePattern.Dotted;
        line.LineWidth = PaperStyle.LineWidth;
        line.LegendText = "Proportional";
        foreach (var plot in new[] { time, memory })
        {
            PaperStyle.SetLogarithmicX(plot);
            plot.ShowLegend(Alignment.UpperLeft);
        }

        PaperStyle.SetLogarithmicY(time);
        var (fastest, slowest) = (points.Min(p => p.Seconds), points.Max(p => p.Seconds));
        time.Axes.SetLimits(from - 0.1, to + 0.1, Math.Log10(fastest) - 0.4, Math.Log10(slowest) + 0.7);
        memory.Axes.SetLimits(from - 0.1, to + 0.1, 0, 1.35 * points.Max(p => p.Megabytes));
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
}
