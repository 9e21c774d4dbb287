using Hep.Data.Sequences;
using Xunit;

namespace Hep.Tests.Data.Sequences;

/// <summary>Sequences of any length side by side: padding, mask, and which of them come together.</summary>
public sealed class SequenceSetTests
{
    [Fact]
    public void A_batch_is_filled_up_with_zeros_and_the_mask_is_true_where_a_place_is_real()
    {
        var set = new SequenceSet(2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 0, 3, 1]);
        Assert.Equal((4, 5, 3), (set.Count, set.Places, set.Longest));
        Assert.Equal([3, 4, 5, 6, 7, 8], set.Of(2).ToArray());
        var batch = set.Pad([3, 1, 2]);
        Assert.Equal([1L, 0, 3], batch.Lengths);
        Assert.Equal([9, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5, 6, 7, 8], batch.Values);
        Assert.Equal([true, false, false, false, false, false, true, true, true], batch.Mask);
        Assert.Equal(5.0 / 9, batch.Padding, 12);
    }

    [Fact]
    public void Lengths_that_do_not_add_up_are_refused()
    {
        Assert.Equal("found 3 numbers, expected 4 for 2 places of 2 (Parameter 'values')", Assert.Throws<ArgumentException>(() => new SequenceSet(2, [1, 2, 3], [1, 1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceSet(1, [1], [2, -1]));
    }

    [Theory]
    [InlineData(1000, 32)]
    [InlineData(1000, 7)]
    [InlineData(5, 32)]
    public void An_epoch_has_every_sequence_once_and_batches_of_the_same_size(int count, int batchSize)
    {
        var buckets = new LengthBuckets(Drawn(count), batchSize, seed: 3);
        foreach (var epoch in new[] { 1, 2 })
        {
            var batches = buckets.Epoch(epoch);
            Assert.Equal(buckets.Batches, batches.Count);
            Assert.Equal(Enumerable.Range(0, count), batches.SelectMany(batch => batch).Order());
            Assert.Equal(Enumerable.Range(0, batches.Count).Select(buckets.SizeOf), batches.Select(batch => batch.Length));
            Assert.Equal(batches, new LengthBuckets(Drawn(count), batchSize, seed: 3).Epoch(epoch));
        }

        Assert.NotEqual(buckets.Epoch(1).SelectMany(batch => batch), buckets.Epoch(2).SelectMany(batch => batch));
        Assert.NotEqual(buckets.Epoch(1).SelectMany(batch => batch), new LengthBuckets(Drawn(count), batchSize, seed: 4).Epoch(1).SelectMany(batch => batch));
    }

    [Fact]
    public void Little_is_filled_up_though_lengths_are_far_apart()
    {
        var set = Drawn(20_000);
        int[] inOrder = [.. Enumerable.Range(0, set.Count)];
        Assert.InRange(Share(inOrder.Chunk(128)), 0.4, 0.6);
        Assert.InRange(Share(new LengthBuckets(set, 128, seed: 1).Epoch(1)), 0, 0.05);

        double Share(IEnumerable<int[]> batches)
        {
            var padded = batches.Select(batch => set.Pad(batch)).ToArray();
            return 1 - ((double)padded.Sum(batch => batch.Lengths.Sum()) / padded.Sum(batch => (long)batch.Count * batch.Length));
        }
    }

    // Lengths from 1 to 60, all as frequent.
    private static SequenceSet Drawn(int count)
    {
        int[] lengths = [.. Enumerable.Range(0, count).Select(i => 1 + (i * 37 % 60))];
        return new SequenceSet(1, new float[lengths.Sum()], lengths);
    }
}
