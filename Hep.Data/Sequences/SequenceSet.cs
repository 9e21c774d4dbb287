namespace Hep.Data.Sequences;

/// <summary>Sequences of any length, the tracks of an event or the hits of a track, one behind the other in memory: every place of a sequence holds the same W numbers. Immutable.</summary>
public sealed class SequenceSet
{
    private readonly float[] values;
    private readonly int[] starts;

    /// <summary>Takes sequences over.</summary>
    /// <param name="width">W, the numbers of a place.</param>
    /// <param name="values">All places, sequence by sequence, shape [places][W] row-major.</param>
    /// <param name="lengths">How many places each sequence has, shape [N]; 0 is legal.</param>
    /// <exception cref="ArgumentException">The lengths are negative, or do not add up to the places.</exception>
    public SequenceSet(int width, float[] values, IReadOnlyList<int> lengths)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(lengths);
        (Width, this.values, starts) = (width, values, new int[lengths.Count + 1]);
        for (var i = 0; i < lengths.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lengths[i], nameof(lengths));
            starts[i + 1] = checked(starts[i] + lengths[i]);
        }

        if ((long)starts[^1] * width != values.Length)
            throw new ArgumentException(FormattableString.Invariant($"found {values.Length} numbers, expected {(long)starts[^1] * width} for {starts[^1]} places of {width}"), nameof(values));
    }

    /// <summary>The number of sequences N.</summary>
    public int Count => starts.Length - 1;

    /// <summary>The numbers of a place, W.</summary>
    public int Width { get; }

    /// <summary>The places of all sequences.</summary>
    public int Places => starts[^1];

    /// <summary>The places of the longest sequence; 0 without any.</summary>
    public int Longest => Count == 0 ? 0 : Enumerable.Range(0, Count).Max(Length);

    /// <summary>All places, sequence by sequence, shape [places][W] row-major.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The places of a sequence.</summary>
    /// <param name="sequence">0 to N - 1.</param>
    public int Length(int sequence) => starts[sequence + 1] - starts[sequence];

    /// <summary>The first place of a sequence among all places.</summary>
    /// <param name="sequence">0 to N - 1.</param>
    public int Start(int sequence) => starts[sequence];

    /// <summary>The numbers of a sequence, shape [length][W] row-major.</summary>
    /// <param name="sequence">0 to N - 1.</param>
    public ReadOnlySpan<float> Of(int sequence) => values.AsSpan(starts[sequence] * Width, Length(sequence) * Width);

    /// <summary>The same sequences with other numbers at their places.</summary>
    /// <param name="width">The numbers of a place.</param>
    /// <param name="values">All places, sequence by sequence.</param>
    public SequenceSet With(int width, float[] values) => new(width, values, [.. Enumerable.Range(0, Count).Select(Length)]);

    /// <summary>Some sequences side by side, filled up to the longest of them.</summary>
    /// <param name="sequences">Which, shape [B].</param>
    public PaddedBatch Pad(ReadOnlySpan<int> sequences)
    {
        var (lengths, longest) = (new long[sequences.Length], 0);
        for (var i = 0; i < sequences.Length; i++)
        {
            lengths[i] = Length(sequences[i]);
            longest = Math.Max(longest, (int)lengths[i]);
        }

        var padded = new float[sequences.Length * longest * Width];
        for (var i = 0; i < sequences.Length; i++)
            Of(sequences[i]).CopyTo(padded.AsSpan(i * longest * Width));
        return new PaddedBatch(Width, longest, padded, lengths);
    }
}
