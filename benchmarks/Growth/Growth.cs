using System.Diagnostics;
using System.Globalization;
using Hep.Evaluation.Plots;

namespace Hep.Benchmarks.Growth;

/// <summary>Time and peak memory against the number of events, in memory and with budgets.</summary>
internal static class Growth
{
    public const string NoLimit = "100000 MB";
    private static readonly int[] Sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000];

    /// <summary>The budgets, with the names of their curves.</summary>
    public static IReadOnlyList<(string Memory, string Legend)> Budgets { get; } = [(NoLimit, "No limit"), ("700 MB", "data.memory: 700 MB"), ("550 MB", "data.memory: 550 MB")];

    public static void Run(string figure)
    {
        var points = new List<Point>();
        Console.WriteLine(Point.Header);
        foreach (var events in Sizes)
        {
            foreach (var (memory, _) in Budgets)
            {
                points.Add(Measure(events, memory));
                Console.WriteLine(points[^1].InWords);
            }
        }

        foreach (var (memory, legend) in Budgets)
        {
            var own = points.Where(p => p.Memory == memory).ToList();
            Console.WriteLine($"""

                {legend}:
                - whole study: {new LineFit(own, p => p.Seconds).InWords("s")}
                - training and evaluation: {new LineFit(own, p => p.Training + p.Evaluation).InWords("s")}
                - training alone: {new LineFit(own, p => p.Training).InWords("s")}
                - peak memory: {new LineFit(own, p => p.Peak).InWords("MB")}
                """);
        }

        FigureWriter.Save(GrowthFigure.Create(points), figure, FigureFormat.Png, FigureFormat.Svg);
    }

    /// <summary>A budget in 10^6 bytes.</summary>
    public static double Megabytes(string memory) => double.Parse(memory.Split(' ')[0], CultureInfo.InvariantCulture);

    private static Point Measure(int events, string memory)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Arguments(events, memory)]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Point.Parse(memory, events, line)
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
}
