using Hep.Data;
using Hep.Training.Cards;

namespace Hep.Training.Runs;

/// <summary>
/// A part of the training split, <c>data.train_events</c>: the rows with the smallest h = Mix(id XOR Mix(seed)), with <see cref="SplitMix64.Mix"/>. Fewer events are among more,
/// and which ones follows from their ids and <c>data.seed</c>, not from their order in the file.
/// </summary>
internal static class TrainingShare
{
    /// <summary>The rows that are trained on.</summary>
    /// <param name="card">The run card's section.</param>
    /// <param name="table">All events, with ids that tell processes apart.</param>
    /// <param name="rows">The rows of the training split, rising.</param>
    /// <returns>Rising rows.</returns>
    /// <exception cref="InvalidDataException">There are fewer than asked for.</exception>
    public static int[] Of(DataSection card, EventTable table, int[] rows)
    {
        if (card.TrainEvents is not { } wanted)
            return rows;
        if (wanted > rows.Length)
            throw new InvalidDataException(FormattableString.Invariant($"data.train_events: found {wanted}, expected at most {rows.Length}, the events of the training split"));
        var salt = SplitMix64.Mix((ulong)card.Seed);
        return [.. rows.OrderBy(row => SplitMix64.Mix(table.EventIds[row] ^ salt)).Take(wanted).Order()];
    }
}
