namespace Hep.Data;

/// <summary>What is in a column of a file.</summary>
public sealed record ColumnSummary
{
    /// <summary>The name in the header.</summary>
    public required string Name { get; init; }

    /// <summary>What the cells are.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>Cells that hold a value: neither empty, nor the sentinel, nor (in a column of numbers) NaN or infinity.</summary>
    public required long Values { get; init; }

    /// <summary>Cells that hold the sentinel.</summary>
    public required long Missing { get; init; }

    /// <summary>Empty cells.</summary>
    public required long Empty { get; init; }

    /// <summary>Cells of a column of numbers that are NaN or infinite.</summary>
    public required long NotFinite { get; init; }

    /// <summary>Values below 0.</summary>
    public required long Negative { get; init; }

    /// <summary>The smallest value; NaN in a column of text.</summary>
    public required double Min { get; init; }

    /// <summary>The largest value; NaN in a column of text.</summary>
    public required double Max { get; init; }

    /// <summary>The mean of the values; NaN in a column of text.</summary>
    public required double Mean { get; init; }

    /// <summary>The sum of the values; NaN in a column of text.</summary>
    public required double Sum { get; init; }

    /// <summary>
    /// The different cell texts with how often each comes, most frequent first; null where there are more than
    /// <see cref="DataSummary.MostTexts"/> of them.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, long>>? Texts { get; init; }
}
