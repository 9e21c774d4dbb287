namespace Hep.Evaluation.Tracking;

/// <summary>A share in bins of a variable, such as the finding efficiency against the transverse momentum. What lies outside the bins, or is NaN, is left out.</summary>
public sealed class BinnedRate
{
    private readonly Histogram selected, all;

    /// <summary>Empty bins.</summary>
    /// <param name="edges">The edges, shape [B + 1], finite and rising; the last bin has its upper edge in it.</param>
    /// <exception cref="ArgumentException">Fewer than two edges, or edges that are not finite and rising.</exception>
    public BinnedRate(ReadOnlySpan<double> edges) => (selected, all) = (new Histogram(edges), new Histogram(edges));

    /// <summary>The number of bins B.</summary>
    public int Count => all.Count;

    /// <summary>The edges, shape [B + 1].</summary>
    public ReadOnlySpan<double> Edges => all.Edges;

    /// <summary>Adds a particle, or a track.</summary>
    /// <param name="value">Its value of the variable.</param>
    /// <param name="isSelected">Whether it was found, or is a fake, or whatever the share is of.</param>
    public void Fill(double value, bool isSelected)
    {
        if (double.IsNaN(value))
            return;
        all.Fill(value);
        if (isSelected)
            selected.Fill(value);
    }

    /// <summary>The entries of a bin.</summary>
    /// <param name="bin">0 to B - 1.</param>
    public long Entries(int bin) => all.Bins[bin].Count;

    /// <summary>The share in a bin, with Wilson's interval of one standard deviation; NaN without entries.</summary>
    /// <param name="bin">0 to B - 1.</param>
    public Interval Rate(int bin) => EfficiencyInterval.Wilson(selected.Bins[bin], all.Bins[bin]);
}
