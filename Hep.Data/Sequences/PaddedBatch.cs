namespace Hep.Data.Sequences;

/// <summary>Sequences of a batch side by side: each is filled up with zeros to the longest, and the mask tells what is real.</summary>
public sealed class PaddedBatch
{
    internal PaddedBatch(int width, int length, float[] values, long[] lengths) => (Width, Length, Values, Lengths) = (width, length, values, lengths);

    /// <summary>The number of sequences B.</summary>
    public int Count => Lengths.Length;

    /// <summary>The places of the longest sequence, L.</summary>
    public int Length { get; }

    /// <summary>The numbers of a place, W.</summary>
    public int Width { get; }

    /// <summary>The numbers, [B, L, W] row-major; zero behind the end of a sequence.</summary>
    public float[] Values { get; }

    /// <summary>The places of each sequence, [B].</summary>
    public long[] Lengths { get; }

    /// <summary>Which places are real, [B, L] row-major: true = real, false = filled up.</summary>
    public bool[] Mask
    {
        get
        {
            var mask = new bool[Count * Length];
            for (var i = 0; i < Count; i++)
                mask.AsSpan(i * Length, (int)Lengths[i]).Fill(true);
            return mask;
        }
    }

    /// <summary>The share of the places that are not real; 0 for an empty batch.</summary>
    public double Padding => Values.Length == 0 ? 0 : 1 - (Lengths.Sum() / (double)(Count * (long)Length));
}
