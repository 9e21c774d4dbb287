namespace Hep.Evaluation;

/// <summary>
/// A one-dimensional histogram of weighted values. A bin holds lower edge &lt;= x &lt; upper edge; the last one its upper edge too (as numpy's,
/// so that a probability of 1 is in it). What lies outside is kept as underflow and overflow.
/// </summary>
public sealed class Histogram
{
    private readonly double[] edges;
    private readonly WeightSum[] bins;

    /// <summary>An empty histogram.</summary>
    /// <param name="edges">The bin edges, shape [B + 1], finite and rising.</param>
    /// <exception cref="ArgumentException">Fewer than two edges, or edges that are not finite and rising.</exception>
    public Histogram(ReadOnlySpan<double> edges)
    {
        if (edges.Length < 2)
            throw new ArgumentException("a histogram has two edges or more", nameof(edges));
        for (var i = 0; i < edges.Length; i++)
        {
            if (!double.IsFinite(edges[i]) || (i > 0 && !(edges[i] > edges[i - 1])))
                throw new ArgumentException(FormattableString.Invariant($"edge {i} is {edges[i]}; edges are finite and rising"), nameof(edges));
        }

        this.edges = edges.ToArray();
        this.bins = new WeightSum[edges.Length - 1];
    }

    /// <summary>The number of bins B.</summary>
    public int Count => this.bins.Length;

    /// <summary>The edges, shape [B + 1].</summary>
    public ReadOnlySpan<double> Edges => this.edges;

    /// <summary>The sums of each bin, shape [B].</summary>
    public ReadOnlySpan<WeightSum> Bins => this.bins;

    /// <summary>The sums of what lies below the first edge.</summary>
    public WeightSum Underflow { get; private set; }

    /// <summary>The sums of what lies above the last edge.</summary>
    public WeightSum Overflow { get; private set; }

    /// <summary>The sums of all that was filled, underflow and overflow included.</summary>
    public WeightSum Total { get; private set; }

    /// <summary>An empty histogram of bins of equal width.</summary>
    /// <param name="bins">The number of bins.</param>
    /// <param name="low">The first edge.</param>
    /// <param name="high">The last edge.</param>
    /// <exception cref="ArgumentOutOfRangeException">No bins.</exception>
    /// <exception cref="ArgumentException">Edges that are not finite and rising.</exception>
    public static Histogram Uniform(int bins, double low, double high)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        var edges = new double[bins + 1];
        for (var i = 0; i <= bins; i++)
            edges[i] = i == bins ? high : low + ((high - low) * i / bins);
        return new Histogram(edges);
    }

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value; infinities are underflow and overflow.</param>
    /// <param name="weight">Its weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN, or the weight is not finite.</exception>
    public void Fill(double value, double weight = 1.0)
    {
        if (double.IsNaN(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "a histogram is filled with numbers");
        if (!double.IsFinite(weight))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "a weight is finite");

        Total = Total.Add(weight);
        if (value < this.edges[0])
            Underflow = Underflow.Add(weight);
        else if (value > this.edges[^1])
            Overflow = Overflow.Add(weight);
        else
            this.bins[BinOf(value)] = this.bins[BinOf(value)].Add(weight);
    }

    /// <summary>
    /// The content of a bin as a density: the sum of weights divided by the bin's width and by the total of all bins, with its error
    /// (that of the content; the total is taken as known).
    /// </summary>
    /// <param name="bin">0 to B - 1.</param>
    public Estimate Density(int bin) => this.bins[bin].Yield.Times(1 / (Total.Sum * (this.edges[bin + 1] - this.edges[bin])));

    /// <summary>The bin of a value between the first and the last edge.</summary>
    internal int BinOf(double value)
    {
        var found = Array.BinarySearch(this.edges, value);
        return found >= 0 ? Math.Min(found, Count - 1) : ~found - 1;
    }
}
