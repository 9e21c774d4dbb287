namespace Hep.Data.Tracking;

/// <summary>The cells of the sensors that made the hits of an event, column-wise.</summary>
public sealed class HitCells
{
    /// <summary>The number of cells.</summary>
    public int Count => HitIds.Length;

    /// <summary>Ids of the hits that the cells belong to.</summary>
    public required ulong[] HitIds { get; init; }

    /// <summary>The cell's number along the first side of its sensor.</summary>
    public required ulong[] Channel0 { get; init; }

    /// <summary>The cell's number along the second side of its sensor.</summary>
    public required ulong[] Channel1 { get; init; }

    /// <summary>The signal, in the units of the file.</summary>
    public required double[] Values { get; init; }
}
