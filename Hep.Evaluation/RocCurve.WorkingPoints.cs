namespace Hep.Evaluation;

public sealed partial class RocCurve
{
    // Sums of weights such as 0.1 reach an efficiency such as 0.7 but for this much.
    private const double Rounding = 1e-12;

    /// <summary>
    /// The working point that reaches a signal efficiency, by the definition of the curve as a line through its points: between the last
    /// point below the target and the first at or above it, sums and threshold are interpolated linearly (an event between two
    /// thresholds is selected by the toss of a coin). Of several points of that efficiency, the tightest is taken.
    /// <para>The error of the background efficiency holds that of the threshold, which the signal of this sample has set: var = var_b + (d eps_b / d
    /// eps_s)^2 var_s, with the binomial variances and the slope of the curve within two standard deviations of eps_s.</para>
    /// </summary>
    /// <param name="signalEfficiency">The target, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is not in (0, 1].</exception>
    public RocPoint AtSignalEfficiency(double signalEfficiency)
    {
        if (!(signalEfficiency > 0 && signalEfficiency <= 1))
            throw new ArgumentOutOfRangeException(nameof(signalEfficiency), signalEfficiency, "a signal efficiency lies in (0, 1]");
        var point = Interpolated(this.signal, signalEfficiency);
        return point with { BackgroundEfficiency = WithThreshold(point.BackgroundEfficiency, this.background, point.SignalEfficiency, this.signal) };
    }

    /// <summary>
    /// The working point that reaches a background efficiency, interpolated as in <see cref="AtSignalEfficiency"/>; here the error of the signal
    /// efficiency holds that of the threshold.
    /// </summary>
    /// <param name="backgroundEfficiency">The target, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is not in (0, 1].</exception>
    public RocPoint AtBackgroundEfficiency(double backgroundEfficiency)
    {
        if (!(backgroundEfficiency > 0 && backgroundEfficiency <= 1))
            throw new ArgumentOutOfRangeException(nameof(backgroundEfficiency), backgroundEfficiency, "a background efficiency lies in (0, 1]");
        var point = Interpolated(this.background, backgroundEfficiency);
        return point with { SignalEfficiency = WithThreshold(point.SignalEfficiency, this.signal, point.BackgroundEfficiency, this.background) };
    }

    /// <summary>
    /// The cut that keeps a signal efficiency: the highest threshold at or above which lies at least this share of the signal. No event is parted, so it
    /// selects up to one score's events more than <see cref="AtSignalEfficiency"/>.
    /// </summary>
    /// <param name="signalEfficiency">The least efficiency, in (0, 1].</param>
    /// <returns>A score of the sample.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The efficiency is not in (0, 1].</exception>
    public double ThresholdOfSignalEfficiency(double signalEfficiency)
    {
        if (!(signalEfficiency > 0 && signalEfficiency <= 1))
            throw new ArgumentOutOfRangeException(nameof(signalEfficiency), signalEfficiency, "a signal efficiency lies in (0, 1]");
        var point = 1;
        while (point < Count - 1 && this.signal[point].Sum / this.signal[^1].Sum < signalEfficiency - Rounding)
            point++;
        return this.thresholds[point];
    }

    /// <summary>
    /// The cut that keeps a background efficiency: the lowest threshold down to which no more than this share of the background is selected. With negative
    /// weights, the one before the share is first exceeded.
    /// </summary>
    /// <param name="backgroundEfficiency">The largest efficiency, in (0, 1].</param>
    /// <returns>A score of the sample; +infinity, which selects nothing, where the events of the highest score are more than the share.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The efficiency is not in (0, 1].</exception>
    public double ThresholdOfBackgroundEfficiency(double backgroundEfficiency)
    {
        if (!(backgroundEfficiency > 0 && backgroundEfficiency <= 1))
            throw new ArgumentOutOfRangeException(nameof(backgroundEfficiency), backgroundEfficiency, "a background efficiency lies in (0, 1]");
        var point = 0;
        while (point < Count - 1 && this.background[point + 1].Sum / this.background[^1].Sum <= backgroundEfficiency + Rounding)
            point++;
        return this.thresholds[point];
    }

    /// <summary>
    /// The interval of the background rejection at a signal efficiency: the inverse of the Wilson interval of the background efficiency, with as many
    /// effective entries as give the variance of <see cref="AtSignalEfficiency"/>. The upper end is infinite where no background is left.
    /// </summary>
    /// <param name="signalEfficiency">The target, in (0, 1].</param>
    /// <param name="level">The confidence level, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The target or the level is out of range.</exception>
    public Interval RejectionInterval(double signalEfficiency, double level = Interval.OneSigma)
    {
        var (efficiency, error) = AtSignalEfficiency(signalEfficiency).BackgroundEfficiency;
        // Where nothing or everything is selected, the threshold's error alone would make this no entries at all.
        var n = error > 0 && efficiency is > 0 and < 1 ? efficiency * (1 - efficiency) / (error * error) : this.background[^1].EffectiveEntries;
        if (!(efficiency >= 0 && efficiency <= 1))
            return new Interval(1 / efficiency, double.NaN, double.NaN, level);
        var (low, high) = EfficiencyInterval.Wilson(efficiency, n, level);
        return new Interval(1 / efficiency, 1 / high, 1 / low, level);
    }

    /// <summary>The cut of <see cref="AtSignalEfficiency"/> or <see cref="AtBackgroundEfficiency"/>.</summary>
    internal RocCut CutAt(double efficiency, bool alongSignal) => Reach(alongSignal ? this.signal : this.background, efficiency);

    /// <summary>The size of the slope with which the efficiency of the other class follows a class's own around a working point, from the events within two standard deviations.</summary>
    /// <param name="target">The efficiency of the class along which the curve is read.</param>
    /// <param name="alongSignal">Whether that is signal.</param>
    internal double SlopeAt(Estimate target, bool alongSignal) => alongSignal
        ? Slope(this.background, target, this.signal)
        : Slope(this.signal, target, this.background);

    private static Estimate WithThreshold(Estimate efficiency, WeightSum[] of, Estimate target, WeightSum[] along) =>
        efficiency with { Error = double.Hypot(efficiency.Error, Slope(of, target, along) * target.Error) };

    private static double Slope(WeightSum[] of, Estimate target, WeightSum[] along)
    {
        const double window = 2;
        var low = Math.Max(0, target.Value - (window * target.Error));
        var high = Math.Min(1, target.Value + (window * target.Error));
        if (!(high > low))
            return 0;

        // The fluctuation of the events in the window would make the square of the slope too large on average: its variance is taken off.
        var inside = At(of, along, high) - At(of, along, low);
        return Math.Sqrt(Math.Max(0, (inside.Sum * inside.Sum) - inside.SumOfSquares)) / Math.Abs(of[^1].Sum) / (high - low);
    }

    private static WeightSum At(WeightSum[] of, WeightSum[] along, double efficiency)
    {
        var (above, t) = Reach(along, efficiency);
        return Between(of, above, t);
    }

    /// <summary>The first point at or above an efficiency, and how far from the one before the efficiency lies, as a fraction of the way.</summary>
    private static RocCut Reach(WeightSum[] sums, double efficiency)
    {
        var total = sums[^1].Sum;
        var above = 1;
        while (above < sums.Length - 1 && sums[above].Sum / total < efficiency)
            above++;
        var low = sums[above - 1].Sum / total;
        var high = sums[above].Sum / total;
        return new(above, high > low ? Math.Clamp((efficiency - low) / (high - low), 0, 1) : 1);
    }

    private static WeightSum Between(WeightSum[] sums, int above, double t) => new(
        (long)Math.Round(double.Lerp(sums[above - 1].Count, sums[above].Count, t)),
        double.Lerp(sums[above - 1].Sum, sums[above].Sum, t),
        double.Lerp(sums[above - 1].SumOfSquares, sums[above].SumOfSquares, t));

    private RocPoint Interpolated(WeightSum[] along, double efficiency)
    {
        var (above, t) = Reach(along, efficiency);
        var threshold = above == 1 ? this.thresholds[1] : double.Lerp(this.thresholds[above - 1], this.thresholds[above], t);
        return Point(threshold, Between(this.signal, above, t), Between(this.background, above, t));
    }
}
