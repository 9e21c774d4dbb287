namespace Hep.Data;

/// <summary>Room for jets as images: plain arrays, which <see cref="JetImageToy.Fill"/> writes, as often as one likes.</summary>
public sealed class JetImageBatch
{
    /// <summary>Room for jets.</summary>
    /// <param name="count">N, the number of jets.</param>
    /// <param name="side">S, the number of cells along a side of an image.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not positive, or the images have more than 2^31 - 57 cells, the largest array.</exception>
    public JetImageBatch(int count, int side)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        if ((long)count * side * side > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(count), FormattableString.Invariant($"{count} images of {side} x {side} cells are more than an array holds; expected at most {Array.MaxLength / side / side}"));
        (Count, Side) = (count, side);
        (Images, Labels, Weights) = (new float[count * side * side], new int[count], new double[count]);
        Columns = [.. JetImageToy.Columns.Select(column => new FeatureColumn(column.Name, column.Unit, new float[count]))];
    }

    /// <summary>N, the number of jets.</summary>
    public int Count { get; }

    /// <summary>S, the number of cells along a side.</summary>
    public int Side { get; }

    /// <summary>[N, S, S] row-major, jet, η, φ: the transverse energy of each cell, GeV.</summary>
    public float[] Images { get; }

    /// <summary>[N]: 1 for a W boson, 0 for QCD.</summary>
    public int[] Labels { get; }

    /// <summary>[N]: 1 throughout, since jets are made as often as they come.</summary>
    public double[] Weights { get; }

    /// <summary>[N] each: the quantities of <see cref="JetImageToy.Columns"/>.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>[S, S]: the cells of one jet.</summary>
    public Span<float> Image(int jet) => Images.AsSpan(jet * Side * Side, Side * Side);
}
