namespace Hep.Evaluation;

/// <summary>
/// Orders scores from the highest to the lowest in O(N), keeping the order of equal ones, on all cores. The result does not depend on how many there
/// are: the sort is stable.
/// </summary>
internal static class RadixOrder
{
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;
    private const int Digits = 3;
    private const int FewEvents = 2048;
    private const int EventsForAThread = 1 << 16;
    private const int MostThreads = 8;

    private readonly record struct Entry(ulong Key, int Index) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => Key != other.Key ? Key.CompareTo(other.Key) : Index.CompareTo(other.Index);
    }

    /// <summary>The indices of the scores in descending order of score; equal scores in the order in which they came.</summary>
    /// <param name="scores">Finite or infinite scores, shape [N]; no NaN. Zeros of either sign are equal.</param>
    public static int[] Descending(double[] scores)
    {
        var threads = ThreadsFor(scores.Length);
        var entries = new Entry[scores.Length];
        ForChunks(entries.Length, threads, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                entries[i] = new Entry(DescendingKey(scores[i]), i);
        });
        if (entries.Length < FewEvents)
            Array.Sort(entries);
        else
            entries = Sorted(entries, threads);

        var order = new int[entries.Length];
        ForChunks(entries.Length, threads, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                order[i] = entries[i].Index;
        });
        return order;
    }

    /// <inheritdoc cref="Descending(double[])"/>
    public static int[] Descending(ReadOnlySpan<double> scores) => Descending(scores.ToArray());

    /// <summary>The values in another order, on all cores: values[order[0]], values[order[1]], ...</summary>
    /// <param name="values">Shape [N].</param>
    /// <param name="order">Shape [N].</param>
    public static T[] Take<T>(T[] values, int[] order)
    {
        var taken = GC.AllocateUninitializedArray<T>(order.Length);
        ForChunks(order.Length, ThreadsFor(order.Length), (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                taken[i] = values[order[i]];
        });
        return taken;
    }

    /// <summary>An array of a value a place, on all cores.</summary>
    /// <param name="count">Its length.</param>
    /// <param name="fill">Fills the places from a first one, as many as the span has.</param>
    public static double[] Fill(int count, Action<int, Memory<double>> fill)
    {
        var values = GC.AllocateUninitializedArray<double>(count);
        ForChunks(count, ThreadsFor(count), (_, start, end) => fill(start, values.AsMemory(start, end - start)));
        return values;
    }

    /// <summary>An unsigned key that grows as the score falls: IEEE bits, of negative numbers all flipped and of positive ones the sign.</summary>
    private static ulong DescendingKey(double score)
    {
        var bits = BitConverter.DoubleToUInt64Bits(score + 0.0);
        return (bits >> 63) != 0 ? bits : ~bits & (ulong.MaxValue >> 1);
    }

    /// <summary>
    /// Least-significant-digit radix sort by the leading 33 bits in which the keys differ, in three passes; scores which were single precision (29 zero bits at
    /// the end) are in order then. Of others, the few that share these bits are put in order among themselves.
    /// </summary>
    private static Entry[] Sorted(Entry[] entries, int threads)
    {
        var (low, high) = (ulong.MaxValue, 0UL);
        foreach (var entry in entries)
            (low, high) = (Math.Min(low, entry.Key), Math.Max(high, entry.Key));
        var shift = Math.Max(0, 64 - System.Numerics.BitOperations.LeadingZeroCount(high - low) - (Digits * DigitBits));

        var other = new Entry[entries.Length];
        for (var digit = 0; digit < Digits; digit++)
        {
            if (Scatter(entries, other, low, shift + (digit * DigitBits), threads))
                (entries, other) = (other, entries);
        }

        if (shift > 0)
            OrderWithinPrefixes(entries, low, shift);
        return entries;
    }

    /// <summary>One pass: counts a digit in every thread's share, then moves each share behind those of the threads before it.</summary>
    /// <returns>Whether anything was moved: a digit that all keys share costs no move.</returns>
    private static bool Scatter(Entry[] from, Entry[] to, ulong low, int shift, int threads)
    {
        var counts = new int[threads * Buckets];
        ForChunks(from.Length, threads, (thread, start, end) =>
        {
            var count = counts.AsSpan(thread * Buckets, Buckets);
            for (var i = start; i < end; i++)
                count[Digit(from[i].Key - low, shift)]++;
        });

        var next = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var first = next;
            for (var cell = bucket; cell < counts.Length; cell += Buckets)
                (counts[cell], next) = (next, next + counts[cell]);
            if (next - first == from.Length)
                return false;
        }

        ForChunks(from.Length, threads, (thread, start, end) =>
        {
            var count = counts.AsSpan(thread * Buckets, Buckets);
            for (var i = start; i < end; i++)
                to[count[Digit(from[i].Key - low, shift)]++] = from[i];
        });
        return true;
    }

    private static void OrderWithinPrefixes(Entry[] entries, ulong low, int shift)
    {
        for (int start = 0, end; start < entries.Length; start = end)
        {
            var prefix = (entries[start].Key - low) >> shift;
            var sorted = true;
            for (end = start + 1; end < entries.Length && (entries[end].Key - low) >> shift == prefix; end++)
                sorted &= entries[end - 1].Key <= entries[end].Key;
            if (!sorted)
                entries.AsSpan(start, end - start).Sort();
        }
    }

    private static int Digit(ulong key, int shift) => (int)(key >> shift) & (Buckets - 1);

    private static int ThreadsFor(int events) => Math.Clamp(events / EventsForAThread, 1, Math.Min(MostThreads, Environment.ProcessorCount));

    private static void ForChunks(int count, int threads, Action<int, int, int> body)
    {
        if (threads == 1)
            body(0, 0, count);
        else
            Parallel.For(0, threads, t => body(t, (int)((long)count * t / threads), (int)((long)count * (t + 1) / threads)));
    }
}
