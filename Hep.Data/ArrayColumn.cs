namespace Hep.Data;

/// <summary>Numbers of the same shape for every event, such as the cells of an image: an input of a network, or a part of one.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Unit">The unit, e.g. <c>GeV</c>; empty for pure numbers.</param>
/// <param name="Shape">The axes of one event's numbers, as in [25, 25]; their product is <see cref="Size"/>.</param>
/// <param name="Values">The numbers event by event, each row-major: [N, Size]. Empty where they are on disk.</param>
public sealed record ArrayColumn(string Name, string Unit, IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>Numbers of one event.</summary>
    public int Size { get; } = Shape.Aggregate(1, (size, axis) => checked(size * axis));

    /// <summary>The number of events N.</summary>
    public int Count => Values.Length / Size;

    /// <summary>The numbers of one event; not a copy.</summary>
    /// <param name="row">The event's row.</param>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Size, Size);

    /// <summary>The column of the given rows, in the order given.</summary>
    internal ArrayColumn Pick(ReadOnlySpan<int> rows)
    {
        var picked = new float[checked(rows.Length * Size)];
        for (var i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(picked.AsSpan(i * Size));
        return this with { Values = picked };
    }
}
