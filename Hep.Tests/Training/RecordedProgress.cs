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
    }

    public void End(string reason) => Ended = reason;
}
