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
        var random = new SplitMix64(seed);
        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        var splitOfGroup = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            splitOfGroup[order[i]] = fractions.SplitOf((i + 0.5) / order.Length);
        return Collect(table, row => splitOfGroup[groups[row]], fractions, $"fractions {fractions}");
    }

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
        var mixedSalt = SplitMix64.Mix(salt);
        return Collect(
            table,
            row => fractions.SplitOf(SplitMix64.ToUnit(SplitMix64.Mix(table.EventIds[row] ^ mixedSalt))),
            fractions,
            $"the hash of the event id and fractions {fractions}");
    }

    /// <summary>Splits by the values of a kept column, e.g. the subsets which a challenge publishes.</summary>
    /// <param name="table">The events.</param>
    /// <param name="column">The name of a column in <see cref="EventTable.Extras"/>.</param>
    /// <param name="train">The values that train.</param>
    /// <param name="validation">The values that validate.</param>
    /// <param name="test">The values that test; rows with any other value go nowhere.</param>
    /// <exception cref="InvalidDataException">The column or a value is not in the table, or a value is given to two splits.</exception>
    public static EventSplit ByColumn(
        EventTable table, string column, IReadOnlyList<string> train, IReadOnlyList<string> validation, IReadOnlyList<string> test)
    {
        var values = table.Text(column).Values;
        var found = values.ToHashSet(StringComparer.Ordinal);
        var splitOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (value, split) in train.Select(v => (v, 0)).Concat(validation.Select(v => (v, 1))).Concat(test.Select(v => (v, 2))))
        {
            if (!found.Contains(value))
            {
                throw new InvalidDataException(
                    $"{table.Origin}: no event has '{value}' in column '{column}', which is to choose the {Names[split]} split"
                    + NearestNames.Hint(value, found));
            }

            if (!splitOf.TryAdd(value, split) && splitOf[value] != split)
            {
                throw new InvalidDataException(
                    $"column '{column}': value '{value}' is given to {Names[splitOf[value]]} and to {Names[split]}; "
                    + "one event can be in one split only");
            }
        }

        return Collect(table, row => splitOf.GetValueOrDefault(values[row], -1));
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
}
