namespace Hep.Data.Sequences;

/// <summary>
/// Which sequences make up which batch of an epoch: at random, but those of a batch are of about the same length, so that little work is done on what is filled up. Sequences are shuffled, sorted by
/// length within pools of several batches, cut into batches, and the batches shuffled. The same seed and epoch give the same batches.
/// </summary>
public sealed class LengthBuckets
{
    // More batches in a pool: less padding, and less chance in who meets whom.
    private const int BatchesOfPool = 64;

    private readonly int[] lengths;
    private readonly int batchSize;
    private readonly int seed;

    /// <summary>Buckets for some sequences.</summary>
    /// <param name="sequences">The sequences; at least one.</param>
    /// <param name="batchSize">Sequences of a batch; the last batch of an epoch may have fewer.</param>
    /// <param name="seed">Of the order.</param>
    public LengthBuckets(SequenceSet sequences, int batchSize, int seed)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfZero(sequences.Count, nameof(sequences));
        lengths = [.. Enumerable.Range(0, sequences.Count).Select(sequences.Length)];
        (this.batchSize, this.seed) = (batchSize, seed);
    }

    /// <summary>Batches of an epoch.</summary>
    public int Batches => (lengths.Length + batchSize - 1) / batchSize;

    /// <summary>Sequences of a batch.</summary>
    /// <param name="batch">The batch, from 0.</param>
    public int SizeOf(int batch) => batch < Batches - 1 ? batchSize : lengths.Length - (batch * batchSize);

    /// <summary>The batches of an epoch, each with the places of its sequences in the set.</summary>
    /// <param name="epoch">The epoch, counted from one.</param>
    public IReadOnlyList<int[]> Epoch(int epoch)
    {
        var random = new SplitMix64(SplitMix64.Mix((ulong)seed) ^ (ulong)epoch);
        int[] order = [.. Enumerable.Range(0, lengths.Length)];
        random.Shuffle<int>(order);

        // The smaller batch stays the last one, so that a batch is of the same size in every epoch.
        var whole = lengths.Length / batchSize * batchSize;
        var batches = new List<int[]>(Batches);
        for (var start = 0; start < whole; start += BatchesOfPool * batchSize)
        {
            var pool = order.AsSpan(start, Math.Min(BatchesOfPool * batchSize, whole - start)).ToArray();
            Array.Sort(Array.ConvertAll(pool, sequence => lengths[sequence]), pool);
            batches.AddRange(pool.Chunk(batchSize));
        }

        int[][] shuffled = [.. batches];
        random.Shuffle<int[]>(shuffled);
        return whole < lengths.Length ? [.. shuffled, order[whole..]] : shuffled;
    }
}
