using Hep.Evaluation;

namespace Hep.Tests.Evaluation;

/// <summary>Seeded scored events, and figures straight from their definitions in O(N^2).</summary>
internal static class Toy
{
    public sealed record Events(double[] Scores, bool[] IsSignal, double[] Weights)
    {
        public BinarySample Sample(string name = "toy") => new(name, Scores, IsSignal, Weights);
    }

    /// <summary>Events with a fraction of negative weights; with levels, the scores take that many distinct values.</summary>
    public static Events Make(int seed, int count, double negative = 0, int levels = 0, double signalFraction = 0.4, double separation = 1.5)
    {
        var random = new Random(seed);
        var events = new Events(new double[count], new bool[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var isSignal = random.NextDouble() < signalFraction;
            var x = Normal(random) + (isSignal ? separation : 0) - (separation / 2);
            var score = 1 / (1 + Math.Exp(-x));
            events.Scores[i] = levels > 0 ? Math.Round(score * levels) / levels : score;
            events.IsSignal[i] = isSignal;
            events.Weights[i] = (0.2 + (1.6 * random.NextDouble())) * (random.NextDouble() < negative ? -1 : 1);
        }

        return events;
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double Psi(double signal, double background) => signal > background ? 1 : signal == background ? 0.5 : 0;

    /// <summary>The weighted Mann-Whitney statistic, pair by pair.</summary>
    public static double AucByDefinition(Events events)
    {
        var (pairs, total) = (0.0, 0.0);
        for (var i = 0; i < events.Scores.Length; i++)
        {
            for (var j = 0; j < events.Scores.Length; j++)
            {
                if (!events.IsSignal[i] || events.IsSignal[j])
                    continue;
                var weight = events.Weights[i] * events.Weights[j];
                pairs += weight * Psi(events.Scores[i], events.Scores[j]);
                total += weight;
            }
        }

        return pairs / total;
    }
}
