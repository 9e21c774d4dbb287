namespace Hep.Evaluation;

/// <summary>How two quantities go together in a weighted sample.</summary>
public static class Correlation
{
    /// <summary>
    /// Pearson's coefficient, cov(x, y) / (sigma_x sigma_y) with weighted moments, over the events in which both quantities are defined.
    /// </summary>
    /// <param name="x">One quantity, [N].</param>
    /// <param name="y">The other, [N].</param>
    /// <param name="weights">Event weights, [N].</param>
    /// <param name="missing">What stands for a value that is not defined; null: every value is.</param>
    /// <returns>-1 to 1 for weights that are not negative; NaN where the events do not spread, or their weights do not sum to more than 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Pearson(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<double> weights, float? missing = null)
    {
        if (x.Length != y.Length || x.Length != weights.Length)
            throw new ArgumentException(FormattableString.Invariant($"{x.Length} and {y.Length} values, {weights.Length} weights; there is one of each an event"), nameof(weights));
        var (sum, meanX, meanY) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] == missing || y[i] == missing)
                continue;
            sum += weights[i];
            meanX += weights[i] * x[i];
            meanY += weights[i] * y[i];
        }

        if (!(sum > 0))
            return double.NaN;
        (meanX, meanY) = (meanX / sum, meanY / sum);
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] == missing || y[i] == missing)
                continue;
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            xx += weights[i] * dx * dx;
            yy += weights[i] * dy * dy;
            xy += weights[i] * dx * dy;
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : double.NaN;
    }
}
