using Hep.Training.Progress;

namespace Hep.Tests.Training;

/// <summary>Keeps what the trainer says; can ask it to stop after a number of batches.</summary>
internal sealed class RecordedProgress(int stopAfterBatches = int.MaxValue) : ITrainingProgress
{
    private readonly CancellationTokenSource stop = new();

    public CancellationToken Stop => stop.Token;

    public List<(int Epoch, int Events, double Loss)> Batches { get; } = [];

    public List<EpochSummary> Epochs { get; } = [];

    public string? Ended { get; private set; }

    /// <summary>The stages so far, each once.</summary>
    public List<string> Stages { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>Asks to stop when this is noted.</summary>
    public string? StopAtNote { get; init; }

    /// <summary>How many events were done before, of a training that goes on.</summary>
    public long? ResumedAfter { get; private set; }

    public void Resume(long events) => ResumedAfter = events;

    public void Stage(string stage, long events = 0) => Stages.Add(stage);

    public void Advance(long events)
    {
    }

    public void Begin(int epochs, long eventsPerEpoch)
    {
    }

    public void Batch(int epoch, int events, double loss)
    {
        Batches.Add((epoch, events, loss));
        if (Batches.Count == stopAfterBatches)
            stop.Cancel();
    }

    public void Epoch(EpochSummary summary) => Epochs.Add(summary);

    public void Note(string message)
    {
        Notes.Add(message);
        if (message == StopAtNote)
            stop.Cancel();
    }

    public void End(string reason) => Ended = reason;
}
