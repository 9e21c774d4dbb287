namespace Hep.Evaluation;

/// <summary>Orders scores from the highest to the lowest in O(N), keeping the order of equal ones.</summary>
internal static class RadixOrder
{
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;
    private const int Digits = 6;

    private readonly record struct Entry(ulong Key, int Index);

    /// <summary>The indices of the scores in descending order of score; equal scores in the order in which they came.</summary>
    /// <param name="scores">Finite or infinite scores, shape [N]; no NaN. Zeros of either sign are equal.</param>
    public static int[] Descending(ReadOnlySpan<double> scores)
    {
        var entries = new Entry[scores.Length];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new Entry(DescendingKey(scores[i]), i);
        entries = Sorted(entries);

        var order = new int[entries.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = entries[i].Index;
        return order;
    }

    /// <summary>An unsigned key that grows as the score falls: IEEE bits, of negative numbers all flipped and of positive ones the sign.</summary>
    private static ulong DescendingKey(double score)
    {
        var bits = BitConverter.DoubleToUInt64Bits(score + 0.0);
        return (bits >> 63) != 0 ? bits : ~bits & (ulong.MaxValue >> 1);
    }

    /// <summary>
    /// Least-significant-digit radix sort. A digit that all keys share costs nothing, so that scores which were single precision
    /// (29 zero bits at the end) take four passes instead of six.
    /// </summary>
    private static Entry[] Sorted(Entry[] entries)
    {
        var counts = new int[Digits * Buckets];
        foreach (var entry in entries)
        {
            for (var digit = 0; digit < Digits; digit++)
                counts[(digit * Buckets) + Digit(entry.Key, digit)]++;
        }

        var other = new Entry[entries.Length];
        for (var digit = 0; digit < Digits; digit++)
        {
            var count = counts.AsSpan(digit * Buckets, Buckets);
            if (entries.Length == 0 || count[Digit(entries[0].Key, digit)] == entries.Length)
                continue;
            for (int bucket = 0, start = 0; bucket < Buckets; bucket++)
                (count[bucket], start) = (start, start + count[bucket]);
            foreach (var entry in entries)
                other[count[Digit(entry.Key, digit)]++] = entry;
            (entries, other) = (other, entries);
        }

        return entries;
    }

    private static int Digit(ulong key, int digit) => (int)(key >> (digit * DigitBits)) & (Buckets - 1);
}
