using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>A run that is there to see whether everything works, from reading to report, in seconds: <c>hep train CARD --fast</c>.</summary>
internal static class FastRun
{
    private const int Epochs = 2;
    private const int BatchSize = 64;
    private const int EventsPerClass = 128;
    private const int SimulatedEvents = 5000;

    /// <summary>The card with few epochs of few batches; what it has less of already stays so.</summary>
    /// <param name="card">The user's.</param>
    public static RunCard Shorten(RunCard card) => card with
    {
        Data = card.Data with
        {
            Events = Math.Min(card.Data.Events, SimulatedEvents),
            TrainEvents = card.Data.TrainEvents is { } events ? Math.Min(events, 2 * EventsPerClass) : null,
            EventsPerClass = Math.Min(card.Data.EventsPerClass ?? EventsPerClass, EventsPerClass),
        },
        Training = card.Training with
        {
            Epochs = Math.Min(card.Training.Epochs, Epochs),
            BatchSize = Math.Min(card.Training.BatchSize, BatchSize),
            Warmup = null,
            Averaging = card.Training.Averaging is AveragingOptions.Stochastic { Start: > Epochs } late ? late with { Start = Epochs } : card.Training.Averaging,
        },
    };

    /// <summary>What a report says of a run on few events; null: it is on all.</summary>
    /// <param name="card">The run's card. It is that of a fast run if it cannot be shortened any more.</param>
    public static string? Warning(RunCard card) => card.Data.EventsPerClass switch
    {
        null => null,
        var most when Shorten(card) == card => FormattableString.Invariant(
            $"a fast run: {card.Training.Epochs} epochs on at most {most} events of each class in each split, to see that everything works; its figures mean nothing"),
        var most => FormattableString.Invariant($"data.events_per_class: at most {most} events of each class in each split, the first ones"),
    };

    /// <summary>The first rows of each class.</summary>
    /// <param name="rows">The rows of a split.</param>
    /// <param name="labels">The class of every event.</param>
    /// <param name="most">How many of a class at most; null: all.</param>
    public static int[] First(int[] rows, int[] labels, int? most)
    {
        var seen = new Dictionary<int, int>();
        return most is null ? rows : [.. rows.Where(row => (seen[labels[row]] = seen.GetValueOrDefault(labels[row]) + 1) <= most)];
    }
}
