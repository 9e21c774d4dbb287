namespace Hep.Data;

/// <summary>A named column of a table, one entry per row.</summary>
/// <param name="Name">The name in the file's header.</param>
public abstract record Column(string Name)
{
    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Writes one cell as UTF-8 text into <paramref name="target"/>.</summary>
    /// <returns>The number of bytes, or -1 where the target is too small.</returns>
    internal abstract int Format(int row, Span<byte> target);

    /// <summary>The column of the given rows, in the order given.</summary>
    internal abstract Column Pick(ReadOnlySpan<int> rows);

    private protected static T[] Gather<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < picked.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }
}
