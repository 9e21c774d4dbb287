using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hep.Evaluation.Calibration;

namespace Hep.Benchmarks.Calibration;

/// <summary>
/// The calibration curve of the same events, ours and scikit-learn's in turn, each with the best of five calls of a round. Ours has weights, errors and
/// checks of every number; scikit-learn's has no weights.
/// </summary>
internal static class Race
{
    private const int Calls = 5;

    public static void Run(int events, int rounds)
    {
        var random = new Random(1);
        var (p, y, w) = (new double[events], new bool[events], new double[events]);
        for (var i = 0; i < events; i++)
        {
            p[i] = random.NextDouble();
            (y[i], w[i]) = (random.NextDouble() < p[i] * p[i], 0.1 + random.NextDouble());
        }

        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, [.. MemoryMarshal.AsBytes(p.AsSpan()), .. MemoryMarshal.AsBytes(y.AsSpan())]);
        // The runtime compiles what is hot a second time.
        for (var i = 0; i < 4; i++)
            _ = Best(() => ReliabilityCurve.OfEqualWidth(new Forecasts("warm-up", p, y, w)));
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var ours = Best(() => ReliabilityCurve.OfEqualWidth(new Forecasts("race", p, y, w)));
            var peer = Peer(file, events);
            ratios.Add(peer / ours);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours {ours:F1} ms, scikit-learn {peer:F1} ms: {peer / ours:F2}"));
        }

        File.Delete(file);
        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scikit-learn / ours, median of {rounds}: {ratios[rounds / 2]:F2}"));
    }

    private static double Best(Func<ReliabilityCurve> call)
    {
        var best = double.PositiveInfinity;
        for (var i = 0; i < Calls; i++)
        {
            var clock = Stopwatch.StartNew();
            _ = call().ExpectedError;
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static double Peer(string file, int events, [CallerFilePath] string here = "")
    {
        var script = Path.Combine(Path.GetDirectoryName(here)!, "peer_sklearn.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, file, events.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
