namespace Hep.Evaluation.Anomaly;

/// <summary>Work on events by several threads, in blocks that do not depend on their number: sums come out the same to the last bit.</summary>
internal static class EventBlocks
{
    private const int Block = 1024;

    /// <summary>Does something for every event.</summary>
    public static void ForEach(int count, Action<int> body) => Parallel.For(0, Blocks(count), block =>
    {
        for (var i = block * Block; i < Math.Min(count, (block + 1) * Block); i++)
            body(i);
    });

    /// <summary>Adds up vectors of sums, each block for itself.</summary>
    /// <param name="count">The number of events.</param>
    /// <param name="size">The number of sums.</param>
    /// <param name="add">Adds an event to the sums.</param>
    public static double[] Sum(int count, int size, Action<int, double[]> add)
    {
        var parts = new double[Blocks(count)][];
        Parallel.For(0, parts.Length, block =>
        {
            var sums = parts[block] = new double[size];
            for (var i = block * Block; i < Math.Min(count, (block + 1) * Block); i++)
                add(i, sums);
        });
        var total = new double[size];
        foreach (var part in parts)
        {
            for (var s = 0; s < size; s++)
                total[s] += part[s];
        }

        return total;
    }

    private static int Blocks(int count) => (count + Block - 1) / Block;
}
