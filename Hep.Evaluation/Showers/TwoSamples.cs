namespace Hep.Evaluation.Showers;

/// <summary>The values of one variable in two samples, ordered once, so that figures of many replicas are cheap.</summary>
internal sealed class TwoSamples
{
    private readonly int[] firstRows;
    private readonly int[] secondRows;
    private readonly int[] firstBins;
    private readonly int[] secondBins;
    private readonly int bins;
    private readonly (float Value, int Row, bool IsFirst)[] ordered;

    /// <summary>Two samples.</summary>
    /// <param name="first">The values of one, NaN where there is none.</param>
    /// <param name="firstRows">The rows of it that count.</param>
    /// <param name="second">The values of the other.</param>
    /// <param name="secondRows">The rows of it that count.</param>
    /// <param name="edges">The bin edges.</param>
    public TwoSamples(float[] first, int[] firstRows, float[] second, int[] secondRows, double[] edges)
    {
        (this.firstRows, this.secondRows) = (firstRows, secondRows);
        var axis = new Histogram(edges);
        bins = axis.Count + 3;
        firstBins = [.. firstRows.Select(row => BinOf(axis, first[row]))];
        secondBins = [.. secondRows.Select(row => BinOf(axis, second[row]))];
        ordered =
        [
            .. firstRows.Where(row => !float.IsNaN(first[row])).Select(row => (first[row], row, true))
                .Concat(secondRows.Where(row => !float.IsNaN(second[row])).Select(row => (second[row], row, false)))
                .OrderBy(entry => entry.Item1),
        ];
    }

    /// <summary>1/2 Σ (p - q)² / (p + q) over all bins, underflow, overflow and the undefined ones included: 0 for equal histograms, 1 where they do not overlap.</summary>
    public double Separation(Func<int, double> firstWeight, Func<int, double> secondWeight)
    {
        var (p, q) = (Shares(firstRows, firstBins, firstWeight), Shares(secondRows, secondBins, secondWeight));
        var sum = 0.0;
        for (var bin = 0; bin < bins; bin++)
        {
            if (p[bin] + q[bin] > 0)
                sum += 0.5 * (p[bin] - q[bin]) * (p[bin] - q[bin]) / (p[bin] + q[bin]);
        }

        return sum;
    }

    /// <summary>The area between the two cumulative distributions; NaN where a sample has no defined value.</summary>
    public double Wasserstein(Func<int, double> firstWeight, Func<int, double> secondWeight)
    {
        double firstTotal = 0, secondTotal = 0;
        foreach (var (_, row, isFirst) in ordered)
        {
            if (isFirst)
                firstTotal += firstWeight(row);
            else
                secondTotal += secondWeight(row);
        }

        double difference = 0, area = 0;
        for (var i = 0; i < ordered.Length - 1; i++)
        {
            difference += ordered[i].IsFirst ? firstWeight(ordered[i].Row) / firstTotal : -secondWeight(ordered[i].Row) / secondTotal;
            area += Math.Abs(difference) * ((double)ordered[i + 1].Value - ordered[i].Value);
        }

        return firstTotal > 0 && secondTotal > 0 ? area : double.NaN;
    }

    private static int BinOf(Histogram axis, float value) =>
        float.IsNaN(value) ? axis.Count + 2
        : value < axis.Edges[0] ? axis.Count
        : value > axis.Edges[^1] ? axis.Count + 1
        : axis.BinOf(value);

    private double[] Shares(int[] rows, int[] places, Func<int, double> weight)
    {
        var shares = new double[bins];
        var total = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var own = weight(rows[i]);
            shares[places[i]] += own;
            total += own;
        }

        return Array.ConvertAll(shares, share => share / total);
    }
}
