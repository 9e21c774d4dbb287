using Hep.Training.Checkpoints;

namespace Hep.Training;

/// <summary>How far a training is: which batch comes next, and what the epoch at hand has summed up.</summary>
internal sealed class TrainingCursor : IStateful
{
    private double lossSum;

    /// <summary>The epoch at hand, counted from one.</summary>
    public int Epoch { get; private set; } = 1;

    /// <summary>The next batch of it, counted from zero.</summary>
    public int Batch { get; private set; }

    /// <summary>Events of the epoch that are done.</summary>
    public int EventsOfEpoch { get; private set; }

    /// <summary>Wall time of the epoch's batches, in seconds.</summary>
    public double SecondsOfEpoch { get; private set; }

    /// <summary>Events that are done.</summary>
    public long Events { get; private set; }

    /// <summary>Wall time of all batches, in seconds.</summary>
    public double Seconds { get; private set; }

    /// <summary>The mean loss of the epoch so far.</summary>
    public double Loss => lossSum / Math.Max(1, EventsOfEpoch);

    /// <summary>A batch is done.</summary>
    public void Add(int events, double loss)
    {
        lossSum += loss * events;
        EventsOfEpoch += events;
        Events += events;
        Batch++;
    }

    /// <summary>Time has passed in batches.</summary>
    public void Pass(TimeSpan time)
    {
        Seconds += time.TotalSeconds;
        SecondsOfEpoch += time.TotalSeconds;
    }

    /// <summary>The epoch is done.</summary>
    public void NextEpoch()
    {
        Epoch++;
        (Batch, EventsOfEpoch, lossSum, SecondsOfEpoch) = (0, 0, 0, 0);
    }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        state.Put("epoch", Epoch);
        state.Put("batch", Batch);
        state.Put("loss_sum", lossSum);
        state.Put("events_of_epoch", EventsOfEpoch);
        state.Put("seconds_of_epoch", SecondsOfEpoch);
        state.Put("events", Events);
        state.Put("seconds", Seconds);
    }

    /// <inheritdoc/>
    public void Load(TrainingState state)
    {
        Epoch = (int)state.Integer("epoch");
        Batch = (int)state.Integer("batch");
        lossSum = state.Number("loss_sum");
        EventsOfEpoch = (int)state.Integer("events_of_epoch");
        SecondsOfEpoch = state.Number("seconds_of_epoch");
        Events = state.Integer("events");
        Seconds = state.Number("seconds");
    }
}
