using System.Diagnostics;
using Hep.Evaluation;

namespace Hep.Benchmarks.Evaluation;

internal static class Replication
{
    public static void Run(int replicas, int count)
    {
        var sample = Events.Make(count, 1).Sample();
        var clock = Stopwatch.StartNew();
        var bootstrap = Bootstrap.Auc(sample, replicas, seed: 1);
        Console.WriteLine(FormattableString.Invariant($"{replicas:N0} replicas of the AUC of {count:N0} events, {Environment.ProcessorCount} cores: {clock.Elapsed.TotalSeconds:F1} s; {bootstrap.Estimate} (DeLong {sample.Roc.Auc})"));
    }
}
