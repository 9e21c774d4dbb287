namespace Hep.Training.Runs;

/// <summary>
/// How many events may be in memory at once, so that the process stays within <c>data.memory</c>: what is left for features when the programs and what is
/// in memory of every event have their share. It depends on the card and the number of events alone, so that a run can be repeated.
/// </summary>
internal sealed class MemoryBudget
{
    /// <summary>What .NET, libtorch, ONNX Runtime and the drawing take, with their code, in bytes; measured (docs/memory.md).</summary>
    public const long Programs = 350_000_000;

    // Of every event, wherever its features are: id, label, weight, score and logit, and while figures of merit are made of them the ordered scores with their
    // curve, or, before, the same columns while they are cut into splits. Measured.
    private const int OfEvent = 160;

    // The same of a column that is kept or comes with the scores.
    private const int OfColumn = 16;

    // Weight, label and id go with the features into a window.
    private const int Besides = 32;

    // The table as it is read and cut into splits, and two copies of it as tensors.
    private const int CopiesInMemory = 4;

    // A window each for training and validation, twice: as plain arrays that are filled, and as tensors that are used. And as much again for
    // what is made on the way.
    private const int CopiesOfWindow = 9;

    // The events that the preprocessing is fitted on, their columns after each step, and one that is sorted.
    private const int CopiesOfSample = 4;

    // Of events with up to so many features; of wider ones, such as images, fewer do, but not less than an eighth.
    private const int UsualFeatures = 64;
    private const int UsualWindow = 1 << 12;
    private const int UsualSample = 1 << 15;
    private const int ReadAtOnce = 1 << 14;
    private const int NumbersAtOnce = 1 << 24;
    private readonly int features;
    private readonly long ofFeatures;
    private readonly long ofEvent;
    private readonly int smallestWindow;
    private readonly int smallestSample;

    /// <summary>A budget.</summary>
    /// <param name="given">Bytes; null: half of what the machine has, or this process may use.</param>
    /// <param name="features">Features of an event.</param>
    /// <param name="columns">Columns of an event that are kept or come with its score.</param>
    public MemoryBudget(long? given, int features, int columns)
    {
        Bytes = given ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        ofFeatures = (sizeof(float) * (long)features) + Besides;
        ofEvent = OfEvent + (OfColumn * (long)columns);
        this.features = features;
        var wide = Math.Clamp(features / UsualFeatures, 1, 8);
        (smallestWindow, smallestSample) = (UsualWindow / wide, UsualSample / wide);
    }

    /// <summary>In bytes.</summary>
    public long Bytes { get; }

    /// <summary>Up to so many events are kept in memory as a whole.</summary>
    public int RowsInMemory => Math.Min(Clamp((Bytes - Programs) / (ofEvent + (CopiesInMemory * ofFeatures)), 0), Array.MaxLength / Math.Max(1, features));

    /// <summary>Events that are read, or simulated, at once where they are not kept as a whole.</summary>
    /// <param name="features">Numbers of an event.</param>
    public static int ChunkRows(int features) => Math.Clamp(NumbersAtOnce / Math.Max(1, features), 1, ReadAtOnce);

    /// <summary>Otherwise a window has so many events at most.</summary>
    /// <param name="events">The number of all events.</param>
    public int WindowRows(int events) => Clamp(Left(events) / (CopiesOfWindow * ofFeatures), smallestWindow);

    /// <summary>Events that the preprocessing is fitted on at most.</summary>
    /// <param name="events">The number of all events.</param>
    public int SampleRows(int events) => Clamp(Left(events) / (CopiesOfSample * ofFeatures), smallestSample);

    /// <summary>What a process with a number of events takes at least, with the smallest windows, in bytes.</summary>
    /// <param name="events">The number of all events.</param>
    public long Needed(int events) => Programs + (ofEvent * events) + (ofFeatures * Math.Max(CopiesOfWindow * smallestWindow, CopiesOfSample * smallestSample));

    /// <summary>By how much the budget is too small for a number of events whose features are on disk, in words; null: it is not.</summary>
    /// <param name="events">The number of all events.</param>
    public string? Caveat(int events) => Needed(events) <= Bytes ? null : FormattableString.Invariant(
        $"data.memory: {Bytes / 1e6:N0} MB is less than the {Math.Ceiling(Needed(events) / 1e6):N0} MB that {events:N0} events need with their features on disk: the process takes more than its budget");

    /// <summary>Whether a file surely fits: text takes up at least half of what its numbers do, and what is packed is rarely ten times as long.</summary>
    /// <param name="length">The file's length in bytes.</param>
    /// <param name="isPacked">Whether it is compressed.</param>
    public bool Holds(long length, bool isPacked) => length * (isPacked ? 20 : 2) * CopiesInMemory < Bytes - Programs;

    private long Left(int events) => Bytes - Programs - (ofEvent * events);

    private static int Clamp(long rows, int least) => (int)Math.Clamp(rows, least, int.MaxValue / 2);
}
