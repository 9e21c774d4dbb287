namespace Hep.Data;

/// <summary>
/// Draws for background events, which have no parameter of their own, the parameters of signal, so that a network cannot tell the classes by
/// them (arXiv:1601.07913, section 2). A draw depends on the seed, the epoch and the event's id, and on nothing else.
/// </summary>
public sealed class ParameterDraw
{
    private readonly IReadOnlyList<ParameterPoint> points;
    private readonly double[] cumulative;

    /// <summary>A distribution over points.</summary>
    /// <param name="points">One point or more.</param>
    /// <param name="shares">How often each is drawn, relative to the others; none below 0.</param>
    /// <exception cref="ArgumentException">No points, another number of shares, or none above 0.</exception>
    public ParameterDraw(IReadOnlyList<ParameterPoint> points, IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(shares);
        if (points.Count == 0 || shares.Count != points.Count || shares.Any(share => !(share >= 0) || double.IsInfinity(share)) || shares.Sum() <= 0)
            throw new ArgumentException("expected a share of 0 or more for each point, and one above 0", nameof(shares));
        this.points = points;
        cumulative = new double[shares.Count];
        double sum = 0;
        for (var i = 0; i < cumulative.Length; i++)
            cumulative[i] = sum += shares[i];
    }

    /// <summary>How many parameters a point has.</summary>
    public int Width => points[0].Values.Count;

    /// <summary>Draws the point of an event.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch; 0 for what is drawn once and for all.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="values">Filled with the point's values.</param>
    public void Draw(int seed, int epoch, ulong eventId, Span<float> values)
    {
        // Another stream than that of the symmetries, which may be drawn for the same event.
        var random = new SplitMix64(SplitMix64.Mix(SplitMix64.Mix(~(ulong)seed) ^ ((ulong)epoch << 32)) ^ SplitMix64.Mix(eventId));
        var place = Array.BinarySearch(cumulative, random.Uniform() * cumulative[^1]);

        // Behind the entry that is met exactly: a point whose share is 0 ends where the one before it does.
        var index = place < 0 ? ~place : place + 1;
        while (index < cumulative.Length - 1 && cumulative[index] == (index == 0 ? 0 : cumulative[index - 1]))
            index++;
        var point = points[Math.Min(index, points.Count - 1)];
        for (var p = 0; p < values.Length; p++)
            values[p] = (float)point.Values[p];
    }
}
