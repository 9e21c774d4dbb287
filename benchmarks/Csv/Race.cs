using System.Diagnostics;
using System.Globalization;

namespace Hep.Benchmarks.Csv;

/// <summary>Ours and the peer's readings in turn, each in a process of its own.</summary>
internal static class Race
{
    // The first one in a process is left out of the medians; it is reported as the cold one.
    private const int Repeats = 4;

    public static void Run(string file, int rounds)
    {
        Console.WriteLine("| file, columns | ours, s | ours cold, s | pandas, s | pandas round_trip, s | pandas / ours | round_trip / ours | rounds |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var path in new[] { file, file + ".gz" })
        {
            foreach (var columns in new[] { "all", "card", "few" })
                Print(Path.GetExtension(path), columns, [.. Enumerable.Range(0, rounds).Select(_ => Round(path, columns))]);
        }
    }

    private static void Print(string kind, string columns, Figures[] rounds)
    {
        var ratios = rounds.Select(r => r.Peer / r.Ours).ToArray();
        var exact = rounds.Select(r => r.Exact / r.Ours).ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {kind}, {columns} | {Median(rounds.Select(r => r.Ours)):F3} | {Median(rounds.Select(r => r.Cold)):F3} | {Median(rounds.Select(r => r.Peer)):F3} | {Median(rounds.Select(r => r.Exact)):F3} | **{Median(ratios):F1}** | {Median(exact):F1} | {string.Join(' ', ratios.Select(r => r.ToString("F1", CultureInfo.InvariantCulture)))} |"));
    }

    private static Figures Round(string file, string columns)
    {
        var repeats = Repeats.ToString(CultureInfo.InvariantCulture);
        var ours = Seconds(Environment.ProcessPath!, "read", file, columns, repeats);
        var peer = Python("fast");
        var exact = Python("round_trip");
        return new Figures(Median(ours.Skip(1)), ours[0], Median(peer.Skip(1)), Median(exact.Skip(1)));

        double[] Python(string precision) => Seconds("/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "peer_pandas.py"), file, columns, repeats, precision);
    }

    private static double[] Seconds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. lines.Select(line => double.Parse(line, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private sealed record Figures(double Ours, double Cold, double Peer, double Exact);
}
