namespace Hep.Evaluation.Anomaly;

/// <summary>
/// The distance correlation of two quantities (G. J. Székely, M. L. Rizzo, N. K. Bakirov, Annals of Statistics 35 (2007) 2769): 0 only where they are independent, 1 where one is the other, scaled. Of a score and a mass it
/// tells how much cuts on the one shape the other, in any way; its square is the penalty of G. Kasieczka and D. Shih, arXiv:2001.05310.
/// </summary>
public static class DistanceCorrelation
{
    /// <summary>
    /// dCor = (dCov²(x, y) / sqrt(dCov²(x, x) dCov²(y, y)))^½ with dCov² = Σ w w' |x - x'| |y - y'| + Σ w w' |x - x'| Σ w w' |y - y'| - 2 Σ w (Σ w' |x - x'|) (Σ w' |y - y'|), weights of sum 1: all pairs of
    /// events, exactly, in a time of N log N by ordered sums (X. Huo, G. J. Székely, Technometrics 58 (2016) 435).
    /// </summary>
    /// <param name="first">x, shape [N], finite.</param>
    /// <param name="second">y, shape [N], finite.</param>
    /// <param name="weights">Event weights, shape [N]; left out (an empty span), every event counts 1.</param>
    /// <returns>0 to 1 for weights that are not negative; NaN where a quantity does not vary or the weights do not sum to more than 0.</returns>
    /// <exception cref="ArgumentException">Lengths that differ.</exception>
    /// <exception cref="InvalidDataException">A value or weight that is not finite.</exception>
    public static double Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> weights = default)
    {
        var count = first.Length;
        if (second.Length != count || (weights.Length != count && !weights.IsEmpty))
            throw new ArgumentException(FormattableString.Invariant($"{count} and {second.Length} values, {weights.Length} weights; there is one of each an event"), nameof(second));
        var (x, y, w) = (Centred(first, "first quantity"), Centred(second, "second quantity"), Shares(weights, count));
        if (w is null)
            return double.NaN;
        var (ofX, ofY) = (new DistanceSums(x, w), new DistanceSums(y, w));
        var variances = Covariance(ofX, ofX, w, SquaredDistances(x, w)) * Covariance(ofY, ofY, w, SquaredDistances(y, w));
        if (!(variances > 0))
            return double.NaN;
        var covariance = Covariance(ofX, ofY, w, DistanceSums.OfProducts(ofX.Order, x, y, w));
        return Math.Sqrt(Math.Max(0, covariance) / Math.Sqrt(variances));
    }

    /// <summary>That of the scores and a variable of the background: 0 for a score that leaves the variable alone. Events without a value (NaN) are left out.</summary>
    /// <param name="sample">The scored events.</param>
    /// <param name="values">The variable of each event, shape [N]; NaN where it has none.</param>
    /// <exception cref="ArgumentException">Another number of values than of events.</exception>
    public static double OfBackground(BinarySample sample, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != sample.Count)
            throw new ArgumentException(FormattableString.Invariant($"{values.Count} values for {sample.Count} events"), nameof(values));
        var (scores, variable, weights) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < sample.Count; i++)
        {
            if (sample.IsSignal[i] || double.IsNaN(values[i]))
                continue;
            scores.Add(sample.Scores[i]);
            variable.Add(values[i]);
            weights.Add(sample.Weights[i]);
        }

        return Of([.. scores], [.. variable], [.. weights]);
    }

    private static double Covariance(DistanceSums x, DistanceSums y, double[] w, double products)
    {
        var cross = 0.0;
        for (var i = 0; i < w.Length; i++)
            cross += w[i] * x.ToEvent(i) * y.ToEvent(i);
        return products + (x.Total * y.Total) - (2 * cross);
    }

    // Σ w w' (x - x')² = 2 (mean of squares - square of the mean).
    private static double SquaredDistances(double[] x, double[] w)
    {
        var (mean, square) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
            (mean, square) = (mean + (w[i] * x[i]), square + (w[i] * x[i] * x[i]));
        return 2 * (square - (mean * mean));
    }

    // About the mean, so that the sums do not cancel, and to unit size.
    private static double[] Centred(ReadOnlySpan<double> values, string what)
    {
        var centred = values.ToArray();
        if (Array.FindIndex(centred, value => !double.IsFinite(value)) is var odd and >= 0)
            throw new InvalidDataException(FormattableString.Invariant($"distance correlation: the {what} of event {odd} (counted from 0) is {centred[odd]}; expected a finite number"));
        var mean = centred.Length == 0 ? 0 : centred.Average();
        var largest = centred.Length == 0 ? 0 : centred.Max(value => Math.Abs(value - mean));
        for (var i = 0; i < centred.Length; i++)
            centred[i] = largest > 0 ? (centred[i] - mean) / largest : 0;
        return centred;
    }

    private static double[]? Shares(ReadOnlySpan<double> weights, int count)
    {
        var shares = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            shares[i] = weights.IsEmpty ? 1 : weights[i];
            if (!double.IsFinite(shares[i]))
                throw new InvalidDataException(FormattableString.Invariant($"distance correlation: the weight of event {i} (counted from 0) is {shares[i]}; expected a finite number"));
            sum += shares[i];
        }

        if (!(sum > 0))
            return null;
        for (var i = 0; i < count; i++)
            shares[i] /= sum;
        return shares;
    }
}
