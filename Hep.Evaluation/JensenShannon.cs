namespace Hep.Evaluation;

/// <summary>The Jensen-Shannon divergence of two binned distributions (Lin, IEEE Transactions on Information Theory 37 (1991) 145) in bits: 0 for equal shapes, 1 where they do not overlap.</summary>
public static class JensenShannon
{
    /// <summary>
    /// (KL(p ‖ m) + KL(q ‖ m)) / 2 with m = (p + q) / 2 and logarithms to the base 2, p and q being the contents divided by their sums. A content below 0 counts as 0.
    /// </summary>
    /// <param name="first">The contents of one histogram, shape [B].</param>
    /// <param name="second">Those of the other in the same bins, shape [B].</param>
    /// <returns>0 to 1; NaN where one of them is empty.</returns>
    /// <exception cref="ArgumentException">Numbers of bins that differ.</exception>
    public static double Divergence(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException(FormattableString.Invariant($"{first.Length} and {second.Length} bins, expected the same bins"), nameof(second));
        var (sumFirst, sumSecond) = (0.0, 0.0);
        for (var bin = 0; bin < first.Length; bin++)
        {
            sumFirst += Math.Max(0, first[bin]);
            sumSecond += Math.Max(0, second[bin]);
        }

        if (!(sumFirst > 0 && sumSecond > 0))
            return double.NaN;
        var divergence = 0.0;
        for (var bin = 0; bin < first.Length; bin++)
        {
            var (p, q) = (Math.Max(0, first[bin]) / sumFirst, Math.Max(0, second[bin]) / sumSecond);
            var middle = 0.5 * (p + q);
            divergence += 0.5 * (Term(p, middle) + Term(q, middle));
        }

        return Math.Clamp(divergence, 0, 1);
    }

    /// <summary>
    /// What the divergence of a sample and a random part of it comes to, since both are counts: (K - 1) (1 / n - 1 / N) / (8 ln 2) to leading order, with K bins that are not empty, n
    /// effective entries in the part and N in the whole.
    /// </summary>
    /// <param name="bins">K.</param>
    /// <param name="part">n.</param>
    /// <param name="whole">N.</param>
    public static double Floor(int bins, double part, double whole) => Math.Max(0, (bins - 1) * ((1 / part) - (1 / whole)) / (8 * Math.Log(2)));

    private static double Term(double p, double middle) => p > 0 ? p * Math.Log2(p / middle) : 0;
}
