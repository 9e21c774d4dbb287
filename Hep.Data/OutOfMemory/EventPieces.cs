namespace Hep.Data;

/// <summary>
/// The features of a split piece by piece, for <c>foreach</c> alone: the next piece overwrites the one at hand, so that this is no sequence that could be
/// kept as a list.
/// </summary>
public sealed class EventPieces
{
    private const int MostRowsAtOnce = 1 << 14;
    private readonly EventSet events;

    internal EventPieces(EventSet events) => this.events = events;

    /// <summary>Goes through all events once.</summary>
    /// <returns>The first event of each piece, and raw features [n, F], row-major; valid until the next piece.</returns>
    /// <exception cref="IOException">They are on disk, and it fails.</exception>
    public IEnumerator<(int Start, float[] Rows)> GetEnumerator()
    {
        float[] rows = [];
        for (int start = 0, count; start < events.Count; start += count)
        {
            count = Math.Min(Math.Min(events.WindowRows, MostRowsAtOnce), events.Count - start);
            if (rows.Length != count * events.Features.Count)
                rows = new float[count * events.Features.Count];
            events.Read(start, rows);
            yield return (start, rows);
        }
    }
}
