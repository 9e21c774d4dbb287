namespace Hep.Evaluation.Conformal;

/// <summary>
/// Split conformal prediction for regressions: intervals that hold the true value with a given probability, as long as calibration and new
/// events are exchangeable. One number, calibrated on events that the training has not seen, widens what the regression gives.
/// </summary>
public sealed class ConformalIntervals
{
    private readonly Kind kind;

    private ConformalIntervals(Kind kind, double confidence, double margin)
    {
        this.kind = kind;
        Confidence = confidence;
        Margin = margin;
    }

    private enum Kind
    {
        Absolute,
        Normalised,
        Quantiles,
    }

    /// <summary>The probability with which an interval holds the true value.</summary>
    public double Confidence { get; }

    /// <summary>
    /// The calibrated number: half of an interval's width (in the target's unit), or what the spread is multiplied by, or what is added to
    /// both sides (which may be negative). +infinity where the calibration sample is too small for the confidence.
    /// </summary>
    public double Margin { get; }

    /// <summary>Intervals of the same width: prediction ± margin, from |y - prediction| (Lei et al., arXiv:1604.04173, algorithm 2).</summary>
    /// <param name="predictions">Of the calibration events, shape [N].</param>
    /// <param name="truths">Their true values, shape [N].</param>
    /// <param name="confidence">The probability of coverage, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not in (0, 1).</exception>
    /// <exception cref="InvalidDataException">No events, lengths that differ, or a number that is not finite.</exception>
    public static ConformalIntervals Absolute(ReadOnlySpan<double> predictions, ReadOnlySpan<double> truths, double confidence)
    {
        Check("predictions", predictions, truths);
        var scores = new double[truths.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Math.Abs(truths[i] - predictions[i]);
        return new ConformalIntervals(Kind.Absolute, confidence, ConformalQuantile.Of(scores, confidence));
    }

    /// <summary>Intervals that follow a predicted spread: prediction ± margin spread, from |y - prediction| / spread (Lei et al., section 5.2).</summary>
    /// <param name="predictions">Of the calibration events, shape [N].</param>
    /// <param name="spreads">Their predicted spreads, shape [N], positive.</param>
    /// <param name="truths">Their true values, shape [N].</param>
    /// <param name="confidence">The probability of coverage, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not in (0, 1).</exception>
    /// <exception cref="InvalidDataException">No events, lengths that differ, a number that is not finite, or a spread that is not positive.</exception>
    public static ConformalIntervals Normalised(ReadOnlySpan<double> predictions, ReadOnlySpan<double> spreads, ReadOnlySpan<double> truths, double confidence)
    {
        Check("predictions", predictions, truths);
        Check("spreads", spreads, truths);
        var scores = new double[truths.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            if (!(spreads[i] > 0))
                throw new InvalidDataException(FormattableString.Invariant($"conformal prediction: the spread of event {i} (counted from 0) is {spreads[i]}; expected a positive number"));
            scores[i] = Math.Abs(truths[i] - predictions[i]) / spreads[i];
        }

        return new ConformalIntervals(Kind.Normalised, confidence, ConformalQuantile.Of(scores, confidence));
    }

    /// <summary>
    /// Conformalised quantile regression: [low - margin, high + margin], from max(low - y, y - high) (Romano, Patterson and Candès, arXiv:1905.03222, eq. 6).
    /// </summary>
    /// <param name="lows">Predicted lower quantiles of the calibration events, shape [N].</param>
    /// <param name="highs">Predicted upper quantiles, shape [N].</param>
    /// <param name="truths">Their true values, shape [N].</param>
    /// <param name="confidence">The probability of coverage, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not in (0, 1).</exception>
    /// <exception cref="InvalidDataException">No events, lengths that differ, or a number that is not finite.</exception>
    public static ConformalIntervals Quantiles(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs, ReadOnlySpan<double> truths, double confidence)
    {
        Check("lower quantiles", lows, truths);
        Check("upper quantiles", highs, truths);
        var scores = new double[truths.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Math.Max(lows[i] - truths[i], truths[i] - highs[i]);
        return new ConformalIntervals(Kind.Quantiles, confidence, ConformalQuantile.Of(scores, confidence));
    }

    /// <summary>The interval of one event; where the margin is so negative that nothing is left, low and high are the same.</summary>
    /// <param name="first">The prediction; of quantiles, the lower one.</param>
    /// <param name="second">The spread; of quantiles, the upper one; of absolute intervals it does not matter.</param>
    public (double Low, double High) Of(double first, double second = 0)
    {
        if (kind != Kind.Quantiles)
        {
            var half = kind == Kind.Absolute ? Margin : Margin * second;
            return (first - half, first + half);
        }

        var (low, high) = (first - Margin, second + Margin);
        return low <= high ? (low, high) : (0.5 * (low + high), 0.5 * (low + high));
    }

    /// <summary>How often the intervals hold the true value, and how wide they are.</summary>
    /// <param name="first">As for <see cref="Of"/>, shape [N].</param>
    /// <param name="second">As for <see cref="Of"/>, shape [N]; empty for absolute intervals.</param>
    /// <param name="truths">The true values, shape [N].</param>
    /// <exception cref="InvalidDataException">No events, lengths that differ, or a number that is not finite.</exception>
    public IntervalCoverage Measure(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> truths)
    {
        var zeros = kind == Kind.Absolute && second.IsEmpty ? new double[truths.Length] : second;
        Check("predictions", first, truths);
        Check("spreads", zeros, truths);
        var (covered, width) = (0L, 0.0);
        for (var i = 0; i < truths.Length; i++)
        {
            var (low, high) = Of(first[i], zeros[i]);
            covered += low <= truths[i] && truths[i] <= high ? 1 : 0;
            width += high - low;
        }

        var coverage = WeightSum.Fraction(new WeightSum(covered, covered, covered), new WeightSum(truths.Length, truths.Length, truths.Length));
        return new IntervalCoverage(Confidence, coverage, width / truths.Length);
    }

    private static void Check(string name, ReadOnlySpan<double> values, ReadOnlySpan<double> truths)
    {
        CheckColumn("true values", truths);
        if (values.Length != truths.Length)
            throw new InvalidDataException(FormattableString.Invariant($"conformal prediction: {truths.Length} true values but {values.Length} {name}; expected one of each per event"));
        CheckColumn(name, values);
    }

    private static void CheckColumn(string name, ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            throw new InvalidDataException("conformal prediction: no calibration events; expected some that the training has not seen");
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new InvalidDataException(FormattableString.Invariant($"conformal prediction: {name}: event {i} (counted from 0) has {values[i]}; expected a finite number"));
        }
    }
}
