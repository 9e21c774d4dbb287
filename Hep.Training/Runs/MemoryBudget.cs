namespace Hep.Training.Runs;

/// <summary>How many events may be in memory at once, from <c>data.memory</c>.</summary>
internal sealed class MemoryBudget
{
    // Weights, labels, ids and the columns that are kept, per event.
    private const int Besides = 32;

    // The table as it is read and cut into splits, and two copies of it as tensors, with room for what is made on the way.
    private const int CopiesInMemory = 5;

    // A window each for training and validation, twice: as plain arrays that are filled, and as tensors that are used. And as much again for
    // what is made on the way.
    private const int CopiesOfWindow = 8;

    private const int ReadAtOnce = 1 << 15;
    private readonly long bytes;
    private readonly long perEvent;

    /// <summary>A budget.</summary>
    /// <param name="given">Bytes; null: half of what the machine has, or this process may use.</param>
    /// <param name="features">Features of an event.</param>
    public MemoryBudget(long? given, int features)
    {
        bytes = given ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        perEvent = (sizeof(float) * (long)features) + Besides;
    }

    /// <summary>In bytes.</summary>
    public long Bytes => bytes;

    /// <summary>Up to so many events are kept in memory as a whole.</summary>
    public int RowsInMemory => Clamp(bytes / (CopiesInMemory * perEvent));

    /// <summary>Otherwise a window has so many events at most.</summary>
    public int WindowRows => Clamp(bytes / (CopiesOfWindow * perEvent));

    /// <summary>Events that the preprocessing is fitted on at most.</summary>
    public int SampleRows => Clamp(bytes / (2 * perEvent));

    /// <summary>Events that are read, or simulated, at once.</summary>
    public int ChunkRows => Math.Min(ReadAtOnce, WindowRows);

    /// <summary>Whether a file surely fits: text takes up at least half of what its numbers do, and what is packed is rarely ten times as long.</summary>
    /// <param name="length">The file's length in bytes.</param>
    /// <param name="isPacked">Whether it is compressed.</param>
    public bool Holds(long length, bool isPacked) => length * (isPacked ? 20 : 2) * CopiesInMemory < bytes;

    private static int Clamp(long rows) => (int)Math.Clamp(rows, 1, int.MaxValue / 2);
}
