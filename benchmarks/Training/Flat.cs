using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Hep.Benchmarks.Training;

/// <summary>Resident memory and live tensors over many training steps of the small net.</summary>
internal static class Flat
{
    public static void Run(int steps)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var run = Steps.OfPerceptron("30-64-64-1");
        for (var step = 1; step <= steps; step++)
        {
            run.Step();
            if (step != steps / 100 && step != steps / 10 && step != steps / 2 && step != steps)
                continue;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(FormattableString.Invariant(
                $"{step} steps: resident {process.WorkingSet64 / 1048576.0:0.0} MiB, managed heap {GC.GetTotalMemory(false) / 1048576.0:0.0} MiB, live tensors {DisposeScopeManager.Statistics.ThreadTotalLiveCount}"));
        }
    }
}
