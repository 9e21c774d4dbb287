namespace Hep.Training.Cards;

/// <summary>When the state of a training is kept so that it can be resumed: after every epoch, and besides within one.</summary>
public sealed record CheckpointOptions
{
    /// <summary>How many of the last checkpoints are kept; 1 to 1000.</summary>
    public int Keep { get; init; } = 2;

    /// <summary>Within an epoch, a checkpoint when the last one is so many minutes old; greater than 0; null: not by time.</summary>
    public double? Minutes { get; init; } = 5;

    /// <summary>Within an epoch, a checkpoint every so many batches; 1 or more; null: not by batches.</summary>
    public int? Batches { get; init; }

    internal static CheckpointOptions Read(CardReader reader)
    {
        var defaults = new CheckpointOptions();
        return new()
        {
            Keep = reader.Int("keep", defaults.Keep, 1, 1000),
            Minutes = reader.OptionalDouble("minutes", defaults.Minutes, Interval.Positive),
            Batches = reader.IntOr("none", "batches", 1, int.MaxValue),
        };
    }

    internal void Write(CardWriter writer)
    {
        writer.Int("keep", Keep);
        writer.Double("minutes", Minutes);
        writer.Int("batches", Batches);
    }
}
