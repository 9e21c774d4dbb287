namespace Hep.Training.Progress;

/// <summary>
/// Told by a run how far it is, and by its trainer batch by batch. Called from the training thread, so that a call per batch must be cheap: the implementation decides
/// how often something is drawn.
/// </summary>
public interface ITrainingProgress : IStageProgress
{
    /// <summary>The training begins.</summary>
    /// <param name="epochs">Epochs at most.</param>
    /// <param name="eventsPerEpoch">Events that one epoch goes through.</param>
    void Begin(int epochs, long eventsPerEpoch);

    /// <summary>The training does not begin at its first batch: it goes on where it was stopped.</summary>
    /// <param name="events">Events that were done before.</param>
    void Resume(long events)
    {
    }

    /// <summary>A batch is done.</summary>
    /// <param name="epoch">The epoch, counted from one.</param>
    /// <param name="events">Events in the batch.</param>
    /// <param name="loss">The batch's loss.</param>
    void Batch(int epoch, int events, double loss);

    /// <summary>An epoch is done, its validation included.</summary>
    void Epoch(EpochSummary summary);

    /// <summary>Something the user should know, for instance how many threads were chosen.</summary>
    void Note(string message);

    /// <summary>The training is over.</summary>
    /// <param name="reason">Why, as a sentence: all epochs done, stopped early, interrupted.</param>
    void End(string reason);
}
