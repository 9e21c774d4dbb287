using Hep.Data;
using Hep.Training.Runs;

namespace Hep.Training.Anomaly;

/// <summary>The events of a search for anomalies: background, and what the card leaves of the signal, to train on; all to test on.</summary>
internal sealed class AnomalySets : IDisposable
{
    private readonly StudyData data;

    private AnomalySets(StudyData data, EventTable train, EventTable validation)
    {
        this.data = data;
        (Train, Validation) = (train, validation);
    }

    /// <summary>The events that the network is trained on.</summary>
    public EventTable Train { get; }

    /// <summary>The background of the validation split: it ends the training, and sets the threshold.</summary>
    public EventTable Validation { get; }

    /// <summary>The training split with all of its signal, as data would come.</summary>
    public EventTable Mixed => data.Train.Events;

    /// <summary>All events of the validation split.</summary>
    public EventTable WholeValidation => data.Validation.Events;

    /// <summary>All events of the test split.</summary>
    public EventTable Test => data.Test.Events;

    /// <summary>All splits, as they were read.</summary>
    public StudyData Data => data;

    /// <summary>Reads or simulates the events.</summary>
    /// <param name="card">The run card.</param>
    /// <param name="folder">Where what does not fit into memory would go.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The events cannot be used.</exception>
    public static AnomalySets Load(AnomalyCard card, string? folder = null, CancellationToken stop = default)
    {
        var data = StudyData.Load(card.Data.Events, card.Kept, folder, stop);
        try
        {
            if (data.Splits.Any(split => !split.Events.IsInMemory))
                throw new InvalidDataException("data.memory: found less than the events need, expected room for all of them: the detectors beside the autoencoder need them at once; give more, or fewer events");
            var train = Contaminated(data.Train.Events, card.Data.Contamination);
            RequireVarying(train);
            var validation = Background(data.Validation.Events);
            if (validation.Count * card.Evaluation.BackgroundRate < 1)
                throw new InvalidDataException(FormattableString.Invariant($"evaluation.background_rate: found {card.Evaluation.BackgroundRate} with {validation.Count} background events of the validation split, expected {Math.Ceiling(1 / card.Evaluation.BackgroundRate)} events or more; give a larger rate, or more events"));
            return new AnomalySets(data, train, validation);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => data.Dispose();

    private static EventTable Background(EventTable events) => events.Select(RowsOf(events, label: 0));

    private static int[] RowsOf(EventTable events, int label) => [.. Enumerable.Range(0, events.Count).Where(row => events.Labels[row] == label)];

    // Which signal is left follows from the event numbers alone.
    private static EventTable Contaminated(EventTable events, double share)
    {
        var (background, signal) = (RowsOf(events, label: 0), RowsOf(events, label: 1));
        var wanted = (int)Math.Round(share / (1 - share) * background.Length);
        if (wanted > signal.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"data.contamination: found {share}, which is {wanted} signal events beside {background.Length} of background in the training split, expected at most the {signal.Length} that there are ({signal.Length / (double)(signal.Length + background.Length):G3})"));
        }

        int[] left = [.. signal.OrderBy(row => SplitMix64.Mix(events.EventIds[row])).Take(wanted)];
        return events.Select([.. background.Concat(left).Order()]);
    }

    private static void RequireVarying(EventTable events)
    {
        foreach (var feature in events.Features)
        {
            if (Array.TrueForAll(feature.Values, value => value == feature.Values[0]))
                throw new InvalidDataException(FormattableString.Invariant($"data.features.{feature.Name}: found {feature.Values[0]} in all {events.Count} training events, expected a feature that varies: leave it out"));
        }
    }
}
