namespace Hep.Evaluation.Anomaly;

/// <summary>Draws events in proportion to their weights.</summary>
internal sealed class WeightedDraw
{
    private readonly int[] rows;
    private readonly double[] sums;
    private readonly bool isEven;

    public WeightedDraw(ReadOnlySpan<double> weights)
    {
        var all = weights.ToArray();
        rows = [.. Enumerable.Range(0, all.Length).Where(i => all[i] > 0)];
        sums = new double[rows.Length];
        var sum = 0.0;
        for (var i = 0; i < rows.Length; i++)
            sums[i] = sum += all[rows[i]];
        isEven = Array.TrueForAll(rows, row => all[row] == all[rows[0]]);
    }

    /// <summary>The events with a weight above 0.</summary>
    public int Count => rows.Length;

    /// <summary>An event.</summary>
    public int Next(SeededStream random)
    {
        if (isEven)
            return rows[random.Below(Count)];
        var place = Array.BinarySearch(sums, random.Uniform() * sums[^1]);
        return rows[Math.Min(place < 0 ? ~place : place + 1, Count - 1)];
    }

    /// <summary>Events without putting back: draws that come again are drawn anew.</summary>
    public int[] Without(int count, SeededStream random)
    {
        if (count >= Count)
            return [.. rows];
        var taken = new HashSet<int>();
        var drawn = new int[count];

        // Where few events have nearly all of the weight, the rest would be waited for without end.
        for (long attempt = 0, most = 1000L * count; taken.Count < count && attempt < most; attempt++)
        {
            var row = Next(random);
            if (taken.Add(row))
                drawn[taken.Count - 1] = row;
        }

        foreach (var row in rows)
        {
            if (taken.Count == count)
                break;
            if (taken.Add(row))
                drawn[taken.Count - 1] = row;
        }

        return drawn;
    }
}
