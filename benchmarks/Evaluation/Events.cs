using Hep.Data;
using Hep.Evaluation;

namespace Hep.Benchmarks.Evaluation;

/// <summary>Scored events with weights: the logistic function of unit normals, 40% of them signal, 1.2 apart.</summary>
internal sealed record Events(double[] Scores, bool[] IsSignal, double[] Weights)
{
    public static Events Make(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var events = new Events(new double[count], new bool[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            events.IsSignal[i] = random.Uniform() < 0.4;
            events.Scores[i] = 1 / (1 + Math.Exp(-(random.Normal() + (events.IsSignal[i] ? 0.6 : -0.6))));
            events.Weights[i] = random.Exponential(1);
        }

        return events;
    }

    public BinarySample Sample() => new("events", Scores, IsSignal, Weights);
}
