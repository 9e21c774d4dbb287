using Hep.Training.Progress;

namespace Hep.Tests.Training;

/// <summary>Keeps the notes.</summary>
internal sealed class NotedProgress : ITrainingProgress
{
    public List<string> Notes { get; } = [];

    public void Begin(int epochs, long eventsPerEpoch)
    {
    }

    public void Batch(int epoch, int events, double loss)
    {
    }

    public void Epoch(EpochSummary summary)
    {
    }

    public void Note(string message) => Notes.Add(message);

    public void End(string reason)
    {
    }
}
