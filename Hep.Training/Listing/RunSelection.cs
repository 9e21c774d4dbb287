using Hep.Data;

namespace Hep.Training.Listing;

/// <summary>Which runs of a list are wanted, and in which order.</summary>
public static class RunSelection
{
    /// <summary>
    /// The runs for which a condition holds. A comparison with a value that a run does not have, or that is no number where one is needed, does not hold,
    /// <c>!=</c> included.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <param name="condition">In the language of <see cref="ColumnExpression"/> on the runs' values, as in <c>test.auc > 0.9 &amp;&amp; model.name == 'mlp'</c>.</param>
    /// <exception cref="InvalidDataException">It is no condition, or names a value that no run has; the message gives the place and the nearest key.</exception>
    public static IReadOnlyList<RunEntry> Where(IReadOnlyList<RunEntry> runs, string condition)
    {
        var selection = RowSelection.Parse(condition);
        if (runs.Count == 0)
            return [];
        selection.RequireColumns(KeysOf(runs));
        var passes = selection.Passes(runs.Count, (key, row) => runs[row].Number(key), (key, row) => runs[row].Text(key));
        return [.. runs.Where((_, row) => passes[row])];
    }

    /// <summary>The runs in ascending order of a value: by number if all that have it have a number, else by text; those without it last.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="key">The path of the value.</param>
    /// <param name="descending">True: in descending order, those without it last again.</param>
    /// <exception cref="InvalidDataException">No run has such a value.</exception>
    public static IReadOnlyList<RunEntry> Sort(IReadOnlyList<RunEntry> runs, string key, bool descending = false)
    {
        RequireKey(runs, key);
        var having = runs.Where(run => run.Text(key) is not null);
        var sorted = having.All(run => run.Number(key) is not null)
            ? descending ? having.OrderByDescending(run => run.Number(key)) : having.OrderBy(run => run.Number(key))
            : descending ? having.OrderByDescending(run => run.Text(key), StringComparer.Ordinal) : having.OrderBy(run => run.Text(key), StringComparer.Ordinal);
        return [.. sorted, .. runs.Where(run => run.Text(key) is null)];
    }

    /// <summary>Checks that a run has such a value.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="key">The path of the value.</param>
    /// <exception cref="InvalidDataException">None has; the message has the nearest keys.</exception>
    public static void RequireKey(IReadOnlyList<RunEntry> runs, string key)
    {
        if (runs.Count > 0 && !KeysOf(runs).Contains(key))
            throw new InvalidDataException($"found the unknown value {key}, expected the path of one in the card, the metrics or the facts (run.) of a run{NearestNames.Hint(key, KeysOf(runs))}");
    }

    private static IReadOnlyCollection<string> KeysOf(IReadOnlyList<RunEntry> runs) => runs.SelectMany(run => run.Keys).ToHashSet(StringComparer.Ordinal);
}
