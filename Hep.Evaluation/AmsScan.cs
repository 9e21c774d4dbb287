namespace Hep.Evaluation;

/// <summary>
/// The approximate median significance of every threshold. The maximum of a scan is biased upwards by the fluctuation that made it the
/// maximum; so the threshold is chosen on the validation split (<see cref="BestThreshold"/>) and the value quoted is that of the test split at this
/// threshold (<see cref="At"/>).
/// </summary>
public sealed class AmsScan
{
    private readonly RocCurve roc;

    /// <summary>Scans the thresholds of a sample.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="options">Regularisation, expected yields and choice of the threshold; null takes b_reg = 10, the weights as they are, and all thresholds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A regularisation or number of entries that is negative, or an expected yield that is not positive.</exception>
    public AmsScan(BinarySample sample, AmsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        Sample = sample;
        Options = options ?? new AmsOptions();
        roc = sample.Roc;
        Require(Options.ExpectedSignal, nameof(Options.ExpectedSignal));
        Require(Options.ExpectedBackground, nameof(Options.ExpectedBackground));
        if (!double.IsFinite(Options.LeastBackgroundEntries) || Options.LeastBackgroundEntries < 0)
            throw new ArgumentOutOfRangeException(nameof(options), Options.LeastBackgroundEntries, "the least number of background entries is finite and not negative");

        LeastBackgroundEntries = Enumerable.Range(1, Count).Any(i => HasBackground(i, Options.LeastBackgroundEntries)) ? Options.LeastBackgroundEntries : 0;
        var best = Value(0);
        BestThreshold = double.PositiveInfinity;
        for (var i = 1; i < roc.Count; i++)
        {
            if (HasBackground(i, LeastBackgroundEntries) && Value(i) is var value && value.Value > best.Value)
                (best, BestThreshold) = (value, roc.Thresholds[i]);
        }

        Best = best;
    }

    /// <summary>The effective background entries that <see cref="BestThreshold"/> selects at least: those of the options, or 0 where the sample has not so many.</summary>
    public double LeastBackgroundEntries { get; }

    /// <summary>The name of the sample.</summary>
    public string Name => roc.Name;

    /// <summary>The number of thresholds T: the distinct scores.</summary>
    public int Count => roc.Count - 1;

    /// <summary>The thresholds, shape [T], falling.</summary>
    public ReadOnlySpan<double> Thresholds => roc.Thresholds[1..];

    /// <summary>
    /// The threshold of the largest significance on this sample, of those that select <see cref="LeastBackgroundEntries"/>; the highest one of
    /// several; +infinity, which selects nothing, where no selection has a significance above 0.
    /// </summary>
    public double BestThreshold { get; }

    /// <summary>The largest significance on this sample, biased upwards by its choice.</summary>
    public Estimate Best { get; }

    /// <summary>The significance of the threshold of an index into <see cref="Thresholds"/>.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Estimate this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            return Value(index + 1);
        }
    }

    /// <summary>The significance of the events with a score at or above a threshold, with the error of the weights' sums.</summary>
    /// <param name="threshold">Any number but NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public Estimate At(double threshold) => Value(roc.IndexOf(threshold));

    /// <summary>The expected signal and background yields at a threshold, with their statistical errors.</summary>
    /// <param name="threshold">Any number but NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
    public (Estimate Signal, Estimate Background) YieldsAt(double threshold) => Yields(roc.IndexOf(threshold));

    /// <summary>
    /// The band that 68% of samples like this one would lie in, by the Poisson bootstrap: each replica takes every event a Poisson number of times
    /// with mean 1 (J. Hanley and B. MacGibbon, Comput. Methods Programs Biomed. 83 (2006) 57), is scaled to the expected yields as the sample is, and is
    /// scanned in the same way. O(N) a replica; the same seed gives the same band.
    /// </summary>
    /// <param name="replicas">The number of replicas, 2 or more.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threshold">A threshold whose interval is wanted; null: <see cref="BestThreshold"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 replicas, or a threshold that is NaN.</exception>
    public AmsBootstrap Bootstrap(int replicas, ulong seed, double? threshold = null) => AmsBootstrap.Of(this, replicas, seed, threshold ?? BestThreshold);

    internal BinarySample Sample { get; }

    internal AmsOptions Options { get; }

    /// <summary>The number of thresholds at or above this one, which is the index of its point; 0 selects nothing.</summary>
    internal int PointOf(double threshold) => roc.IndexOf(threshold);

    /// <summary>The significance at a point, 0 to <see cref="Count"/>.</summary>
    internal Estimate Value(int point)
    {
        var (signal, background) = Yields(point);
        return Significance.Ams(signal, background, Options.Regularisation);
    }

    private (Estimate Signal, Estimate Background) Yields(int point) =>
        (Yield(roc.Signal[point], Sample.Signal, Options.ExpectedSignal), Yield(roc.Background[point], Sample.Background, Options.ExpectedBackground));

    // Of an expected yield that is known, a split measures the fraction that is selected.
    private static Estimate Yield(WeightSum selected, WeightSum all, double? expected) =>
        expected is { } total ? WeightSum.Fraction(selected, all).Times(total) : selected.Yield;

    private bool HasBackground(int point, double least) => roc.Background[point].EffectiveEntries >= least;

    private static void Require(double? expected, string option)
    {
        if (expected is { } wanted && (!double.IsFinite(wanted) || wanted <= 0))
            throw new ArgumentOutOfRangeException(option, wanted, "an expected yield is positive and finite");
    }
}
