namespace Hep.Evaluation;

/// <summary>
/// The weighted precision-recall curve: purity S / (S + B) against signal efficiency S / A, with the sums S, B of selected signal and
/// background and all signal A, for every threshold of the ROC curve. Unlike that, it depends on the ratio of signal to background in the sample.
/// </summary>
public sealed class PrecisionRecallCurve
{
    private readonly RocCurve roc;
    private Estimate? averagePrecision;

    internal PrecisionRecallCurve(RocCurve roc) => this.roc = roc;

    /// <summary>The name of the sample.</summary>
    public string Name => roc.Name;

    /// <summary>The number of points P: the distinct scores.</summary>
    public int Count => roc.Count - 1;

    /// <summary>The thresholds, shape [P], falling.</summary>
    public ReadOnlySpan<double> Thresholds => roc.Thresholds[1..];

    /// <summary>The precision (purity) of a threshold, with its binomial error; NaN where the selected weights sum to zero.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Estimate Precision(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return WeightSum.Fraction(roc.Signal[index + 1], roc.Signal[index + 1] + roc.Background[index + 1]);
    }

    /// <summary>The recall (signal efficiency) of a threshold, with its binomial error.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public Estimate Recall(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return WeightSum.Fraction(roc.Signal[index + 1], roc.Signal[^1]);
    }

    /// <summary>The precision of every threshold, shape [P]; NaN where the selected weights sum to zero.</summary>
    public double[] Precisions() => RadixOrder.Fill(Count, (start, values) =>
    {
        var (signal, background) = (roc.SignalSums, roc.BackgroundSums);
        var precisions = values.Span;
        for (var i = 0; i < precisions.Length; i++)
            precisions[i] = signal[start + i + 1].Sum / (signal[start + i + 1].Sum + background[start + i + 1].Sum);
    });

    /// <summary>The recall of every threshold, shape [P].</summary>
    public double[] Recalls() => RocCurve.Fractions(roc.SignalSums, 1);

    /// <summary>
    /// The average precision, the area under the curve as a step function: AP = sum_k (R_k - R_(k-1)) P_k, as scikit-learn has it. The error is that
    /// of the infinitesimal jackknife: var = sum_i w_i^2 (d AP / d w_i)^2.
    /// </summary>
    public Estimate AveragePrecision => averagePrecision ??= Steps();

    /// <summary>
    /// The area under the curve by trapezoids, from recall 0 at precision 1, as scikit-learn draws it. It is too large where thresholds are far
    /// apart, as precision does not run along a line between two points (Davis and Goadrich, ICML 2006); the average precision is the one to quote.
    /// </summary>
    public double TrapezoidArea
    {
        get
        {
            var (area, before) = (0.0, 1.0);
            for (var k = 1; k < roc.Count; k++)
            {
                if (IsEmpty(k))
                    continue;
                var precision = PrecisionOf(k);
                area += (roc.Signal[k].Sum - roc.Signal[k - 1].Sum) * 0.5 * (precision + before);
                before = precision;
            }

            return area / roc.Signal[^1].Sum;
        }
    }

    private Estimate Steps()
    {
        var signal = roc.Signal[^1].Sum;
        var area = 0.0;
        for (var k = 1; k < roc.Count; k++)
        {
            if (!IsEmpty(k))
                area += (roc.Signal[k].Sum - roc.Signal[k - 1].Sum) * PrecisionOf(k);
        }

        area /= signal;

        // An event raises or lowers the precision at its own threshold and at all looser ones: sums from the loosest on.
        double variance = 0, bySignal = 0, byBackground = 0;
        for (var k = roc.Count - 1; k > 0; k--)
        {
            if (IsEmpty(k))
                continue;
            var (s, b, tighter) = (roc.Signal[k], roc.Background[k], roc.Signal[k - 1]);
            var step = (s.Sum - tighter.Sum) / ((s.Sum + b.Sum) * (s.Sum + b.Sum));
            (bySignal, byBackground) = (bySignal + (step * b.Sum), byBackground - (step * s.Sum));
            var ofSignal = PrecisionOf(k) - area + bySignal;
            variance += (s.SumOfSquares - tighter.SumOfSquares) * ofSignal * ofSignal;
            variance += (b.SumOfSquares - roc.Background[k - 1].SumOfSquares) * byBackground * byBackground;
        }

        return new Estimate(area, Math.Sqrt(variance) / Math.Abs(signal));
    }

    // Events of weight zero alone: no step, and no precision.
    private bool IsEmpty(int point) => roc.Signal[point].Sum == 0 && roc.Background[point].Sum == 0;

    private double PrecisionOf(int point) => roc.Signal[point].Sum / (roc.Signal[point].Sum + roc.Background[point].Sum);
}
