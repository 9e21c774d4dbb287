using Hep.Data;
using Hep.Training.Cards;

namespace Hep.Training.Loading;

/// <summary>Which training events an epoch has, or how much they count, by how hard they are (<see cref="CurriculumOptions"/>). It may be asked on any thread.</summary>
internal sealed class Curriculum
{
    private readonly CurriculumOptions options;
    private readonly double[] ranks;

    private Curriculum(CurriculumOptions options, double[] ranks)
    {
        this.options = options;
        this.ranks = ranks;
    }

    /// <summary>Ranks the events of a training split.</summary>
    /// <param name="options">The run card's; null: there is no curriculum.</param>
    /// <param name="train">The training split, with the column among its features or its kept columns.</param>
    /// <exception cref="InvalidDataException">There is no such column, or the curriculum needs events in memory that are on disk.</exception>
    public static Curriculum? Of(CurriculumOptions? options, EventSet train)
    {
        if (options is null)
            return null;
        if (options.By == CurriculumKind.Order && !train.IsInMemory)
            throw new InvalidDataException(FormattableString.Invariant($"training.curriculum.by: found order, expected weight: {train.Count:N0} training events are more than fit into data.memory, and those on disk come in windows that have easy and hard ones; or give more data.memory"));
        return new(options, Ranks(Hardness(options, train.Events), train.Events, options.By));
    }

    /// <summary>The rows of an epoch in their order, [N], easy ones again and again until there are as many as ever; null: all are in.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="epoch">The epoch, counted from one.</param>
    public int[]? Order(int seed, int epoch)
    {
        if (options.By != CurriculumKind.Order || options.FractionIn(epoch) is not (< 1 and var fraction))
            return null;

        int[] easy = [.. Enumerable.Range(0, ranks.Length).Where(row => ranks[row] <= fraction)];
        var rows = new int[ranks.Length];
        for (var (done, pass) = (0, 0); done < rows.Length; pass++)
        {
            foreach (var place in WindowOrder.Permutation(easy.Length, seed, epoch, pass).Take(rows.Length - done))
                rows[done++] = easy[place];
        }

        return rows;
    }

    /// <summary>What the weight of every event is multiplied by, [N]; null: all count alike.</summary>
    /// <param name="epoch">The epoch, counted from one.</param>
    public double[]? Factors(int epoch)
    {
        if (options.By != CurriculumKind.Weight || options.FractionIn(epoch) is not (< 1 and var fraction))
            return null;
        var factors = Array.ConvertAll(ranks, rank => rank <= fraction ? 1 : fraction / rank);
        var mean = factors.Average();
        return Array.ConvertAll(factors, factor => factor / mean);
    }

    // The rank of an event within its class, (k + 1) / n for the k-th easiest of n. By weight, events that are equally hard have the rank of the last of them.
    // By order each has its own, so that the fraction that is in is that of the card also where the column has few values; the event's id decides
    // which, not its place in the file, and the easiest has rank 0, so that no class is ever empty.
    private static double[] Ranks(double[] hardness, EventTable events, CurriculumKind by)
    {
        var ranks = new double[hardness.Length];
        foreach (var rows in Enumerable.Range(0, hardness.Length).GroupBy(row => events.Labels[row]))
        {
            int[] ordered = [.. rows.OrderBy(row => hardness[row]).ThenBy(row => SplitMix64.Mix(events.EventIds[row]))];
            for (var k = ordered.Length - 1; k >= 0; k--)
            {
                var isTied = by == CurriculumKind.Weight && k < ordered.Length - 1 && hardness[ordered[k]] == hardness[ordered[k + 1]];
                ranks[ordered[k]] = isTied ? ranks[ordered[k + 1]] : by == CurriculumKind.Order && k == 0 ? 0 : (k + 1.0) / ordered.Length;
            }
        }

        return ranks;
    }

    // Ascending; what is missing is equally hard, and harder than all that is there.
    private static double[] Hardness(CurriculumOptions options, EventTable events) => Array.ConvertAll(
        Values(options.Column, events),
        value => double.IsNaN(value) || (events.Missing is { } missing && value == missing) ? double.PositiveInfinity : options.Easy == EasyEnd.Low ? value : -value);

    private static double[] Values(string column, EventTable events)
    {
        if (events.Extras.OfType<NumberColumn>().FirstOrDefault(extra => extra.Name == column) is { } kept)
            return kept.Values;
        if (events.Features.FirstOrDefault(feature => feature.Name == column) is { Values: { Length: > 0 } values })
            return Array.ConvertAll(values, value => (double)value);
        var known = events.Extras.OfType<NumberColumn>().Select(extra => extra.Name).Concat(events.Features.Select(feature => feature.Name));
        throw new InvalidDataException($"training.curriculum.column: found no column of numbers '{column}'{NearestNames.Hint(column, known)}");
    }
}
