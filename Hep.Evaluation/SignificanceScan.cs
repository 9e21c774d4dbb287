namespace Hep.Evaluation;

/// <summary>
/// A discovery significance at every threshold. The maximum of a scan is biased upwards by the fluctuation that made it the maximum; so the threshold is
/// chosen on the validation split (<see cref="BestThreshold"/>) and the value quoted is that of the test split at this threshold (<see cref="At"/>).
/// </summary>
public class SignificanceScan
{
    private readonly RocCurve roc;
    private readonly Func<Estimate, Estimate, Estimate> significance;
    private readonly double? expectedSignal;
    private readonly double? expectedBackground;

    /// <summary>Scans the thresholds of a sample.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="significance">The significance of expected signal and background, such as <see cref="Significance.Asimov"/>; NaN where there is none.</param>
    /// <param name="expectedSignal">The expected signal yield before selection, to which the weights of a split are scaled; null leaves them as they are.</param>
    /// <param name="expectedBackground">The same of the background.</param>
    /// <param name="leastBackgroundEntries">The effective background entries, (sum w)^2 / sum w^2, that the best threshold selects at least; 0: any.</param>
    /// <exception cref="ArgumentOutOfRangeException">An expected yield that is not positive, or a number of entries that is negative.</exception>
    public SignificanceScan(
        BinarySample sample,
        Func<Estimate, Estimate, Estimate> significance,
        double? expectedSignal = null,
        double? expectedBackground = null,
        double leastBackgroundEntries = 0)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(significance);
        Require(expectedSignal, nameof(expectedSignal));
        Require(expectedBackground, nameof(expectedBackground));
        if (!double.IsFinite(leastBackgroundEntries) || leastBackgroundEntries < 0)
            throw new ArgumentOutOfRangeException(nameof(leastBackgroundEntries), leastBackgroundEntries, "the least number of background entries is finite and not negative");
        (Sample, roc, this.significance, this.expectedSignal, this.expectedBackground) = (sample, sample.Roc, significance, expectedSignal, expectedBackground);

        LeastBackgroundEntries = Enumerable.Range(1, Count).Any(i => HasBackground(i, leastBackgroundEntries)) ? leastBackgroundEntries : 0;
        var best = new Estimate(0, double.NaN);
        BestThreshold = double.PositiveInfinity;
        for (var i = 1; i < roc.Count; i++)
        {
            if (HasBackground(i, LeastBackgroundEntries) && Value(i) is var value && value.Value > best.Value)
                (best, BestThreshold) = (value, roc.Thresholds[i]);
        }

        Best = best;
    }

    /// <summary>The effective background entries that <see cref="BestThreshold"/> selects at least: those asked for, or 0 where the sample has not so many.</summary>
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

    internal BinarySample Sample { get; }

    /// <summary>The number of thresholds at or above this one, which is the index of its point; 0 selects nothing.</summary>
    internal int PointOf(double threshold) => roc.IndexOf(threshold);

    /// <summary>The significance at a point, 0 to <see cref="Count"/>.</summary>
    internal Estimate Value(int point)
    {
        var (signal, background) = Yields(point);
        return significance(signal, background);
    }

    private (Estimate Signal, Estimate Background) Yields(int point) =>
        (Yield(roc.Signal[point], Sample.Signal, expectedSignal), Yield(roc.Background[point], Sample.Background, expectedBackground));

    // Of an expected yield that is known, a split measures the fraction that is selected.
    private static Estimate Yield(WeightSum selected, WeightSum all, double? expected) =>
        expected is { } total ? WeightSum.Fraction(selected, all).Times(total) : selected.Yield;

    /// <summary>Whether a selected background is known well enough to be divided by: enough effective entries, and weights that are not negative in sum.</summary>
    internal static bool IsMeasured(WeightSum background, double least) => least == 0 || (background.Sum > 0 && background.EffectiveEntries >= least);

    private bool HasBackground(int point, double least) => IsMeasured(roc.Background[point], least);

    private static void Require(double? expected, string option)
    {
        if (expected is { } wanted && (!double.IsFinite(wanted) || wanted <= 0))
            throw new ArgumentOutOfRangeException(option, wanted, "an expected yield is positive and finite");
    }
}
