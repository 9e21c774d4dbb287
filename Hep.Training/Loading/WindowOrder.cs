using Hep.Data;

namespace Hep.Training.Loading;

/// <summary>
/// Which events a window holds, and in which order: runs of consecutive rows as they lie on disk, and for each row its place in the window.
/// <para>
/// One window: a full shuffle. Several: the split is cut into blocks of consecutive rows, their order is drawn for the epoch, the
/// windows are cut from that sequence, and shuffled in full. A window has 64 blocks or more, so that its composition is close to that of the split
/// whatever the order of the file; what is left of the file's order is that the rows of one block train in the same window.
/// </para>
/// </summary>
internal sealed class WindowOrder
{
    private const int LargestBlock = 4096;
    private const int BlocksOfWindow = 64;
    private readonly int[]? places;

    private WindowOrder(IReadOnlyList<(int First, int Count)> runs, int[]? places)
    {
        Runs = runs;
        this.places = places;
        Count = runs.Sum(run => run.Count);
    }

    /// <summary>Events of the window.</summary>
    public int Count { get; }

    /// <summary>The events as they are read.</summary>
    public IReadOnlyList<(int First, int Count)> Runs { get; }

    /// <summary>The most events that are read at once.</summary>
    public int LongestRun => Runs.Max(run => run.Count);

    /// <summary>The place in the window of the event that is read as the n-th.</summary>
    public int PlaceOf(int read) => places?[read] ?? read;

    /// <summary>A window in the order of the file.</summary>
    /// <param name="start">Its first event.</param>
    /// <param name="end">Behind its last.</param>
    public static WindowOrder Sequential(int start, int end) => new([.. Cut([(start, end - start)])], null);

    /// <summary>A window of the rows given, in their order; a row may come more than once.</summary>
    /// <param name="rows">The rows.</param>
    public static WindowOrder Chosen(int[] rows) => new([.. rows.Select(row => (row, 1))], null);

    /// <summary>A window of a shuffled split.</summary>
    /// <param name="events">Events of the split.</param>
    /// <param name="window">The window, counted from zero.</param>
    /// <param name="start">Its first event in the sequence of the epoch.</param>
    /// <param name="end">Behind its last.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="rows">Events of a full window.</param>
    public static WindowOrder Shuffled(int events, int window, int start, int end, int seed, int epoch, int rows)
    {
        var runs = end - start == events ? [(0, events)] : Pieces(events, start, end, seed, epoch, Math.Clamp(rows / BlocksOfWindow, 1, LargestBlock));
        var places = new int[end - start];
        var order = Permutation(places.Length, seed, epoch, window);
        for (var to = 0; to < order.Length; to++)
            places[order[to]] = to;
        return new([.. Cut(runs)], places);
    }

    /// <summary>A random order, the same for the same seed, epoch and stream.</summary>
    /// <param name="count">Of how many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="stream">Tells the permutations of one epoch apart; 0 for the only one.</param>
    public static int[] Permutation(int count, int seed, int epoch, int stream = 0)
    {
        var order = new int[count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        new SplitMix64(SplitMix64.Mix((ulong)seed) ^ (ulong)epoch ^ ((ulong)stream << 32)).Shuffle<int>(order);
        return order;
    }

    // The part from start to end of the sequence of blocks.
    private static List<(int First, int Count)> Pieces(int events, int start, int end, int seed, int epoch, int block)
    {
        var pieces = new List<(int First, int Count)>();
        var position = 0;
        foreach (var index in Permutation((events + block - 1) / block, seed, epoch, int.MaxValue))
        {
            var (first, count) = (index * block, Math.Min(block, events - (index * block)));
            var (from, to) = (Math.Max(start, position), Math.Min(end, position + count));
            if (from < to)
                pieces.Add((first + from - position, to - from));
            position += count;
            if (position >= end)
                break;
        }

        return pieces;
    }

    // No longer than a block, so that the buffer they are read into stays small.
    private static IEnumerable<(int First, int Count)> Cut(IEnumerable<(int First, int Count)> runs) =>
        from run in runs
        from piece in Enumerable.Range(0, (run.Count + LargestBlock - 1) / LargestBlock)
        select (run.First + (piece * LargestBlock), Math.Min(LargestBlock, run.Count - (piece * LargestBlock)));
}
