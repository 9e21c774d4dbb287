using Hep.Data;
using Hep.Evaluation;
using MathNet.Numerics.Distributions;

namespace Hep.Benchmarks.Evaluation;

/// <summary>
/// How often 68.27% intervals cover the truth, over many samples whose truth is known: the scores of background and signal are unit normals, some
/// distance apart, as many of one as of the other.
/// </summary>
internal static class Coverage
{
    private const double Cut = 0.5;
    private const double Slope = 0.5;
    private static readonly double[] Targets = [0.3, 0.5, 0.8];

    private enum Weighting
    {
        None,
        Exponential,
        WithScore,
    }

    public static void Run(int samples)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{samples:N0} samples a row, which know a coverage of 68.3% to {100 * Math.Sqrt(0.683 * 0.317 / samples):F1}%; b: background events expected above the threshold"));
        Console.WriteLine("| weights | events a class | distance | AUC | AUC, logit | Wilson | Jeffreys | Clopper-Pearson | rejection at 30% | at 50% | at 80% |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var weighting in Enum.GetValues<Weighting>())
        {
            foreach (var events in (int[])[50, 200, 1000, 5000])
            {
                foreach (var distance in (double[])[0.5, 1.5, 2.5])
                    Row(events < 5000 ? samples : samples / 4, events, distance, weighting);
            }
        }
    }

    private static void Row(int samples, int events, double distance, Weighting weighting)
    {
        var truths = Truths(distance, weighting);
        var hits = new int[truths.Length];
        Parallel.For(0, samples, n =>
        {
            var intervals = Intervals(Make(new SplitMix64(SplitMix64.Mix((ulong)n)), events, distance, weighting));
            for (var i = 0; i < hits.Length; i++)
            {
                if (intervals[i].Contains(truths[i]))
                    Interlocked.Increment(ref hits[i]);
            }
        });
        var cells = hits.Select((hit, i) => i < truths.Length - Targets.Length
            ? FormattableString.Invariant($"{100.0 * hit / samples:F1}")
            : FormattableString.Invariant($"{100.0 * hit / samples:F1} (b {events / truths[i]:G2})"));
        var name = weighting switch { Weighting.None => "none", Weighting.Exponential => "exponential", _ => "exp(score / 2)" };
        Console.WriteLine(FormattableString.Invariant($"| {name} | {events} | {distance} | ") + string.Join(" | ", cells) + " |");
    }

    private static Interval[] Intervals(BinarySample sample)
    {
        var (auc, counts) = (sample.Roc.Auc, sample.At(Cut));
        return
        [
            new Interval(auc.Value, auc.Value - auc.Error, auc.Value + auc.Error, Interval.OneSigma),
            sample.Roc.AucInterval(),
            EfficiencyInterval.Wilson(counts.FalsePositive, counts.Background),
            EfficiencyInterval.Jeffreys(counts.FalsePositive, counts.Background),
            EfficiencyInterval.ClopperPearson(counts.FalsePositive, counts.Background),
            .. Targets.Select(target => sample.Roc.RejectionInterval(target)),
        ];
    }

    private static BinarySample Make(SplitMix64 random, int events, double distance, Weighting weighting)
    {
        var (scores, isSignal, weights) = (new double[2 * events], new bool[2 * events], new double[2 * events]);
        for (var i = 0; i < scores.Length; i++)
        {
            isSignal[i] = i < events;
            scores[i] = random.Normal() + (isSignal[i] ? distance : 0);
            weights[i] = weighting switch
            {
                Weighting.None => 1,
                Weighting.Exponential => random.Exponential(1),
                _ => Math.Exp(Slope * scores[i]),
            };
        }

        return new BinarySample("events", scores, isSignal, weights);
    }

    // A weight exp(a x) makes a unit normal of mean m one of mean m + a.
    private static double[] Truths(double distance, Weighting weighting)
    {
        var shift = weighting == Weighting.WithScore ? Slope : 0;
        var auc = Normal.CDF(0, 1, distance / Math.Sqrt(2));
        var efficiency = Normal.CDF(0, 1, shift - Cut);
        return [auc, auc, efficiency, efficiency, efficiency, .. Targets.Select(target => 1 / Normal.CDF(0, 1, Normal.InvCDF(0, 1, target) - distance))];
    }
}
