using System.Globalization;
using System.Runtime.CompilerServices;

namespace Hep.Benchmarks.Recurrent;

/// <summary>
/// Ours and PyTorch in turn on one shape after the other, each setting (threads, and how threads wait) a process of its own that answers
/// for the whole race. A round compares the fastest setting of either side; the figure is the median of the rounds' ratios, since the machine may be shared.
/// </summary>
internal static class Race
{
    private const string Python = "/usr/bin/python3";

    public static void Run(IEnumerable<Shape> shapes, int rounds, double seconds)
    {
        Console.WriteLine(Machine());
        var peer = Path.Combine(Folder(), "peer_pytorch.py");
        List<Runner> runners = [];
        try
        {
            foreach (var waiting in new[] { "passive", "" })
            {
                foreach (var threads in new[] { "1", "2" })
                {
                    var setting = FormattableString.Invariant($"{threads} {(waiting.Length > 0 ? waiting : "default")}");
                    runners.Add(new(true, setting, Environment.ProcessPath!, ["work", threads], waiting));
                    runners.Add(new(false, setting, Python, [peer, threads], waiting));
                }
            }

            Console.WriteLine("shape: ours / PyTorch in steps a second (rounds), of undisturbed steps; us a step of ours and of PyTorch, and their settings, in the last round");
            foreach (var shape in shapes)
                Console.WriteLine(Line(shape, runners, rounds, seconds));
        }
        finally
        {
            runners.ForEach(runner => runner.Dispose());
        }
    }

    private static string Line(Shape shape, List<Runner> runners, int rounds, double seconds)
    {
        List<double> ratios = [], quiet = [];
        var settings = "";
        for (var round = 0; round < rounds; round++)
        {
            var results = runners.ConvertAll(runner => (Runner: runner, Times: runner.Measure(shape, seconds)));
            var (first, last) = (results.Min(result => result.Times.Last), results.Max(result => result.Times.Last));
            if (Math.Abs(last - first) > 1e-3 * Math.Abs(first))
                throw new InvalidOperationException(FormattableString.Invariant($"{shape}: ours and PyTorch's last numbers differ, {first} and {last}"));
            var ours = results.Where(result => result.Runner.Ours).MinBy(result => result.Times.Median);
            var peer = results.Where(result => !result.Runner.Ours).MinBy(result => result.Times.Median);
            ratios.Add(peer.Times.Median / ours.Times.Median);
            quiet.Add(results.Where(result => !result.Runner.Ours).Min(result => result.Times.Quiet) / results.Where(result => result.Runner.Ours).Min(result => result.Times.Quiet));
            settings = FormattableString.Invariant($"{ours.Times.Median:0} ({ours.Runner.Setting}), {peer.Times.Median:0} ({peer.Runner.Setting})");
        }

        return FormattableString.Invariant(
            $"{shape}: {Median(ratios):0.00} ({string.Join(' ', ratios.Select(Short))}), {Median(quiet):0.00} ({string.Join(' ', quiet.Select(Short))}); {settings}");
    }

    private static string Short(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[1];
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return FormattableString.Invariant($"{model}, {Environment.ProcessorCount} cores, load {load}; .NET {Environment.Version}; ")
            + $"libtorch {TorchSharp.torch.__version__}; BLAS {File.ResolveLinkTarget("/usr/lib/x86_64-linux-gnu/libblas.so.3", returnFinalTarget: true)?.FullName}";
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
