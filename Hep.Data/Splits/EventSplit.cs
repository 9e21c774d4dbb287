using System.Globalization;

namespace Hep.Data;

/// <summary>
/// Which rows of a table train, which validate (early stopping, choice of a threshold) and which test. Rows are in rising order;
/// no row is in two splits, and some may be in none.
/// </summary>
/// <param name="Train">Rows to fit on: network and preprocessing.</param>
/// <param name="Validation">Rows to choose with.</param>
/// <param name="Test">Rows to quote results on.</param>
public sealed record EventSplit(int[] Train, int[] Validation, int[] Test)
{
    private static readonly string[] Names = ["train", "validation", "test"];

    /// <summary>
    /// Shuffles the events and cuts the sequence by fractions. Exact to one event; but when rows are added, all is shuffled
    /// anew: <see cref="ByEventHash"/> keeps every event where it was. Rows of one event id stay together.
    /// </summary>
    /// <param name="table">The events.</param>
    /// <param name="fractions">The share of each split; what is left over of 1 goes nowhere.</param>
    /// <param name="seed">The seed of the shuffle.</param>
    /// <exception cref="InvalidDataException">The fractions are impossible, or a split remains empty.</exception>
    public static EventSplit ByFraction(EventTable table, SplitFractions fractions, ulong seed)
    {
        fractions.Require();
        var groupOf = new Dictionary<ulong, int>(table.Count);
        var groups = new int[table.Count];
        for (var row = 0; row < groups.Length; row++)
        {
            if (!groupOf.TryGetValue(table.EventIds[row], out groups[row]))
                groupOf.Add(table.EventIds[row], groups[row] = groupOf.Count);
        }

        var order = new int[groupOf.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        new SplitMix64(seed).Shuffle<int>(order);

        var splitOfGroup = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            splitOfGroup[order[i]] = fractions.SplitOf((i + 0.5) / order.Length);
        return Collect(table, row => splitOfGroup[groups[row]], fractions, $"fractions {fractions}");
    }

    /// <summary>The split of an event by the rule of <see cref="ByEventHash"/>: 0 train, 1 validation, 2 test, -1 none.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="fractions">The expected share of each split.</param>
    /// <param name="salt">Another salt gives another, independent split.</param>
    public static int OfEvent(ulong eventId, SplitFractions fractions, ulong salt = 0) => fractions.SplitOf(SplitMix64.ToUnit(SplitMix64.Mix(eventId ^ SplitMix64.Mix(salt))));

    /// <summary>
    /// Splits by a hash of the event id: an event's split depends on its id, the salt and the fractions, and on nothing else, so
    /// it stays when rows are added, left out or reordered, and rows of one event stay together. The rule, fixed for good:
    /// u = upper 53 bits of Mix(id XOR Mix(salt)) / 2^53 with <see cref="SplitMix64.Mix"/>; train where u is below the
    /// train fraction, validation below train + validation, test below the sum of the three.
    /// </summary>
    /// <param name="table">The events; without an event id column in the file the id is the row number, and the order of the rows matters.</param>
    /// <param name="fractions">The expected share of each split; what is left over of 1 goes nowhere.</param>
    /// <param name="salt">Another salt gives another, independent split.</param>
    /// <exception cref="InvalidDataException">The fractions are impossible, or a split remains empty.</exception>
    public static EventSplit ByEventHash(EventTable table, SplitFractions fractions, ulong salt = 0)
    {
        fractions.Require();
        return Collect(
            table,
            row => OfEvent(table.EventIds[row], fractions, salt),
            fractions,
            $"the hash of the event id and fractions {fractions}");
    }

    /// <summary>Splits by the values of a kept column, e.g. the subsets which a challenge publishes.</summary>
    /// <param name="table">The events.</param>
    /// <param name="column">The name of a column in <see cref="EventTable.Extras"/>.</param>
    /// <param name="train">The values that train.</param>
    /// <param name="validation">The values that validate.</param>
    /// <param name="test">The values that test.</param>
    /// <param name="ignore">The values that go nowhere, and need not be there, any further value being an error; null: all further values go nowhere.</param>
    /// <exception cref="InvalidDataException">The column or a value is not in the table, a value is given to two splits, or one to none.</exception>
    public static EventSplit ByColumn(
        EventTable table,
        string column,
        IReadOnlyList<string> train,
        IReadOnlyList<string> validation,
        IReadOnlyList<string> test,
        IReadOnlyList<string>? ignore = null)
    {
        var values = table.Text(column).Values;
        var found = values.ToHashSet(StringComparer.Ordinal);
        var splitOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (value, split) in train.Select(v => (v, 0)).Concat(validation.Select(v => (v, 1))).Concat(test.Select(v => (v, 2))))
        {
            if (!found.Contains(value))
            {
                throw new InvalidDataException(
                    $"{table.Origin}: no event has '{value}' in column '{column}', which is to choose the {Names[split]} split; "
                    + $"found {Counts(values)}; take a file that holds this subset, or split in another way");
            }

            if (!splitOf.TryAdd(value, split) && splitOf[value] != split)
            {
                throw new InvalidDataException(
                    $"column '{column}': value '{value}' is given to {Names[splitOf[value]]} and to {Names[split]}; "
                    + "one event can be in one split only");
            }
        }

        if (ignore is not null && values.Where(value => !splitOf.ContainsKey(value) && !ignore.Contains(value)).ToList() is { Count: > 0 } unknown)
            throw new InvalidDataException($"{table.Origin}: found {Counts(unknown)} in column '{column}', which no split takes; give each value to a split, or to those that are ignored");
        return Collect(table, row => splitOf.GetValueOrDefault(values[row], -1));
    }

    /// <summary>
    /// Holds a share of the training rows out for validation, by the hash of the event id as in <see cref="ByEventHash"/>: those with u below the
    /// share, which is stable when rows are added. Test rows stay; what was in validation before stays there.
    /// </summary>
    /// <param name="table">The events that were split.</param>
    /// <param name="share">The expected share of the training rows; above 0, below 1.</param>
    /// <param name="salt">Another salt holds out other rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    /// <exception cref="InvalidDataException">Nothing is held out, or nothing is left to train on.</exception>
    public EventSplit HoldOut(EventTable table, double share, ulong salt = 0)
    {
        if (!(share is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "the share that is held out lies between 0 and 1");
        var mixedSalt = SplitMix64.Mix(salt);
        var held = Train.ToLookup(row => SplitMix64.ToUnit(SplitMix64.Mix(table.EventIds[row] ^ mixedSalt)) < share);
        if (!held[true].Any() || !held[false].Any())
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"{Train.Length} training events of which a share of {share} is held out for validation");
            throw new InvalidDataException(
                $"{table.Origin}: the {(held[true].Any() ? Names[0] : Names[1])} split is empty: {what}; give more events or another fraction");
        }

        return this with { Train = [.. held[false]], Validation = [.. Validation.Concat(held[true]).Order()] };
    }

    private static EventSplit Collect(EventTable table, Func<int, int> splitOf, SplitFractions fractions, string means)
    {
        var split = Collect(table, splitOf);
        double[] shares = [fractions.Train, fractions.Validation, fractions.Test];
        int[][] rows = [split.Train, split.Validation, split.Test];
        for (var s = 0; s < shares.Length; s++)
        {
            if (shares[s] > 0 && rows[s].Length == 0)
            {
                var what = string.Create(CultureInfo.InvariantCulture, $"{table.Count} events split by {means}");
                throw new InvalidDataException(
                    $"{table.Origin}: the {Names[s]} split is empty: {what}; give more events or a larger fraction");
            }
        }

        return split;
    }

    private static EventSplit Collect(EventTable table, Func<int, int> splitOf)
    {
        List<int>[] rows = [[], [], []];
        for (var row = 0; row < table.Count; row++)
        {
            if (splitOf(row) is >= 0 and var split)
                rows[split].Add(row);
        }

        return new EventSplit([.. rows[0]], [.. rows[1]], [.. rows[2]]);
    }

    /// <summary>How often each value comes, for messages: <c>'t' (250000 events), 'b' (100000 events)</c>; the most frequent ones.</summary>
    private static string Counts(IEnumerable<string> values)
    {
        const int most = 8;
        var counts = values.CountBy(value => value, StringComparer.Ordinal).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        return string.Join(", ", counts.Take(most).Select(pair => string.Create(CultureInfo.InvariantCulture, $"'{pair.Key}' ({pair.Value} event{(pair.Value == 1 ? "" : "s")})")))
            + (counts.Count > most ? ", ..." : "");
    }
}
