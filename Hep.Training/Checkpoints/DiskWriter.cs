namespace Hep.Training.Checkpoints;

/// <summary>
/// Writes files on another thread, one after the other in the order in which they are handed over, so that a training need not wait for the disk. What is
/// written must not change meanwhile: plain arrays, no tensors. After a failure nothing more is written, and the next call throws what it was.
/// </summary>
internal sealed class DiskWriter : IDisposable
{
    private Task older = Task.CompletedTask;
    private Task newer = Task.CompletedTask;

    /// <summary>Takes over a job; waits only if two are still to be done.</summary>
    /// <param name="write">The job.</param>
    /// <exception cref="IOException">An earlier job has failed.</exception>
    /// <exception cref="UnauthorizedAccessException">An earlier job has failed.</exception>
    public void Post(Action write)
    {
        Check();
        older.GetAwaiter().GetResult();
        (older, newer) = (newer, After(newer, write));
    }

    /// <summary>Throws if a job has failed; does not wait.</summary>
    /// <exception cref="IOException">A job has failed.</exception>
    /// <exception cref="UnauthorizedAccessException">A job has failed.</exception>
    public void Check()
    {
        if (newer.IsFaulted)
            newer.GetAwaiter().GetResult();
    }

    /// <summary>Waits until everything is written.</summary>
    /// <exception cref="IOException">A job has failed.</exception>
    /// <exception cref="UnauthorizedAccessException">A job has failed.</exception>
    public void Flush() => newer.GetAwaiter().GetResult();

    /// <summary>Waits for the jobs; a failure is not told any more.</summary>
    public void Dispose() => ((IAsyncResult)newer).AsyncWaitHandle.WaitOne();

    private static async Task After(Task before, Action write)
    {
        await before.ConfigureAwait(false);
        await Task.Run(write).ConfigureAwait(false);
    }
}
