namespace Hep.Data;

/// <summary>How the parsing of a file is divided. What comes out does not depend on it.</summary>
/// <param name="Threads">How many blocks are parsed at a time; 1: all is done on the caller's thread.</param>
/// <param name="BlockBytes">The size of a block; one that is smaller than a record grows.</param>
internal sealed record CsvWork(int Threads, int BlockBytes = 1 << 18)
{
    // One thread reads for all: more than this would have nothing to do.
    private const int MostThreads = 16;

    /// <summary>As many threads as the machine has processors.</summary>
    public static CsvWork OfMachine { get; } = new(Math.Min(Environment.ProcessorCount, MostThreads));

    /// <summary>The caller's thread alone; then one set of parsers sees all of the file.</summary>
    public static CsvWork InTurn { get; } = new(1);
}
