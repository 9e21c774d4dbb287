namespace Hep.Evaluation.Anomaly;

/// <summary>Whether the cells with the largest errors are those in which a failure is: a map that is found for the wrong reason helps nobody to repair it.</summary>
public static class ErrorOverlap
{
    /// <summary>
    /// For each map with a failure the share of its affected cells that are among the largest errors, of which as many are looked at as there are affected cells: 1 where the failure stands out, for one affected cell 0 or 1. Of
    /// equal errors at the end the share that chance would find counts.
    /// </summary>
    /// <param name="errors">The error of each cell of each map, its size counts, shape [N, C] row-major.</param>
    /// <param name="masks">Above 0 for affected cells, shape [N, C].</param>
    /// <param name="cells">C.</param>
    /// <returns>Shape [N]; NaN for maps without a failure.</returns>
    /// <exception cref="ArgumentException">Lengths that differ, or no whole maps.</exception>
    public static double[] Of(ReadOnlySpan<float> errors, ReadOnlySpan<float> masks, int cells)
    {
        MapShape.Require(errors.Length, cells);
        if (masks.Length != errors.Length)
            throw new ArgumentException(FormattableString.Invariant($"{errors.Length} errors and {masks.Length} cells of masks, expected one a cell"), nameof(masks));
        var shares = new double[errors.Length / cells];
        for (var map = 0; map < shares.Length; map++)
            shares[map] = OfMap(errors.Slice(map * cells, cells), masks.Slice(map * cells, cells));
        return shares;
    }

    /// <summary>The fraction of failures of which at least a share of the cells is found, with its binomial interval (<see cref="EfficiencyInterval.Wilson(WeightSum, WeightSum, double)"/>).</summary>
    /// <param name="overlaps">What <see cref="Of"/> gives; NaN is left out.</param>
    /// <param name="least">The share, in (0, 1].</param>
    /// <returns>NaN where there is no failure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in (0, 1].</exception>
    public static Interval Found(IReadOnlyList<double> overlaps, double least = 0.5)
    {
        ArgumentNullException.ThrowIfNull(overlaps);
        if (!(least > 0 && least <= 1))
            throw new ArgumentOutOfRangeException(nameof(least), least, "a share of cells lies in (0, 1]");
        var (found, all) = (default(WeightSum), default(WeightSum));
        foreach (var overlap in overlaps.Where(overlap => !double.IsNaN(overlap)))
        {
            all = all.Add(1);
            found = overlap >= least ? found.Add(1) : found;
        }

        return all.Count == 0 ? new Interval(double.NaN, double.NaN, double.NaN, Interval.OneSigma) : EfficiencyInterval.Wilson(found, all);
    }

    private static double OfMap(ReadOnlySpan<float> errors, ReadOnlySpan<float> mask)
    {
        var sizes = new float[errors.Length];
        var affected = 0;
        for (var cell = 0; cell < errors.Length; cell++)
        {
            sizes[cell] = Math.Abs(errors[cell]);
            affected += mask[cell] > 0 ? 1 : 0;
        }

        if (affected == 0)
            return double.NaN;
        var falling = (float[])sizes.Clone();
        Array.Sort(falling, static (one, other) => other.CompareTo(one));
        var last = falling[affected - 1];
        var (above, hits, ties, hitTies) = (0, 0, 0, 0);
        for (var cell = 0; cell < sizes.Length; cell++)
        {
            var isHit = mask[cell] > 0 ? 1 : 0;
            if (sizes[cell] > last)
                (above, hits) = (above + 1, hits + isHit);
            else if (sizes[cell] == last)
                (ties, hitTies) = (ties + 1, hitTies + isHit);
        }

        return (hits + (hitTies * (affected - above) / (double)ties)) / affected;
    }
}
