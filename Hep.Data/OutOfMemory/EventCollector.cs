namespace Hep.Data;

/// <summary>
/// Takes a sample as it comes, chunk by chunk: as long as it fits it stays in memory, from then on the features go to disk. Then it is cut
/// into splits.
/// </summary>
public sealed class EventCollector : IDisposable
{
    private const string WholeName = "before the split";
    private readonly int rowsInMemory;
    private readonly Func<int, int> windowRows;
    private readonly string scratch;
    private readonly List<EventTable> chunks = [];
    private IReadOnlyList<FeatureColumn> features = [];
    private IReadOnlyList<ArrayColumn> arrays = [];
    private FeatureSpool? spool;
    private int count;

    /// <summary>An empty collection.</summary>
    /// <param name="rowsInMemory">Up to how many events all features stay in memory.</param>
    /// <param name="windowRows">How many events at most are in memory at once when there are more, by the number of all events.</param>
    /// <param name="scratch">The scratch folder; made when it is needed, and removed by whoever named it.</param>
    public EventCollector(int rowsInMemory, Func<int, int> windowRows, string scratch)
    {
        this.rowsInMemory = rowsInMemory;
        this.windowRows = windowRows;
        this.scratch = scratch;
    }

    /// <summary>Takes the next events.</summary>
    /// <param name="chunk">The events.</param>
    /// <exception cref="IOException">The scratch file cannot be written.</exception>
    public void Add(EventTable chunk)
    {
        count = checked(count + chunk.Count);
        chunks.Add(chunk);
        if (spool is null && count > rowsInMemory)
        {
            Directory.CreateDirectory(scratch);
            spool = FeatureSpool.Create(Path.Combine(scratch, WholeName), chunk.Width);
            features = [.. chunk.Features.Select(feature => feature with { Values = [] })];
            arrays = [.. chunk.Arrays.Select(array => array with { Values = [] })];
            for (var i = 0; i < chunks.Count; i++)
                chunks[i] = Spooled(chunks[i]);
        }
        else if (spool is not null)
        {
            chunks[^1] = Spooled(chunk);
        }
    }

    /// <summary>All events, their features only where they are in memory. The collection takes no more.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public EventTable All()
    {
        var all = EventTable.Joined(chunks);
        chunks.Clear();
        chunks.Add(all);
        return all;
    }

    /// <summary>Gives all events other weights.</summary>
    /// <param name="weights">One weight per event, [N].</param>
    /// <exception cref="ArgumentException">The number of weights is not N.</exception>
    public void Reweight(double[] weights) => chunks[0] = All().WithWeights(weights);

    /// <summary>Some of the events as a set of their own.</summary>
    /// <param name="name">The name of its scratch file.</param>
    /// <param name="rows">The rows, rising.</param>
    /// <exception cref="IOException">The scratch file cannot be written.</exception>
    public EventSet Select(string name, int[] rows)
    {
        var events = All().Select(rows);
        return spool is null ? new EventSet(events) : new EventSet(events, features, arrays, spool.Select(Path.Combine(scratch, name), rows), windowRows(count));
    }

    /// <summary>Removes the scratch file; the sets that were selected have their own.</summary>
    public void Dispose() => spool?.Dispose();

    private EventTable Spooled(EventTable chunk)
    {
        spool!.Append(chunk);
        return chunk.With(features: [], arrays: []);
    }
}
