namespace Hep.Evaluation;

/// <summary>What every weighted count carries.</summary>
/// <param name="Count">The number of events.</param>
/// <param name="Sum">The sum of weights.</param>
/// <param name="SumOfSquares">The sum of squared weights: the variance of <paramref name="Sum"/> for Poisson counts.</param>
public readonly record struct WeightSum(long Count, double Sum, double SumOfSquares)
{
    /// <summary>The sum of weights with its Poisson error, sqrt(sum of squared weights).</summary>
    public Estimate Yield => new(Sum, Math.Sqrt(SumOfSquares));

    /// <summary>The number of unit-weight events of the same relative error, (sum w)^2 / sum w^2; 0 where all weights are zero.</summary>
    public double EffectiveEntries => SumOfSquares > 0 ? Sum * Sum / SumOfSquares : 0;

    /// <summary>
    /// Whether the weights cancel: positive and negative ones leave a rounding error of about sqrt(N) ulp of the largest, never exactly zero.
    /// </summary>
    internal bool IsZero => Math.Abs(Sum) <= 1e-12 * Math.Sqrt(SumOfSquares * Count);

    /// <summary>The sums with one more event.</summary>
    /// <param name="weight">The event's weight.</param>
    public WeightSum Add(double weight) => new(Count + 1, Sum + weight, SumOfSquares + (weight * weight));

    /// <summary>The sums of two sets of events that share none.</summary>
    /// <param name="left">One set.</param>
    /// <param name="right">The other set.</param>
    public static WeightSum operator +(WeightSum left, WeightSum right) =>
        new(left.Count + right.Count, left.Sum + right.Sum, left.SumOfSquares + right.SumOfSquares);

    /// <summary>The sums of a set without one of its subsets.</summary>
    /// <param name="left">The set.</param>
    /// <param name="right">The subset.</param>
    public static WeightSum operator -(WeightSum left, WeightSum right) =>
        new(left.Count - right.Count, left.Sum - right.Sum, left.SumOfSquares - right.SumOfSquares);

    /// <summary>
    /// The fraction of <paramref name="all"/> that lies in <paramref name="selected"/>, with the binomial error of weighted events:
    /// eps = W_p / W, var = ((1 - eps)^2 sum_p w^2 + eps^2 sum_f w^2) / W^2, p and f the events that pass and fail (the error of ROOT's
    /// TH1::Divide with option B). For unit weights this is eps (1 - eps) / N.
    /// </summary>
    /// <param name="selected">The sums over the events that pass.</param>
    /// <param name="all">The sums over all events; its sum of weights is not zero.</param>
    public static Estimate Fraction(WeightSum selected, WeightSum all)
    {
        var fraction = selected.Sum / all.Sum;
        var failedSquares = Math.Max(0, all.SumOfSquares - selected.SumOfSquares);
        var variance = ((1 - fraction) * (1 - fraction) * selected.SumOfSquares) + (fraction * fraction * failedSquares);
        return new Estimate(fraction, Math.Sqrt(Math.Max(0, variance)) / Math.Abs(all.Sum));
    }
}
