namespace Hep.Data;

/// <summary>
/// The events of one split, wherever their features lie: in memory, or on disk where they do not fit. What is short stays in memory for every
/// event (id, label, weight, kept columns: <see cref="Events"/>), the features are read in pieces of at most <see cref="WindowRows"/> events.
/// </summary>
public sealed class EventSet : IDisposable
{
    private const int SampleBlock = 4096;
    private const int SampleNumbers = 1 << 22;
    private readonly FeatureSpool? spool;

    /// <summary>Events in memory: one window, if one array can hold their features.</summary>
    /// <param name="events">The events with their features.</param>
    public EventSet(EventTable events)
    {
        Events = events;
        Features = events.Features;
        Arrays = events.Arrays;
        WindowRows = Math.Min(Math.Max(1, events.Count), LongestWindow);
    }

    internal EventSet(EventTable events, IReadOnlyList<FeatureColumn> features, IReadOnlyList<ArrayColumn> arrays, FeatureSpool spool, int windowRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowRows);
        Events = events;
        Features = features;
        Arrays = arrays;
        this.spool = spool;
        WindowRows = Math.Min(windowRows, LongestWindow);
    }

    /// <summary>Id, label, weight and kept columns of every event, and its features <em>only</em> if <see cref="IsInMemory"/>.</summary>
    public EventTable Events { get; }

    /// <summary>Names and units of the features, [F]; for the values see <see cref="Read"/>.</summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    /// <summary>Names, units and shapes of the inputs of several numbers an event, which stand after the features; for the values see <see cref="Read"/>.</summary>
    public IReadOnlyList<ArrayColumn> Arrays { get; }

    /// <summary>The numbers of an event, W: its features, then its arrays.</summary>
    public int Width => Features.Count + Arrays.Sum(array => array.Size);

    /// <summary>The number of events N.</summary>
    public int Count => Events.Count;

    /// <summary>Whether the features are in memory.</summary>
    public bool IsInMemory => spool is null;

    /// <summary>How many events at most should be in memory at once with their features; all of them where that was asked for, and one array can hold them.</summary>
    public int WindowRows { get; }

    private int LongestWindow => Math.Max(1, Array.MaxLength / Math.Max(1, Width));

    /// <summary>Reads raw features and arrays, missing values as the sentinel. May be called from any thread.</summary>
    /// <param name="start">The first event.</param>
    /// <param name="rows">Filled event by event: [n, W], row-major.</param>
    /// <exception cref="IOException">They are on disk, and it fails.</exception>
    public void Read(int start, Span<float> rows)
    {
        if (spool is null)
        {
            Events.CopyRows(start, rows);
            return;
        }

        var width = Width;
        ReadSpool(start, rows, width);
        for (var f = spool.Width; f < Features.Count; f++)
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
        return Arrays.Count == 0 ? new EventSet(Events, [.. Features, .. columns], [], spool, WindowRows) : throw new InvalidOperationException("features cannot be added to events with arrays on disk");
    }

    /// <summary>A view of the same events with other weights.</summary>
    /// <param name="weights">One weight per event, [N].</param>
    /// <exception cref="ArgumentException">The number of weights is not N.</exception>
    public EventSet WithWeights(double[] weights) => spool is null
        ? new EventSet(Events.WithWeights(weights))
        : new EventSet(Events.WithWeights(weights), Features, Arrays, spool, WindowRows);

    /// <summary>Goes through all events piece by piece, wherever they lie, so that the features need not be in memory twice.</summary>
    public EventPieces Pieces() => new(this);

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
        var features = Features.Select(_ => new float[chosen.Length]).ToArray();
        var arrays = Arrays.Select(array => new float[checked(chosen.Length * array.Size)]).ToArray();
        var width = Width;
        var blockRows = Math.Clamp(SampleNumbers / Math.Max(1, width), 1, SampleBlock);
        var block = new float[blockRows * width];
        var (from, to) = (0, 0);
        for (var i = 0; i < chosen.Length; i++)
        {
            if (chosen[i] >= to)
            {
                (from, to) = (chosen[i], Math.Min(Count, chosen[i] + blockRows));
                Read(from, block.AsSpan(0, (to - from) * width));
            }

            var row = block.AsSpan((chosen[i] - from) * width, width);
            for (var f = 0; f < features.Length; f++)
                features[f][i] = row[f];
            var place = features.Length;
            for (var a = 0; a < arrays.Length; place += Arrays[a].Size, a++)
                row.Slice(place, Arrays[a].Size).CopyTo(arrays[a].AsSpan(i * Arrays[a].Size));
        }

        return Events.Select(chosen).With(
            features: [.. features.Zip(Features, (values, feature) => feature with { Values = values })],
            arrays: [.. arrays.Zip(Arrays, (values, array) => array with { Values = values })]);
    }

    // As they lie on disk at first; then, from the last one on, apart from each other.
    private void ReadSpool(int start, Span<float> rows, int width)
    {
        var count = rows.Length / width;
        spool!.Read(start, rows[..(count * spool.Width)]);
        for (var i = count - 1; i > 0 && spool.Width < width; i--)
            rows.Slice(i * spool.Width, spool.Width).CopyTo(rows[(i * width)..]);
    }

    /// <summary>Removes the scratch file, where there is one.</summary>
    public void Dispose() => spool?.Dispose();
}
