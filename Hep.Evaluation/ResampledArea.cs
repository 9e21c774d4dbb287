namespace Hep.Evaluation;

/// <summary>The area under the ROC curve of replicas of a sample: sorted once, then one pass a replica.</summary>
internal sealed class ResampledArea
{
    private readonly int[] events;
    private readonly int[] ends;
    private readonly double[] ofSignal;
    private readonly double[] ofBackground;

    public ResampledArea(BinarySample sample)
    {
        (events, ends) = (sample.Order.Events, sample.Order.Ends);
        ofSignal = new double[events.Length];
        ofBackground = new double[events.Length];
        for (var i = 0; i < events.Length; i++)
            (sample.Order.IsSignal[i] ? ofSignal : ofBackground)[i] = sample.Weights[events[i]];
    }

    /// <summary>The area of a replica; not finite where a class has no weight.</summary>
    public double Of(PoissonWeights poisson)
    {
        double signal = 0, background = 0, pairs = 0;
        var i = 0;
        foreach (var end in ends)
        {
            double tiedSignal = 0, tiedBackground = 0;
            for (; i < end; i++)
            {
                double count = poisson[events[i]];
                tiedSignal += count * ofSignal[i];
                tiedBackground += count * ofBackground[i];
            }

            pairs += tiedBackground * (signal + (0.5 * tiedSignal));
            signal += tiedSignal;
            background += tiedBackground;
        }

        return pairs / (signal * background);
    }
}
