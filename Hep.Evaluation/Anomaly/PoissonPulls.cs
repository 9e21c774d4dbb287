namespace Hep.Evaluation.Anomaly;

/// <summary>
/// How far counts lie from what is expected of them, cell by cell, and the scores of maps made of that. A sum over thousands of cells does not see one dead one among them; the largest pull does: a cell that is expected to have
/// μ hits and has none is pulled by -sqrt(2 μ).
/// </summary>
public static class PoissonPulls
{
    /// <summary>
    /// The signed root of the deviance of a count (S. S. Wilks, Annals of Mathematical Statistics 9 (1938) 60): sign(n - μ) sqrt(2 (n ln(n / μ) - n + μ)), about normally distributed for Poisson counts of a mean that is not
    /// small.
    /// </summary>
    /// <param name="count">n, 0 or more; it need not be whole.</param>
    /// <param name="expected">μ, more than 0; 0 is pulled to infinity by any count, and by none not at all.</param>
    /// <returns>NaN where one of them is negative or not a number.</returns>
    public static double Of(double count, double expected)
    {
        if (!(count >= 0 && expected >= 0))
            return double.NaN;
        if (count == 0)
            return -Math.Sqrt(2 * expected);
        return expected == 0 ? double.PositiveInfinity : Math.Sign(count - expected) * Math.Sqrt(2 * expected * Significance.Excess((count - expected) / expected));
    }

    /// <summary>The pulls of all cells, shape [N, C] row-major.</summary>
    /// <param name="counts">Hits of each cell of each map, shape [N, C] row-major.</param>
    /// <param name="expected">What is expected of them, such as the reconstruction by an autoencoder, shape [N, C].</param>
    /// <exception cref="ArgumentException">Lengths that differ.</exception>
    public static float[] OfCells(ReadOnlySpan<float> counts, ReadOnlySpan<float> expected)
    {
        if (counts.Length != expected.Length)
            throw new ArgumentException(FormattableString.Invariant($"{counts.Length} counts and {expected.Length} expectations, expected one a cell"), nameof(expected));
        var pulls = new float[counts.Length];
        for (var i = 0; i < pulls.Length; i++)
            pulls[i] = (float)Of(counts[i], expected[i]);
        return pulls;
    }

    /// <summary>The largest size of a pull of each map, shape [N]: it sees one cell among thousands.</summary>
    /// <param name="pulls">Pulls, shape [N, C] row-major.</param>
    /// <param name="cells">C.</param>
    /// <exception cref="ArgumentException">The pulls are not those of whole maps.</exception>
    public static double[] Largest(ReadOnlySpan<float> pulls, int cells) => OfMaps(pulls, cells, static map =>
    {
        var largest = 0.0;
        foreach (var pull in map)
            largest = Math.Max(largest, Math.Abs(pull));
        return largest;
    });

    /// <summary>The mean squared pull of each map, shape [N]: about 1 for maps as expected; it sees what all cells of a region share, and not one cell.</summary>
    /// <param name="pulls">Pulls, shape [N, C] row-major.</param>
    /// <param name="cells">C.</param>
    /// <exception cref="ArgumentException">The pulls are not those of whole maps.</exception>
    public static double[] MeanDeviance(ReadOnlySpan<float> pulls, int cells) => OfMaps(pulls, cells, static map =>
    {
        var sum = 0.0;
        foreach (var pull in map)
            sum += (double)pull * pull;
        return sum / map.Length;
    });

    private static double[] OfMaps(ReadOnlySpan<float> pulls, int cells, Func<ReadOnlySpan<float>, double> score)
    {
        MapShape.Require(pulls.Length, cells);
        var scores = new double[pulls.Length / cells];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = score(pulls.Slice(i * cells, cells));
        return scores;
    }
}
