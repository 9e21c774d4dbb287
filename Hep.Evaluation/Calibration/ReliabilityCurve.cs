namespace Hep.Evaluation.Calibration;

/// <summary>
/// How often what was given a probability came true, bin by bin of that probability, and the measures of calibration that follow. Bins hold
/// low &lt; p &lt;= high (the first one its low edge, too), as in Guo et al. and in scikit-learn's calibration_curve. Below, bin b has the weight
/// W_b = sum w of W and the gap g_b = sum w (y - p) / W_b. O(N) for bins of equal width.
/// </summary>
public sealed class ReliabilityCurve
{
    /// <summary>The number of bins of Guo et al.</summary>
    public const int DefaultBins = 15;

    private readonly ReliabilityBin[] bins;
    private readonly double total;

    private ReliabilityCurve(Forecasts forecasts, BinEdges edges)
    {
        Name = forecasts.Name;
        Edges = edges;
        this.total = forecasts.TotalWeight;
        this.bins = Fill(forecasts, edges);
    }

    /// <summary>The name of the forecasts.</summary>
    public string Name { get; }

    /// <summary>The bins from low to high probability; empty ones have no point.</summary>
    public IReadOnlyList<ReliabilityBin> Bins => this.bins;

    /// <summary>
    /// The expected calibration error, ECE = sum_b W_b / W |g_b| (Naeini et al., AAAI 2015; Guo et al., arXiv:1706.04599, eq. 3). It is biased upwards:
    /// statistical gaps count as well, see <see cref="CalibrationFloor"/>. The error is that of the gaps, in quadrature; of a calibrated
    /// sample, where the gaps are nothing but statistics, it is no guide.
    /// </summary>
    public Estimate ExpectedError
    {
        get
        {
            var (sum, variance) = (0.0, 0.0);
            foreach (var bin in this.bins)
            {
                if (!bin.HasPoint)
                    continue;
                var share = bin.All.Sum / this.total;
                sum += share * Math.Abs(bin.Gap);
                variance += double.IsNaN(bin.GapVariance) ? 0 : share * share * bin.GapVariance;
            }

            return new Estimate(sum, Math.Sqrt(variance));
        }
    }

    /// <summary>The maximum calibration error, the largest |g_b| with its error (Guo et al., eq. 5); bins of few events make it large.</summary>
    public Estimate MaximumError
    {
        get
        {
            var largest = this.bins.Where(bin => bin.HasPoint).MaxBy(bin => Math.Abs(bin.Gap));
            return new Estimate(Math.Abs(largest.Gap), Math.Sqrt(largest.GapVariance));
        }
    }

    /// <summary>
    /// The mean squared gap without its statistical bias, sum_b W_b / W (g_b^2 - v_b), v_b being the estimated variance of g_b: n/(n-1) sum w^2
    /// (y - p - g_b)^2 / W_b^2. For unit weights and one probability a bin this is the reliability of Ferro and Fricker (Q. J. R. Meteorol. Soc. 138 (2012)
    /// 1954) and the debiased estimator of Kumar, Liang and Ma (arXiv:1909.10155, section 4.1): f (1 - f) / (n - 1) is what is taken off. Its mean
    /// is zero for a calibrated sample, so it can be negative. Bins of one event are left out. The variance is that of the
    /// squares of normal gaps, 4 v_b (g_b^2 - v_b) + 2 v_b^2 a bin, in sum no less than half of what it is for a calibrated sample: one standard deviation holds 65% to 68%.
    /// </summary>
    public Estimate DebiasedSquare
    {
        get
        {
            var (sum, variance, least) = (0.0, 0.0, 0.0);
            foreach (var bin in this.bins)
            {
                if (!bin.HasPoint || double.IsNaN(bin.GapVariance))
                    continue;
                var share = bin.All.Sum / this.total;
                var (square, v) = (bin.Gap * bin.Gap, bin.GapVariance);
                sum += share * (square - v);
                variance += share * share * ((4 * v * (square - v)) + (2 * v * v));
                least += share * share * v * v;
            }

            return new Estimate(sum, Math.Sqrt(Math.Max(variance, least)));
        }
    }

    internal BinEdges Edges { get; }

    /// <summary>Bins of equal width.</summary>
    /// <param name="forecasts">The forecasts.</param>
    /// <param name="bins">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">No bins.</exception>
    public static ReliabilityCurve OfEqualWidth(Forecasts forecasts, int bins = DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        return new ReliabilityCurve(forecasts, BinEdges.OfEqualWidth(bins));
    }

    /// <summary>
    /// Bins of equal numbers of forecasts, between the percentiles of the probabilities (interpolated linearly): with them the expected error is the
    /// adaptive one of Nguyen and O'Connor (arXiv:1508.05154). Equal probabilities stay in one bin.
    /// </summary>
    /// <param name="forecasts">The forecasts.</param>
    /// <param name="bins">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">No bins.</exception>
    public static ReliabilityCurve OfEqualCounts(Forecasts forecasts, int bins = DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        return new ReliabilityCurve(forecasts, BinEdges.OfEqualCounts(forecasts.Probabilities, bins));
    }

    /// <summary>The classwise expected error, the mean of the classes' expected errors (Kull et al., arXiv:1910.12656, eq. 3).</summary>
    /// <param name="classes">The forecasts of each class, shape [C].</param>
    /// <param name="bins">How many bins of equal width.</param>
    /// <exception cref="ArgumentException">No classes.</exception>
    public static double ClasswiseError(IReadOnlyList<Forecasts> classes, int bins = DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfZero(classes.Count, nameof(classes));
        return classes.Average(forecasts => OfEqualWidth(forecasts, bins).ExpectedError.Value);
    }

    private static ReliabilityBin[] Fill(Forecasts forecasts, BinEdges edges)
    {
        var sums = new Sums[edges.Count];
        var probabilities = forecasts.Probabilities;
        var outcomes = forecasts.Outcomes;
        var weights = forecasts.Weights;
        for (var i = 0; i < probabilities.Length; i++)
            sums[edges.BinOf(probabilities[i])].Add(probabilities[i], outcomes[i], weights[i]);
        var bins = new ReliabilityBin[edges.Count];
        for (var b = 0; b < bins.Length; b++)
            bins[b] = sums[b].ToBin(edges[b], edges[b + 1]);
        return bins;
    }

    private struct Sums
    {
        private int count;
        private double weight;
        private double squares;
        private int trueCount;
        private double trueWeight;
        private double trueSquares;
        private double probability;
        private double squaresResidual;
        private double squaresResidual2;

        public void Add(double p, bool outcome, double w)
        {
            // Without a branch, which would be foretold wrongly half of the time.
            var truth = outcome ? 1 : 0;
            var w2 = w * w;
            var residual = truth - p;
            count++;
            weight += w;
            squares += w2;
            probability += w * p;
            squaresResidual += w2 * residual;
            squaresResidual2 += w2 * residual * residual;
            trueCount += truth;
            trueWeight += truth * w;
            trueSquares += truth * w2;
        }

        public readonly ReliabilityBin ToBin(double low, double high)
        {
            var (all, outcomes) = (new WeightSum(count, weight, squares), new WeightSum(trueCount, trueWeight, trueSquares));
            if (weight <= 0 || all.IsZero)
                return new ReliabilityBin(low, high, all, outcomes, double.NaN, double.NaN);
            var gap = (trueWeight - probability) / weight;
            var spread = Math.Max(0, squaresResidual2 - (2 * gap * squaresResidual) + (gap * gap * squares));
            var variance = count > 1 ? count / (count - 1.0) * spread / (weight * weight) : double.NaN;
            return new ReliabilityBin(low, high, all, outcomes, probability / weight, variance);
        }
    }
}
