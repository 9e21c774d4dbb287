using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hep.Data;

namespace Hep.Benchmarks.Jets;

/// <summary>Ours and FastJet on the same particles, in turn; in a round each has the best of many passes over 64 sets, on one thread.</summary>
internal static class Race
{
    private const int Passes = 25;

    public static void Run(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("hep-jets-").FullName;
        var peer = Compile(folder);
        Console.WriteLine(Machine());
        string[] names = ["AntiKt", "Kt", "CambridgeAachen", "Trim"];
        var works = names.SelectMany(name => new[] { 30, 100, 300 }.Select(count => new Work(name, count))).ToArray();
        // The runtime compiles what is hot twice more, in the background.
        for (var warm = 0; warm < 5; warm++)
            _ = Ours(works[0]);
        foreach (var work in works)
        {
            var file = Path.Combine(folder, "particles");
            File.WriteAllBytes(file, [.. work.Events.SelectMany(particles => MemoryMarshal.AsBytes(particles.AsSpan()).ToArray())]);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                var (time, sum) = Ours(work);
                var (peerTime, peerSum) = Theirs(peer, work, file);
                if (sum != peerSum)
                    throw new InvalidOperationException(FormattableString.Invariant($"{work.Name}: {sum} jets or particles, FastJet has {peerSum}"));
                ours.Add(time);
                theirs.Add(peerTime);
            }

            var ratios = ours.Zip(theirs, (a, b) => a / b).Order().ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {work.Name} | {work.Count} | {Median(ours):F1} | {Median(theirs):F1} | {Median(ratios):F2} ({ratios[0]:F2} to {ratios[^1]:F2}) |"));
        }

        var shape = Enumerable.Range(0, rounds).Select(_ => Ours(new Work("Shape", 100)).Microseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"substructure of 100 particles: {Median(shape):F1} us"));
        Directory.Delete(folder, recursive: true);
    }

    private static (double Microseconds, long Sum) Ours(Work work)
    {
        var call = work.Call();
        var best = double.PositiveInfinity;
        var sum = 0L;

        // Until the runtime has compiled everything for the last time, which it does on another thread meanwhile.
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 0.5;)
            _ = Pass(work.Events, call);
        for (var pass = 0; pass < Passes; pass++)
        {
            var clock = Stopwatch.StartNew();
            sum = Pass(work.Events, call);
            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / work.Events.Count);
        }

        return (best, sum);
    }

    private static long Pass(IReadOnlyList<FourVector[]> events, Func<FourVector[], int> call)
    {
        var sum = 0L;
        foreach (var particles in events)
            sum += call(particles);
        return sum;
    }

    private static (double Microseconds, long Sum) Theirs(string peer, Work work, string file)
    {
        string[] arguments = [work.Name, work.Count.ToString(CultureInfo.InvariantCulture), Passes.ToString(CultureInfo.InvariantCulture), file];
        using var process = Process.Start(new ProcessStartInfo(peer, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return (double.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static string Compile(string folder, [CallerFilePath] string here = "")
    {
        var (source, binary) = (Path.Combine(Path.GetDirectoryName(here)!, "peer_fastjet.cpp"), Path.Combine(folder, "peer"));
        using var process = Process.Start("g++", ["-std=c++17", "-O2", source, "-o", binary, "-lfastjet", "-lfastjettools"]);
        process.WaitForExit();
        return process.ExitCode == 0 ? binary : throw new InvalidOperationException("peer_fastjet.cpp does not compile; are libfastjet-dev and libfastjettools-dev there?");
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[1];
        return FormattableString.Invariant($"{model}, {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}; .NET {Environment.Version}");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
