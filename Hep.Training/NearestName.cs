namespace Hep.Training;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the fewest single-letter changes (insert, delete, replace, or swap of neighbours; letter case and
    /// the difference between '-' and '_' count for nothing), if it is near enough to be what was meant: at most
    /// one change in three letters, or one name beginning with the other.
    /// </summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The names that exist, in the order in which ties are resolved.</param>
    /// <returns>The nearest name, or null if none is near.</returns>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var typed = Normalize(name);
        string? best = null;
        var bestCost = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var known = Normalize(candidate);
            var cost = Distance(typed, known);
            var isStart = Math.Min(typed.Length, known.Length) >= 3
                && (known.StartsWith(typed, StringComparison.Ordinal) || typed.StartsWith(known, StringComparison.Ordinal));
            var isNear = isStart || cost <= Math.Max(1, Math.Max(typed.Length, known.Length) / 3);
            if (isNear && cost < bestCost && cost < Math.Max(typed.Length, known.Length))
                (best, bestCost) = (candidate, cost);
        }

        return best;
    }

    private static string Normalize(string name)
    {
        const int longest = 100;
        return (name.Length > longest ? name[..longest] : name).ToLowerInvariant().Replace('-', '_');
    }

    // Damerau-Levenshtein distance, optimal string alignment.
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replace, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
