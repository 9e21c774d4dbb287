using System.Collections.Concurrent;

namespace Hep.Data;

/// <summary>
/// Parses the blocks of a file on several threads and hands them on in the order of the file. One thread reads (and unpacks)
/// ahead; the number of blocks under way, and so the memory, is bounded.
/// </summary>
internal static class BlockPipeline
{
    // One that is handed on, and one more than are parsed for the reading thread to fill.
    private const int Spare = 2;

    /// <summary>The blocks, parsed; each is valid until the next one is asked for.</summary>
    /// <param name="blocks">The file, from the second block on.</param>
    /// <param name="first">The file's first block, not parsed yet.</param>
    /// <param name="another">Makes a further block.</param>
    /// <param name="threads">How many blocks are parsed at a time; 1: all is done on the caller's thread.</param>
    public static IEnumerable<ParsedBlock> Run(CsvBlocks blocks, ParsedBlock first, Func<ParsedBlock> another, int threads) =>
        threads == 1 || blocks.Ended ? InTurn(blocks, first) : Abreast(blocks, first, another, threads);

    private static IEnumerable<ParsedBlock> InTurn(CsvBlocks blocks, ParsedBlock block)
    {
        do
        {
            block.Parse();
            yield return block;
        }
        while (blocks.TryNext(block.Block));
    }

    private static IEnumerable<ParsedBlock> Abreast(CsvBlocks blocks, ParsedBlock first, Func<ParsedBlock> another, int threads)
    {
        using var stop = new CancellationTokenSource();
        using var free = new BlockingCollection<ParsedBlock>();
        using var underWay = new BlockingCollection<(ParsedBlock Block, Task Parsing)>();
        for (var i = 0; i < threads + Spare - 1; i++)
            free.Add(another());
        var reading = Task.Factory.StartNew(
            () => Read(blocks, first, free, underWay, stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            foreach (var (block, parsing) in underWay.GetConsumingEnumerable())
            {
                parsing.GetAwaiter().GetResult();
                yield return block;
                free.Add(block);
            }

            // What went wrong in reading comes behind everything that was read.
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            Task.WaitAny(reading);
        }
    }

    private static void Read(
        CsvBlocks blocks,
        ParsedBlock first,
        BlockingCollection<ParsedBlock> free,
        BlockingCollection<(ParsedBlock Block, Task Parsing)> underWay,
        CancellationToken stop)
    {
        try
        {
            var block = first;
            do
            {
                underWay.Add((block, Task.Run(block.Parse, CancellationToken.None)), CancellationToken.None);
                block = free.Take(stop);
            }
            while (blocks.TryNext(block.Block));
        }
        catch (OperationCanceledException)
        {
            // Nobody wants the rest.
        }
        finally
        {
            underWay.CompleteAdding();
        }
    }
}
