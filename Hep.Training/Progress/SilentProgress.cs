namespace Hep.Training.Progress;

/// <summary>Says nothing.</summary>
public sealed class SilentProgress : ITrainingProgress
{
    private SilentProgress()
    {
    }

    /// <summary>The one instance.</summary>
    public static SilentProgress Instance { get; } = new();

    /// <inheritdoc/>
    public void Stage(string stage, long events = 0)
    {
    }

    /// <inheritdoc/>
    public void Advance(long events)
    {
    }

    /// <inheritdoc/>
    public void Begin(int epochs, long eventsPerEpoch)
    {
    }

    /// <inheritdoc/>
    public void Batch(int epoch, int events, double loss)
    {
    }

    /// <inheritdoc/>
    public void Epoch(EpochSummary summary)
    {
    }

    /// <inheritdoc/>
    public void Note(string message)
    {
    }

    /// <inheritdoc/>
    public void End(string reason)
    {
    }
}
