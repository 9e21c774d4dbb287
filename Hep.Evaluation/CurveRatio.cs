namespace Hep.Evaluation;

/// <summary>
/// The ratio of two ROC curves at the same efficiencies. Curves have their points where their scores are; both are read as lines through
/// their points (as in <see cref="RocCurve.AtSignalEfficiency"/>) on one grid of efficiencies.
/// <para>Errors are those of the working points: binomial, with weights, and with the threshold's, which the other class has set. For two samples the
/// relative errors add in quadrature. Where both curves score the same events, their errors are correlated, and largely cancel: with p and q telling which
/// events of a class of total weight W the two thresholds select, cov = sum w^2 (p - eps_p) (q - eps_q) / W^2, and (sigma_r / r)^2 = var_p / eps_p^2 +
/// var_q / eps_q^2 - 2 cov / (eps_p eps_q); so for the class of the ratio, and again, times the slopes of the two curves, for the class along which they are
/// read. The same curve twice gives 1 with an error of 0.</para>
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

        var (upper, lower) = (Points(sample.Roc, grid, alongSignal), Points(baseline.Roc, grid, alongSignal));
        var ratios = new Estimate[grid.Count];
        var (first, second) = (Cuts(sample.Roc, grid, alongSignal), Cuts(baseline.Roc, grid, alongSignal));
        var across = Covariances(sample, upper, first, baseline, lower, second, ofSignal: !alongSignal);
        var along = Covariances(sample, upper, first, baseline, lower, second, ofSignal: alongSignal);
        for (var k = 0; k < ratios.Length; k++)
        {
            double p = EfficiencyOf(upper[k], !alongSignal).Value, q = EfficiencyOf(lower[k], !alongSignal).Value;
            var (a, b) = (sample.Roc.SlopeAt(EfficiencyOf(upper[k], alongSignal), alongSignal), baseline.Roc.SlopeAt(EfficiencyOf(lower[k], alongSignal), alongSignal));
            var relative = Relative(across[k], 1 / p, 1 / q) + Relative(along[k], a / p, b / q);
            var ratio = p == 0 || q == 0 ? double.NaN : alongSignal ? q / p : p / q;
            ratios[k] = new Estimate(ratio, Math.Abs(ratio) * Math.Sqrt(Math.Max(0, relative)));
        }

        return ratios;
    }

    private static RocPoint[] Points(RocCurve roc, IReadOnlyList<double> grid, bool alongSignal) =>
        [.. grid.Select(efficiency => alongSignal ? roc.AtSignalEfficiency(efficiency) : roc.AtBackgroundEfficiency(efficiency))];

    private static RocCut[] Cuts(RocCurve roc, IReadOnlyList<double> grid, bool alongSignal) => [.. grid.Select(efficiency => roc.CutAt(efficiency, alongSignal))];

    private static Estimate EfficiencyOf(RocPoint point, bool ofSignal) => ofSignal ? point.SignalEfficiency : point.BackgroundEfficiency;

    private static double Relative((double First, double Second, double Both) covariance, double first, double second) =>
        (covariance.First * first * first) + (covariance.Second * second * second) - (2 * covariance.Both * first * second);

    /// <summary>The variances of the two efficiencies of a class at each place of the grid, and their covariance, which is 0 for samples that are not paired.</summary>
    private static (double First, double Second, double Both)[] Covariances(
        BinarySample sample, RocPoint[] upper, RocCut[] upperCuts, BinarySample baseline, RocPoint[] lower, RocCut[] lowerCuts, bool ofSignal)
    {
        var (first, second) = (Squares(sample, upperCuts, sample, upperCuts, ofSignal), Squares(baseline, lowerCuts, baseline, lowerCuts, ofSignal));
        var both = sample.HasSameEvents(baseline) ? Squares(sample, upperCuts, baseline, lowerCuts, ofSignal) : null;
        var (all, other) = ofSignal ? (sample.Signal, baseline.Signal) : (sample.Background, baseline.Background);
        var covariances = new (double First, double Second, double Both)[upper.Length];
        for (var k = 0; k < upper.Length; k++)
        {
            double p = EfficiencyOf(upper[k], ofSignal).Value, q = EfficiencyOf(lower[k], ofSignal).Value;
            covariances[k] = (
                Covariance(first[k], first[k], first[k], all, p, p),
                Covariance(second[k], second[k], second[k], other, q, q),
                both is null ? 0 : Covariance(both[k], first[k], second[k], all, p, q));
        }

        return covariances;
    }

    // sum w^2 (a - p) (b - q) / W^2, with a and b 1 or 0 for the events that each threshold selects.
    private static double Covariance(double both, double first, double second, WeightSum all, double p, double q) =>
        (both - (q * first) - (p * second) + (p * q * all.SumOfSquares)) / (all.Sum * all.Sum);

    /// <summary>
    /// For each place of the grid, the sum of squared weights of the events of a class that two classifiers both select; of events which a cut takes by the
    /// toss of a coin, the share, with one coin for both.
    /// </summary>
    private static double[] Squares(BinarySample sample, RocCut[] first, BinarySample other, RocCut[] second, bool ofSignal)
    {
        // Cuts loosen along the grid: an event is in from a place on, in part before.
        var (sums, parts) = (new double[first.Length + 1], new double[first.Length + 1]);
        for (var i = 0; i < sample.Count; i++)
        {
            if (sample.IsSignal[i] != ofSignal)
                continue;
            var (square, one, two) = (sample.Weights[i] * sample.Weights[i], sample.Roc.IndexOf(sample.Scores[i]), other.Roc.IndexOf(other.Scores[i]));
            var place = Math.Max(PlaceOf(first, one), PlaceOf(second, two));
            for (; place < first.Length && Math.Min(first[place].ShareOf(one), second[place].ShareOf(two)) is < 1 and var share; place++)
                parts[place] += share * square;
            sums[place] += square;
        }

        for (var k = 1; k < sums.Length; k++)
            sums[k] += sums[k - 1];
        return [.. sums.Zip(parts, (whole, part) => whole + part)];
    }

    // The first cut that takes anything of the events which complete a point.
    private static int PlaceOf(RocCut[] cuts, int point)
    {
        int first = 0, last = cuts.Length;
        while (first < last)
        {
            var middle = (first + last) / 2;
            if (cuts[middle].Point >= point)
                last = middle;
            else
                first = middle + 1;
        }

        return first;
    }
}
