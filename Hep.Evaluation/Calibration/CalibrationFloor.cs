namespace Hep.Evaluation.Calibration;

/// <summary>What a perfectly calibrated model would show: the expected calibration error of a finite sample is never zero.</summary>
public static class CalibrationFloor
{
    /// <summary>The number of replicas unless told otherwise.</summary>
    public const int DefaultReplicas = 200;

    /// <summary>
    /// The expected calibration error of a model whose probabilities are true, on a sample of this size with these probabilities and weights:
    /// outcomes are drawn anew from the probabilities (consistency resampling, Bröcker and Smith, Weather and Forecasting 22 (2007) 651).
    /// </summary>
    /// <param name="forecasts">Probabilities and weights; the outcomes are not used.</param>
    /// <param name="random">The seeded generator.</param>
    /// <param name="bins">How many bins of equal width.</param>
    /// <param name="replicas">How often, two or more.</param>
    /// <returns>The mean over the replicas and their standard deviation: how far a single perfect model is from the mean.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No bins, or fewer than two replicas.</exception>
    public static Estimate OfExpectedError(Forecasts forecasts, Random random, int bins = ReliabilityCurve.DefaultBins, int replicas = DefaultReplicas)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 2);
        var edges = BinEdges.OfEqualWidth(bins);
        var bin = new int[forecasts.Count];
        for (var i = 0; i < bin.Length; i++)
            bin[i] = edges.BinOf(forecasts.Probabilities[i]);

        var hasWeight = Array.ConvertAll([.. ReliabilityCurve.OfEqualWidth(forecasts, bins).Bins], b => b.HasPoint);
        var errors = new double[replicas];
        var gaps = new double[bins];
        for (var replica = 0; replica < replicas; replica++)
        {
            Array.Clear(gaps);
            for (var i = 0; i < bin.Length; i++)
            {
                var p = forecasts.Probabilities[i];
                gaps[bin[i]] += forecasts.Weights[i] * ((random.NextDouble() < p ? 1 : 0) - p);
            }

            errors[replica] = gaps.Where((_, b) => hasWeight[b]).Sum(Math.Abs) / forecasts.TotalWeight;
        }

        var mean = errors.Average();
        return new Estimate(mean, Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / (replicas - 1)));
    }
}
