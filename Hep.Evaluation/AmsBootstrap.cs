namespace Hep.Evaluation;

/// <summary>What a Poisson bootstrap says of an <see cref="AmsScan"/>: the band around its curve, and the bias of its maximum.</summary>
public sealed class AmsBootstrap
{
    private const int MostPoints = 400;
    private const double Tail = (1 - Evaluation.Interval.OneSigma) / 2;

    private readonly double[] thresholds;
    private readonly (double Low, double High)[] band;

    private AmsBootstrap(AmsScan scan, double[] thresholds, (double Low, double High)[] band)
    {
        Scan = scan;
        this.thresholds = thresholds;
        this.band = band;
    }

    /// <summary>The scan of the sample itself.</summary>
    public AmsScan Scan { get; }

    /// <summary>The number of replicas.</summary>
    public required int Replicas { get; init; }

    /// <summary>The thresholds at which the band is known, shape [P], falling: evenly spaced from the highest score to the lowest.</summary>
    public ReadOnlySpan<double> Thresholds => thresholds;

    /// <summary>The central 68.3% of the replicas at each of these thresholds, shape [P].</summary>
    public ReadOnlySpan<(double Low, double High)> Band => band;

    /// <summary>The central 68.3% of the replicas at the threshold that was asked for.</summary>
    public required (double Low, double High) Interval { get; init; }

    /// <summary>
    /// By how much the largest significance of a scan exceeds the one at the same threshold on other events: the mean over replicas of AMS(best threshold
    /// of the replica) on the replica less that on the sample (the optimism of B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, section
    /// 17.6), with the error that the number of replicas leaves.
    /// </summary>
    public required Estimate Optimism { get; init; }

    /// <summary>The central 68.3% of the replicas' best thresholds.</summary>
    public required (double Low, double High) BestThreshold { get; init; }

    internal static AmsBootstrap Of(AmsScan scan, int replicas, ulong seed, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 2);
        var (grid, points) = Grid(scan);
        int[] watched = [.. points.Append(scan.PointOf(threshold)).Distinct().Order()];
        var values = new double[watched.Length][];
        for (var w = 0; w < values.Length; w++)
            values[w] = new double[replicas];

        var pass = new AmsReplica(scan, watched);
        var (optimism, best) = (new List<double>(replicas), new List<double>(replicas));
        for (var replica = 0; replica < replicas; replica++)
        {
            var (point, value) = pass.Scan(new PoissonWeights(seed, replica));
            for (var w = 0; w < values.Length; w++)
                values[w][replica] = pass.Watched[w];

            // A replica without a selection of significance has no best threshold.
            if (point == 0)
                continue;
            optimism.Add(value - scan.Value(point).Value);
            best.Add(scan.Thresholds[point - 1]);
        }

        (double Low, double High) At(int point) => Central(values[Array.BinarySearch(watched, point)]);
        return new AmsBootstrap(scan, grid, Array.ConvertAll(points, At))
        {
            Replicas = replicas,
            Interval = At(scan.PointOf(threshold)),
            Optimism = MeanOf(optimism),
            BestThreshold = Central([.. best]),
        };
    }

    private static (double[] Thresholds, int[] Points) Grid(AmsScan scan)
    {
        var (high, low) = (scan.Thresholds[0], scan.Thresholds[^1]);
        var thresholds = Enumerable.Range(0, MostPoints).Select(p => high + ((low - high) * p / (MostPoints - 1))).Distinct().ToArray();
        return (thresholds, Array.ConvertAll(thresholds, scan.PointOf));
    }

    private static Estimate MeanOf(List<double> values)
    {
        if (values.Count < 2)
            return new Estimate(double.NaN, double.NaN);
        var mean = values.Average();
        return new Estimate(mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count));
    }

    private static (double Low, double High) Central(double[] values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length < 2 ? (double.NaN, double.NaN) : (Interpolation.Quantile(sorted, Tail), Interpolation.Quantile(sorted, 1 - Tail));
    }
}
