namespace Hep.Evaluation;

/// <summary>
/// The ratio of two ROC curves at the same efficiencies. Curves have their points where their scores are; both are read as lines through
/// their points (as in <see cref="RocCurve.AtSignalEfficiency"/>) on one grid of efficiencies.
/// <para>Errors are binomial, with weights, at fixed thresholds (those of AtSignalEfficiency hold the thresholds' own errors too). For two samples the relative errors add in
/// quadrature. Where both curves score the same events, their errors are correlated, and largely cancel: with p and q telling which events of
/// total weight W the two thresholds select, cov = sum w^2 (p - eps_p) (q - eps_q) / W^2, and
/// (sigma_r / r)^2 = var_p / eps_p^2 + var_q / eps_q^2 - 2 cov / (eps_p eps_q). The same curve twice gives 1 with an error of 0.</para>
/// </summary>
public static class CurveRatio
{
    /// <summary>The ratio of background rejections 1 / eps_b at given signal efficiencies, that of the sample over that of the baseline.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="baseline">What it is divided by.</param>
    /// <param name="signalEfficiencies">Rising, in (0, 1], shape [G].</param>
    /// <returns>The ratios, shape [G]; NaN where a curve has no background left, infinity never.</returns>
    /// <exception cref="ArgumentException">Efficiencies that do not rise within (0, 1].</exception>
    public static Estimate[] OfRejections(BinarySample sample, BinarySample baseline, IReadOnlyList<double> signalEfficiencies) =>
        Ratios(sample, baseline, signalEfficiencies, alongSignal: true);

    /// <summary>The ratio of signal efficiencies at given background efficiencies, that of the sample over that of the baseline.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="baseline">What it is divided by.</param>
    /// <param name="backgroundEfficiencies">Rising, in (0, 1], shape [G].</param>
    /// <returns>The ratios, shape [G]; NaN where a curve selects no signal.</returns>
    /// <exception cref="ArgumentException">Efficiencies that do not rise within (0, 1].</exception>
    public static Estimate[] OfSignalEfficiencies(BinarySample sample, BinarySample baseline, IReadOnlyList<double> backgroundEfficiencies) =>
        Ratios(sample, baseline, backgroundEfficiencies, alongSignal: false);

    /// <summary>Whether two samples are the same events in the same order, by their classes and weights.</summary>
    /// <param name="one">A sample.</param>
    /// <param name="other">Another one.</param>
    public static bool AreSameEvents(BinarySample one, BinarySample other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.IsSignal.SequenceEqual(other.IsSignal) && one.Weights.SequenceEqual(other.Weights);
    }

    private static Estimate[] Ratios(BinarySample sample, BinarySample baseline, IReadOnlyList<double> grid, bool alongSignal)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(grid);
        for (var k = 0; k < grid.Count; k++)
        {
            if (!(grid[k] > (k == 0 ? 0 : grid[k - 1]) && grid[k] <= 1))
                throw new ArgumentException(FormattableString.Invariant($"efficiency {k} is {grid[k]}; expected numbers that rise in (0, 1]"), nameof(grid));
        }

        var (upper, lower) = (Along(sample.Roc, grid, alongSignal), Along(baseline.Roc, grid, alongSignal));
        var (upperOnly, lowerOnly) = (Squares(sample, upper, sample, upper, !alongSignal), Squares(baseline, lower, baseline, lower, !alongSignal));
        var both = AreSameEvents(sample, baseline) ? Squares(sample, upper, baseline, lower, !alongSignal) : null;
        var (upperAll, lowerAll) = alongSignal ? (sample.Background, baseline.Background) : (sample.Signal, baseline.Signal);
        var ratios = new Estimate[grid.Count];
        for (var k = 0; k < ratios.Length; k++)
        {
            double p = upper[k].Fraction, q = lower[k].Fraction;
            var relative = (Covariance(upperOnly[k], upperOnly[k], upperOnly[k], upperAll, upperAll, p, p) / (p * p))
                + (Covariance(lowerOnly[k], lowerOnly[k], lowerOnly[k], lowerAll, lowerAll, q, q) / (q * q));
            if (both is not null)
                relative -= 2 * Covariance(both[k], upperOnly[k], lowerOnly[k], upperAll, lowerAll, p, q) / (p * q);
            var ratio = p == 0 || q == 0 ? double.NaN : alongSignal ? q / p : p / q;
            ratios[k] = new Estimate(ratio, Math.Abs(ratio) * Math.Sqrt(Math.Max(0, relative)));
        }

        return ratios;
    }

    // sum w^2 (a - p) (b - q) / (W W'), with a and b 1 or 0 for the events that each threshold selects.
    private static double Covariance(double both, double first, double second, WeightSum all, WeightSum other, double p, double q) =>
        (both - (q * first) - (p * second) + (p * q * all.SumOfSquares)) / (all.Sum * other.Sum);

    /// <summary>The thresholds of a curve at given efficiencies of one class, and the efficiency of the other class there.</summary>
    private static (double Threshold, double Fraction)[] Along(RocCurve roc, IReadOnlyList<double> grid, bool alongSignal)
    {
        var (along, other) = alongSignal ? (roc.SignalEfficiencies(), roc.BackgroundEfficiencies()) : (roc.BackgroundEfficiencies(), roc.SignalEfficiencies());
        var found = new (double Threshold, double Fraction)[grid.Count];
        var above = 1;
        for (var k = 0; k < found.Length; k++)
        {
            while (above < roc.Count - 1 && along[above] < grid[k])
                above++;
            double low = along[above - 1], high = along[above];
            var t = high > low ? Math.Clamp((grid[k] - low) / (high - low), 0, 1) : 1;
            found[k] = (
                above == 1 ? roc.Thresholds[1] : double.Lerp(roc.Thresholds[above - 1], roc.Thresholds[above], t),
                double.Lerp(other[above - 1], other[above], t));
        }

        return found;
    }

    /// <summary>For each place of the grid, the sum of squared weights of the events of a class that two classifiers both select.</summary>
    private static double[] Squares(
        BinarySample sample, (double Threshold, double Fraction)[] first, BinarySample other, (double Threshold, double Fraction)[] second, bool ofSignal)
    {
        // Thresholds fall along the grid: an event is in from a place on.
        var sums = new double[first.Length + 1];
        for (var i = 0; i < sample.Count; i++)
        {
            if (sample.IsSignal[i] == ofSignal)
                sums[Math.Max(PlaceOf(first, sample.Scores[i]), PlaceOf(second, other.Scores[i]))] += sample.Weights[i] * sample.Weights[i];
        }

        for (var k = 1; k < sums.Length; k++)
            sums[k] += sums[k - 1];
        return sums;
    }

    private static int PlaceOf((double Threshold, double Fraction)[] places, double score)
    {
        int first = 0, last = places.Length;
        while (first < last)
        {
            var middle = (first + last) / 2;
            if (places[middle].Threshold <= score)
                last = middle;
            else
                first = middle + 1;
        }

        return first;
    }
}
