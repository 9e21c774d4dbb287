namespace Hep.Evaluation;

/// <summary>
/// Confidence intervals of an efficiency: the fraction eps of the weight of <c>all</c> that lies in <c>selected</c>. Weights enter by the
/// effective number of entries n = W / ((1 - eps) r_p + eps r_f), with r = sum w^2 / sum w of the events that pass and that fail: the number of
/// unit-weight events with the same binomial variance (<see cref="WeightSum.Fraction"/>). Where weight does not depend on passing, it is
/// (sum w)^2 / sum w^2, which is also taken where no event passes or none fails; the effective number of successes is eps n.
/// <para>With negative weights, eps can lie outside [0, 1], where no binomial picture holds: the interval is then the normal one, eps +- z
/// sigma.</para>
/// </summary>
public static class EfficiencyInterval
{
    /// <summary>
    /// The score interval of Wilson (J. Am. Stat. Assoc. 22 (1927) 209): the eps with |eps_hat - eps| at most z sqrt(eps (1 - eps) / n). It covers the
    /// stated level on average over eps, from n of about 10.
    /// </summary>
    /// <param name="selected">The sums over the events that pass.</param>
    /// <param name="all">The sums over all events; the sum of weights is not zero.</param>
    /// <param name="level">The confidence level, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public static Interval Wilson(WeightSum selected, WeightSum all, double level = Interval.OneSigma) => Binomial(selected, all, level, Wilson);

    /// <summary>
    /// The equal-tailed interval of the posterior Beta(k + 1/2, n - k + 1/2) of Jeffreys' prior, with the lower end 0 at k = 0 and the upper end 1 at k =
    /// n (Brown, Cai, DasGupta, Statistical Science 16 (2001) 101).
    /// </summary>
    /// <param name="selected">The sums over the events that pass.</param>
    /// <param name="all">The sums over all events; the sum of weights is not zero.</param>
    /// <param name="level">The confidence level, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public static Interval Jeffreys(WeightSum selected, WeightSum all, double level = Interval.OneSigma) =>
        Binomial(selected, all, level, (efficiency, n, confidence) => Tails(efficiency, n, confidence, 0.5, 0.5));

    /// <summary>
    /// The interval of Clopper and Pearson (Biometrika 26 (1934) 404): Beta(k, n - k + 1) below, Beta(k + 1, n - k) above. It covers at least the stated
    /// level for every eps, and so more than it nearly everywhere.
    /// </summary>
    /// <param name="selected">The sums over the events that pass.</param>
    /// <param name="all">The sums over all events; the sum of weights is not zero.</param>
    /// <param name="level">The confidence level, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public static Interval ClopperPearson(WeightSum selected, WeightSum all, double level = Interval.OneSigma) =>
        Binomial(selected, all, level, (efficiency, n, confidence) => Tails(efficiency, n, confidence, 0, 1));

    /// <summary>The score interval of an efficiency measured with n effective entries.</summary>
    internal static (double Low, double High) Wilson(double efficiency, double n, double level)
    {
        var z = Interval.Deviations(level);
        var shrink = 1 + (z * z / n);
        var centre = (efficiency + (z * z / (2 * n))) / shrink;
        var half = z / shrink * Math.Sqrt((efficiency * (1 - efficiency) / n) + (z * z / (4 * n * n)));
        // The ends are exactly 0 and 1 at efficiencies of 0 and 1, up to rounding.
        return (efficiency == 0 ? 0 : centre - half, efficiency == 1 ? 1 : centre + half);
    }

    /// <summary>Equal tails of Beta(k + below, n - k + above) under the interval and of Beta(k + above, n - k + below) over it.</summary>
    private static (double Low, double High) Tails(double efficiency, double n, double level, double below, double above)
    {
        var (k, tail) = (efficiency * n, (1 - level) / 2);
        return (
            efficiency == 0 ? 0 : BetaDistribution.Quantile(tail, k + below, n - k + above),
            efficiency == 1 ? 1 : BetaDistribution.Quantile(1 - tail, k + above, n - k + below));
    }

    private static Interval Binomial(WeightSum selected, WeightSum all, double level, Func<double, double, double, (double Low, double High)> ends)
    {
        var estimate = WeightSum.Fraction(selected, all);
        var reach = Interval.Deviations(level) * estimate.Error;
        var efficiency = estimate.Value;
        var (low, high) = efficiency is >= 0 and <= 1
            ? ends(efficiency, EffectiveEntries(selected, all, efficiency), level)
            : (efficiency - reach, efficiency + reach);
        return new Interval(efficiency, Math.Min(low, efficiency), Math.Max(high, efficiency), level);
    }

    private static double EffectiveEntries(WeightSum selected, WeightSum all, double efficiency)
    {
        var failed = all - selected;
        var passing = efficiency > 0 ? selected.SumOfSquares / selected.Sum : all.SumOfSquares / all.Sum;
        var failing = efficiency < 1 ? failed.SumOfSquares / failed.Sum : all.SumOfSquares / all.Sum;
        return all.Sum / (((1 - efficiency) * passing) + (efficiency * failing));
    }
}
