namespace Hep.Data;

/// <summary>
/// The features of a split piece by piece, for <c>foreach</c> alone: the next piece overwrites the one at hand, so that this is no sequence that could be
/// kept as a list.
/// </summary>
public sealed class EventPieces
{
    private const int MostRowsAtOnce = 1 << 14;
    private const int MostNumbersAtOnce = 1 << 23;
    private readonly EventSet events;

    internal EventPieces(EventSet events) => this.events = events;

    /// <summary>Goes through all events once.</summary>
    /// <returns>The first event of each piece, and raw features and arrays [n, W], row-major; valid until the next piece.</returns>
    /// <exception cref="IOException">They are on disk, and it fails.</exception>
    public IEnumerator<(int Start, float[] Rows)> GetEnumerator()
    {
        float[] rows = [];
        var width = events.Width;
        var most = Math.Clamp(MostNumbersAtOnce / Math.Max(1, width), 1, MostRowsAtOnce);
        for (int start = 0, count; start < events.Count; start += count)
        {
            count = Math.Min(Math.Min(events.WindowRows, most), events.Count - start);
            if (rows.Length != count * width)
                rows = new float[count * width];
            events.Read(start, rows);
            yield return (start, rows);
        }
    }
}
