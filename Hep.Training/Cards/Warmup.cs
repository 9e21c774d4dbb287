namespace Hep.Training.Cards;

/// <summary>A linear rise of the learning rate in front of the schedule, batch by batch (arXiv:1706.02677, section 2.2).</summary>
public sealed record Warmup
{
    /// <summary>How many epochs it takes; null: it is counted in batches.</summary>
    public int? Epochs { get; init; }

    /// <summary>How many batches it takes; null: it is counted in epochs.</summary>
    public int? Batches { get; init; }

    /// <summary>The rate of the first batch over the learning rate; greater than 0 and at most 1.</summary>
    public double Start { get; init; } = 0.01;

    /// <summary>How many batches it takes.</summary>
    /// <param name="batchesOfEpoch">Batches of an epoch.</param>
    internal long Length(int batchesOfEpoch) => Batches ?? ((long)Epochs!.Value * batchesOfEpoch);

    internal static Warmup Read(CardReader reader)
    {
        var warmup = new Warmup
        {
            Epochs = reader.Has("epochs") ? reader.Int("epochs", 1, 1, 1_000_000) : null,
            Batches = reader.Has("batches") ? reader.Int("batches", 1, 1) : null,
            Start = reader.Double("start", new Warmup().Start, new(0, 1, HasLow: false)),
        };
        if (warmup.Epochs is null == warmup.Batches is null)
            reader.RefuseAll($"found {(warmup.Epochs is null ? "neither epochs nor batches" : "both epochs and batches")}, expected one of them");
        return warmup;
    }

    internal void Write(CardWriter writer)
    {
        if (Epochs is { } epochs)
            writer.Int("epochs", epochs);
        if (Batches is { } batches)
            writer.Int("batches", batches);
        writer.Double("start", Start);
    }
}
