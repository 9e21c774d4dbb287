using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Hep.Benchmarks.Training;

/// <summary>Ours and the peers in turn, each in a process of its own, several rounds, medians: the machine may be shared.</summary>
internal static class Race
{
    private const string Python = "/usr/bin/python3";

    public static void Run(int rounds, int seconds)
    {
        var here = Folder();
        Console.WriteLine(Machine());
        var binary = Compile(here);
        var boundary = new (string Name, string File, string[] Arguments)[]
        {
            ("C++", binary, []),
            ("ours", Environment.ProcessPath!, ["boundary"]),
            ("Python", Python, [Path.Combine(here, "peer_pytorch.py"), "boundary"]),
        };
        var calls = boundary.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < boundary.Length; i++)
                calls[i].Add(Start(boundary[i].File, boundary[i].Arguments)["ns"]);
        }

        for (var i = 0; i < boundary.Length; i++)
            Console.WriteLine(FormattableString.Invariant($"a + b, {boundary[i].Name}: median {Median(calls[i]):0} ns ({List(calls[i], "0")})"));
        Console.WriteLine(FormattableString.Invariant(
            $"a + b, ours / C++: {Median(calls[1]) / Median(calls[0]):0.00}, rounds {List([.. calls[1].Zip(calls[0], (a, b) => a / b)], "0.00")}"));

        foreach (var widths in new[] { "30-64-64-1", "22-64-64-1", "30-300-300-300-1" })
            Nets(here, widths, rounds, seconds.ToString(CultureInfo.InvariantCulture));
    }

    private static void Nets(string here, string widths, int rounds, string seconds)
    {
        var peer = Path.Combine(here, "peer_pytorch.py");
        Compete(widths, rounds,
        [
            ("ours, 1 thread", Environment.ProcessPath!, ["mlp", widths, "1", seconds]),
            ("PyTorch foreach, 1 thread", Python, [peer, "mlp", widths, "1", seconds, "foreach"]),
            ("ours, 2 threads", Environment.ProcessPath!, ["mlp", widths, "2", seconds]),
            ("PyTorch foreach, 2 threads", Python, [peer, "mlp", widths, "2", seconds, "foreach"]),
            ("PyTorch loop, 1 thread", Python, [peer, "mlp", widths, "1", seconds, "loop"]),
            ("PyTorch loop, 2 threads", Python, [peer, "mlp", widths, "2", seconds, "loop"]),
            ("PyTorch foreach, 1 thread, the environment's choice of kernels", Python, [peer, "mlp", widths, "1", seconds, "foreach"]),
        ]);
    }

    /// <summary>The convolutional networks; the peer with feature maps as they come and with channels last.</summary>
    public static void Images(int rounds, int seconds)
    {
        var peer = Path.Combine(Folder(), "peer_pytorch.py");
        var time = seconds.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(Machine());
        foreach (var name in new[] { "convnet", "resnet" })
        {
            var threads = new[] { "1", "2" };
            Compete(name, rounds,
            [
                .. threads.SelectMany(count => new (string, string, string[])[]
                {
                    ($"ours, {count} threads", Environment.ProcessPath!, ["cnn", name, count, time]),
                    ($"PyTorch channels_last, {count} threads", Python, [peer, "cnn", name, count, time, "channels_last"]),
                }),
                ("PyTorch contiguous, 2 threads", Python, [peer, "cnn", name, "2", time, "contiguous"]),
            ]);
        }
    }

    private static void Compete(string what, int rounds, IReadOnlyList<(string Name, string File, string[] Arguments)> runs)
    {
        var speeds = runs.Select(_ => new List<double>()).ToArray();
        var quiet = runs.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < runs.Count; i++)
            {
                var result = Start(runs[i].File, runs[i].Arguments, sameKernels: !runs[i].Name.EndsWith("kernels", StringComparison.Ordinal));
                speeds[i].Add(result["events/s"]);
                quiet[i].Add(result["quiet-us/step"]);
            }
        }

        for (var i = 0; i < runs.Count; i++)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"{what}, {runs[i].Name}: median {Median(speeds[i]):0} events/s ({List(speeds[i], "0")}); undisturbed step {Median(quiet[i]):0} us ({List(quiet[i], "0")})"));
        }

        Report("events a second, best of ours / best of PyTorch", round => Best(speeds, round, ours: true, Enumerable.Max) / Best(speeds, round, ours: false, Enumerable.Max));
        Report("undisturbed step, best of PyTorch / best of ours", round => Best(quiet, round, ours: false, Enumerable.Min) / Best(quiet, round, ours: true, Enumerable.Min));

        void Report(string figure, Func<int, double> ratio)
        {
            List<double> ratios = [.. Enumerable.Range(0, rounds).Select(ratio)];
            Console.WriteLine(FormattableString.Invariant($"{what}, {figure}: median {Median(ratios):0.00}, rounds {List(ratios, "0.00")}"));
        }

        double Best(List<double>[] values, int round, bool ours, Func<IEnumerable<double>, double> best) => best(
            values.Where((_, i) => runs[i].Name.StartsWith("ours", StringComparison.Ordinal) == ours).Select(list => list[round]));
    }

    private static Dictionary<string, double> Start(string file, string[] arguments, bool sameKernels = true)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["OMP_WAIT_POLICY"] = "passive";

        // Whatever the environment says: both sides get the kernels of AVX-512 where the processor has it.
        if (sameKernels && Avx512F.IsSupported)
            start.Environment["OPENBLAS_CORETYPE"] = "SkylakeX";
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(FormattableString.Invariant($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}"));
        var words = text.Split('\n')[0].Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => words[2 * i], i => double.Parse(words[(2 * i) + 1], CultureInfo.InvariantCulture));
    }

    private static string Compile(string here)
    {
        var binary = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"hep-boundary-{Environment.ProcessId}"));
        using var process = Process.Start(
            "g++", ["-std=c++17", "-O2", "-D_GLIBCXX_USE_CXX11_ABI=1", Path.Combine(here, "boundary.cpp"), "-o", binary, "-ltorch", "-ltorch_cpu", "-lc10"]);
        process.WaitForExit();
        return process.ExitCode == 0 ? binary : throw new InvalidOperationException("boundary.cpp does not compile");
    }

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

    private static string List(IEnumerable<double> values, string format) => string.Join(' ', values.Select(value => value.ToString(format, CultureInfo.InvariantCulture)));

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
