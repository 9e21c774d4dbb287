using Hep.Evaluation;

namespace Hep.Training.Runs;

/// <summary>The simulated events of the test split, their weights scaled to the expected yields of the classes: what a measurement should find.</summary>
internal sealed class ExpectedEvents
{
    /// <summary>The split that figures are quoted on.</summary>
    public const string Split = "test";

    /// <summary>Scales.</summary>
    /// <param name="predictions">The scored events.</param>
    /// <param name="metrics">The run's figures of merit, with the expected yields.</param>
    public ExpectedEvents(Predictions predictions, MetricsTree metrics)
    {
        Sample = predictions.Sample(Split, Split)!;
        SignalFactor = metrics.Number("yields.signal.expected") / Sample.Signal.Sum;
        BackgroundFactor = metrics.Number("yields.background.expected") / Sample.Background.Sum;
        Weights = new double[Sample.Count];
        for (var i = 0; i < Weights.Length; i++)
            Weights[i] = Sample.Weights[i] * (Sample.IsSignal[i] ? SignalFactor : BackgroundFactor);
    }

    /// <summary>The events with their weights as they were read.</summary>
    public BinarySample Sample { get; }

    /// <summary>The factor on the weights of signal.</summary>
    public double SignalFactor { get; }

    /// <summary>The factor on the weights of background.</summary>
    public double BackgroundFactor { get; }

    /// <summary>The scaled weights, [N].</summary>
    public double[] Weights { get; }

    /// <summary>The expected yield of some scores.</summary>
    /// <param name="window">Which.</param>
    public WeightSum Sum(ScoreWindow window)
    {
        var sum = default(WeightSum);
        for (var i = 0; i < Weights.Length; i++)
        {
            if (window.Holds(Sample.Scores[i]))
                sum = sum.Add(Weights[i]);
        }

        return sum;
    }
}
