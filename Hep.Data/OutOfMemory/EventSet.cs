namespace Hep.Data;

/// <summary>
/// The events of one split, wherever their features lie: in memory, or on disk where they do not fit. What is short stays in memory for every
/// event (id, label, weight, kept columns: <see cref="Events"/>), the features are read in pieces of at most <see cref="WindowRows"/> events.
/// </summary>
public sealed class EventSet : IDisposable
{
    private const int SampleBlock = 4096;
    private const int MostRowsAtOnce = 1 << 14;
    private readonly FeatureSpool? spool;

    /// <summary>Events in memory: one window, if one array can hold their features.</summary>
    /// <param name="events">The events with their features.</param>
    public EventSet(EventTable events)
    {
        Events = events;
        Features = events.Features;
        WindowRows = Math.Min(Math.Max(1, events.Count), LongestWindow);
    }

    internal EventSet(EventTable events, IReadOnlyList<FeatureColumn> features, FeatureSpool spool, int windowRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowRows);
        Events = events;
        Features = features;
        this.spool = spool;
        WindowRows = Math.Min(windowRows, LongestWindow);
    }

    /// <summary>Id, label, weight and kept columns of every event, and its features <em>only</em> if <see cref="IsInMemory"/>.</summary>
    public EventTable Events { get; }

    /// <summary>Names and units of the features, [F]; for the values see <see cref="Read"/>.</summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    /// <summary>The number of events N.</summary>
    public int Count => Events.Count;

    /// <summary>Whether the features are in memory.</summary>
    public bool IsInMemory => spool is null;

    /// <summary>How many events at most should be in memory at once with their features; all of them where that was asked for, and one array can hold them.</summary>
    public int WindowRows { get; }

    // As they lie on disk at first; then, from the last one on, apart from each other.
    private void ReadSpool(int start, Span<float> rows, int width)
    {
        var count = rows.Length / width;
        spool!.Read(start, rows[..(count * spool.Width)]);
        for (var i = count - 1; i > 0 && spool.Width < width; i--)
            rows.Slice(i * spool.Width, spool.Width).CopyTo(rows[(i * width)..]);
    }

    private int LongestWindow => Math.Max(1, Array.MaxLength / Math.Max(1, Features.Count));

    /// <summary>Reads raw features, missing values as the sentinel. May be called from any thread.</summary>
    /// <param name="start">The first event.</param>
    /// <param name="rows">Filled with the features event by event: [n, F], row-major.</param>
    /// <exception cref="IOException">They are on disk, and it fails.</exception>
    public void Read(int start, Span<float> rows)
    {
        var width = Features.Count;
        var onDisk = spool?.Width ?? 0;
        if (spool is not null)
            ReadSpool(start, rows, width);
        for (var f = onDisk; f < width; f++)
        {
            var values = Features[f].Values;
            for (int i = start, k = f; k < rows.Length; i++, k += width)
                rows[k] = values[i];
        }
    }

    /// <summary>The same events with further features, which are in memory wherever the others are. The set takes the scratch file over.</summary>
    /// <param name="columns">Columns of [N], which stand after the features.</param>
    /// <exception cref="ArgumentException">A column has another length, or the name of a feature.</exception>
    public EventSet WithFeatures(IReadOnlyList<FeatureColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (spool is null)
            return new EventSet(Events.With(features: [.. Events.Features, .. columns]));
        if (columns.Any(column => column.Count != Count))
            throw new ArgumentException(FormattableString.Invariant($"expected columns of {Count} events"), nameof(columns));
        return new EventSet(Events, [.. Features, .. columns], spool, WindowRows);
    }

    /// <summary>A view of the same events with other weights.</summary>
    /// <param name="weights">One weight per event, [N].</param>
    /// <exception cref="ArgumentException">The number of weights is not N.</exception>
    public EventSet WithWeights(double[] weights) => spool is null
        ? new EventSet(Events.WithWeights(weights))
        : new EventSet(Events.WithWeights(weights), Features, spool, WindowRows);

    /// <summary>Goes through all events piece by piece, wherever they lie, so that the features need not be in memory twice.</summary>
    /// <returns>The first event of each piece, and raw features [n, F], row-major; the next piece may be in the same array.</returns>
    /// <exception cref="IOException">They are on disk, and it fails.</exception>
    public IEnumerable<(int Start, float[] Rows)> Pieces()
    {
        float[] rows = [];
        for (int start = 0, count; start < Count; start += count)
        {
            count = Math.Min(Math.Min(WindowRows, MostRowsAtOnce), Count - start);
            if (rows.Length != count * Features.Count)
                rows = new float[count * Features.Count];
            Read(start, rows);
            yield return (start, rows);
        }
    }

    /// <summary>
    /// Events with their features, for what is fitted or drawn: all of them where they are in memory or no more than <paramref name="most"/>, else
    /// every k-th one, so that the order of the file does not matter.
    /// </summary>
    /// <param name="most">The largest number of events that are read from disk.</param>
    /// <exception cref="IOException">They are on disk, and it fails.</exception>
    public EventTable Sample(int most)
    {
        if (IsInMemory)
            return Events;
        var chosen = EventTable.EvenRows(Count, most);
        var count = chosen.Length;
        var values = Features.Select(_ => new float[count]).ToArray();
        var block = new float[SampleBlock * Features.Count];
        var (from, to) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            if (chosen[i] >= to)
            {
                (from, to) = (chosen[i], Math.Min(Count, chosen[i] + SampleBlock));
                Read(from, block.AsSpan(0, (to - from) * Features.Count));
            }

            for (var f = 0; f < values.Length; f++)
                values[f][i] = block[((chosen[i] - from) * values.Length) + f];
        }

        return Events.Select(chosen).With(features: [.. values.Zip(Features, (v, feature) => feature with { Values = v })]);
    }

    /// <summary>Removes the scratch file, where there is one.</summary>
    public void Dispose() => spool?.Dispose();
}
