namespace Hep.Evaluation;

/// <summary>Scans replicas of one sample: its events are sorted once, then each replica is one pass over them.</summary>
internal sealed class AmsReplica
{
    private readonly AmsOptions options;
    private readonly double least;
    private readonly int[] events;
    private readonly double[] weights;
    private readonly bool[] isSignal;
    // The point of the ROC curve that an event completes; 0 if the next one has the same score.
    private readonly int[] completes;
    private readonly byte[] counts;
    private readonly int[] watched;

    /// <summary>Sorts the events.</summary>
    /// <param name="scan">The scan of the sample.</param>
    /// <param name="watched">The points whose significance is kept, rising.</param>
    public AmsReplica(AmsScan scan, int[] watched)
    {
        var sample = scan.Sample;
        (options, least) = (scan.Options, scan.LeastBackgroundEntries);
        (events, weights, isSignal) = (sample.Order.Events, sample.OrderedWeights(), sample.Order.IsSignal);
        completes = new int[events.Length];
        counts = new byte[events.Length];
        for (var point = 0; point < sample.Order.Ends.Length; point++)
            completes[sample.Order.Ends[point] - 1] = point + 1;

        this.watched = watched;
        Watched = new double[watched.Length];
    }

    /// <summary>The significance at each point that is watched, of the last replica.</summary>
    public double[] Watched { get; }

    /// <summary>Scans a replica.</summary>
    /// <param name="poisson">How often it takes each event.</param>
    /// <returns>The point with the largest significance, 0 if none has one above 0, and the significance there.</returns>
    public (int Point, double Value) Scan(PoissonWeights poisson)
    {
        var (signalScale, backgroundScale) = Draw(poisson);
        WeightSum background = default;
        var (signal, best, bestPoint, next) = (0.0, 0.0, 0, 0);
        for (; next < watched.Length && watched[next] == 0; next++)
            Watched[next] = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var weight = counts[i] * weights[i];
            if (isSignal[i])
                signal += weight;
            else if (counts[i] > 0)
                background += new WeightSum(counts[i], weight, weight * weights[i]);
            if (completes[i] == 0)
                continue;

            var (s, b) = (signal * signalScale, background.Sum * backgroundScale);
            var isWatched = next < watched.Length && watched[next] == completes[i];

            // AMS is at most s / sqrt(b + b_reg), which is cheaper.
            var canBeBest = s > 0 && s * s > best * best * (b + options.Regularisation) && SignificanceScan.IsMeasured(background, least);
            if (!isWatched && !canBeBest)
                continue;
            var value = Significance.Ams(new Estimate(s, 0), new Estimate(b, 0), options.Regularisation).Value;
            if (isWatched)
                Watched[next++] = value;
            if (canBeBest && value > best)
                (best, bestPoint) = (value, completes[i]);
        }

        return (bestPoint, best);
    }

    private (double Signal, double Background) Draw(PoissonWeights poisson)
    {
        var (signal, background) = (0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = (byte)poisson[events[i]];
            if (isSignal[i])
                signal += counts[i] * weights[i];
            else
                background += counts[i] * weights[i];
        }

        return ((options.ExpectedSignal / signal) ?? 1, (options.ExpectedBackground / background) ?? 1);
    }
}
