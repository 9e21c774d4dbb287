using System.Diagnostics;
using System.Globalization;
using Hep.Data;

namespace Hep.Benchmarks.JetImages;

/// <summary>
/// Accepted jets a second on one thread, each class and both, over five passes of other jets each: the median and the best, by the processor's time that the program took, and
/// the best by the clock on the wall, which other programs' work slows down.
/// </summary>
internal static class Speed
{
    private const int Passes = 5;

    public static void Run(int jets)
    {
        Console.WriteLine(FormattableString.Invariant($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}; .NET {Environment.Version}"));
        foreach (var (name, options) in Cases())
        {
            var toy = new JetImageToy(options);
            var batch = new JetImageBatch(name.Contains("pile-up", StringComparison.Ordinal) ? Math.Max(1, jets / 20) : jets, options.ImageSide);

            // Until the runtime has compiled everything for the last time, which it does on another thread meanwhile.
            for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 2;)
                toy.Fill(new JetImageBatch(200, options.ImageSide), 1);
            var passes = Enumerable.Range(0, Passes).Select(pass => Rates(toy, batch, pass)).ToArray();
            double[] rates = [.. passes.Select(pass => pass.Processor).Order()];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {rates[Passes / 2]:F0} | {rates[^1]:F0} | {passes.Max(pass => pass.Wall):F0} |"));
        }
    }

    private static (double Processor, double Wall) Rates(JetImageToy toy, JetImageBatch batch, int pass)
    {
        var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        toy.Fill(batch, 2, pass * (long)batch.Count);
        return (batch.Count / (Environment.CpuUsage.TotalTime - before).TotalSeconds, batch.Count / clock.Elapsed.TotalSeconds);
    }

    private static IEnumerable<(string Name, JetImageOptions Options)> Cases() =>
    [
        ("both classes", new JetImageOptions()),
        ("W bosons", new JetImageOptions { SignalShare = 1 }),
        ("quarks and gluons", new JetImageOptions { SignalShare = 0 }),
        ("both, 20 collisions of pile-up", new JetImageOptions { PileUp = 20 }),
    ];
}
