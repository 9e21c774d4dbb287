using System.Diagnostics;
using static TorchSharp.torch;

namespace Hep.Training.Optimization;

/// <summary>
/// <c>threads: auto</c>: measures a training step with one thread and with all cores, and settles. Small networks are faster on one
/// thread, since waiting for the others costs more than they bring.
/// </summary>
internal static class ThreadChoice
{
    private const int Steps = 12;
    private const int Rounds = 5;

    // Large networks show the difference in one round.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // Several threads must be clearly faster: two runs of one card should choose alike on a machine that is not quite idle.
    private const double Advantage = 1.15;

    /// <summary>Sets libtorch's number of threads and says how it was chosen.</summary>
    /// <param name="wanted">The run card's number; null for auto.</param>
    /// <param name="step">A training step without effect on the training.</param>
    public static string Settle(int? wanted, Action step)
    {
        if (wanted is { } given)
        {
            set_num_threads(given);
            return FormattableString.Invariant($"{given} (as the run card says)");
        }

        var cores = Environment.ProcessorCount;
        if (cores == 1)
        {
            set_num_threads(1);
            return "1 (the machine has one core)";
        }

        var (one, all) = (double.PositiveInfinity, double.PositiveInfinity);
        Time(step, 1);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < Rounds && clock.Elapsed < Longest; round++)
        {
            one = Math.Min(one, Time(step, 1));
            all = Math.Min(all, Time(step, cores));
        }

        var chosen = one > all * Advantage ? cores : 1;
        set_num_threads(chosen);
        return FormattableString.Invariant($"{chosen} (measured: {one * 1e3:F2} ms a step with 1, {all * 1e3:F2} ms with {cores})");
    }

    // The fastest of several rounds: what else the machine does only ever adds to the time.
    private static double Time(Action step, int threads)
    {
        set_num_threads(threads);
        step();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Steps; i++)
            step();
        return clock.Elapsed.TotalSeconds / Steps;
    }
}
