using System.Diagnostics;
using static TorchSharp.torch;

namespace Hep.Benchmarks.Training;

/// <summary>What a call costs: a + b on 2x2 tensors, the result released at once. The best of many short runs.</summary>
internal static class Boundary
{
    public static void Run()
    {
        using var guard = no_grad();
        set_num_threads(1);
        using var a = ones(2, 2);
        using var b = ones(2, 2);
        Time(a, b, 200_000);
        Thread.Sleep(300);
        var best = double.MaxValue;
        for (var i = 0; i < 40; i++)
            best = Math.Min(best, Time(a, b, 20_000));
        Console.WriteLine(FormattableString.Invariant($"ns {best:0}"));
    }

    private static double Time(Tensor a, Tensor b, int calls)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < calls; i++)
        {
            using var sum = a + b;
        }

        return clock.Elapsed.TotalNanoseconds / calls;
    }
}
