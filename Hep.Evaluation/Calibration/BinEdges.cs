namespace Hep.Evaluation.Calibration;

/// <summary>Edges of bins of probability, each bin low &lt; p &lt;= high.</summary>
internal sealed class BinEdges
{
    private readonly double[] edges;
    private readonly bool isUniform;

    private BinEdges(double[] edges, bool isUniform)
    {
        this.edges = edges;
        this.isUniform = isUniform;
    }

    /// <summary>The number of bins.</summary>
    public int Count => this.edges.Length - 1;

    /// <summary>An edge, 0 to <see cref="Count"/>.</summary>
    public double this[int edge] => this.edges[edge];

    public static BinEdges OfEqualWidth(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var edges = new double[bins + 1];
        for (var i = 0; i < bins; i++)
            edges[i] = i * (1.0 / bins);
        edges[bins] = 1;
        return new BinEdges(edges, isUniform: true);
    }

    public static BinEdges OfEqualCounts(ReadOnlySpan<double> probabilities, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var order = RadixOrder.Descending(probabilities);
        var last = order.Length - 1;
        var edges = new double[bins + 1];
        for (var i = 0; i <= bins; i++)
        {
            var place = (double)last * i / bins;
            var below = (int)place;
            var (low, high) = (probabilities[order[last - below]], probabilities[order[last - Math.Min(below + 1, last)]]);
            edges[i] = low + ((place - below) * (high - low));
        }

        return new BinEdges(edges, isUniform: false);
    }

    /// <summary>The bin of a probability; what lies beyond the first or the last edge is in the first or last bin.</summary>
    public int BinOf(double p)
    {
        // Only the inner edges part; of equal edges the first one does.
        if (isUniform)
        {
            var bin = Math.Clamp((int)(p * Count), 0, Count - 1);
            while (bin > 0 && p <= this.edges[bin])
                bin--;
            while (bin < Count - 1 && p > this.edges[bin + 1])
                bin++;
            return bin;
        }

        int first = 1, end = Count;
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (this.edges[middle] < p)
                first = middle + 1;
            else
                end = middle;
        }

        return first - 1;
    }
}
