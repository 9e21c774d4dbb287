namespace Hep.Data;

/// <summary>The known names that are nearest to an unknown one, for messages.</summary>
public static class NearestNames
{
    private const int LongestName = 100;

    // Shorter pieces are contained in too many names to mean anything.
    private const int ShortestPiece = 3;

    /// <summary>
    /// What a mistyped name was probably meant to be: the nearest name, if it is near. Distance counts single-letter changes (insert,
    /// delete, replace, swap of neighbours: Damerau-Levenshtein, optimal string alignment; letter case and the difference
    /// between '-' and '_' count for nothing). Near is a name with at most one change in three letters, or one that contains the other.
    /// </summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names, in the order in which ties are resolved.</param>
    /// <returns>The name, or null if none is near.</returns>
    public static string? Meant(string name, IEnumerable<string> known) => Ranked(name, known).FirstOrDefault(k => k.IsNear).Name;

    /// <summary>The nearest names, best first. Where some are near, as <see cref="Meant"/> has it, the others are left out.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names, in the order in which ties are resolved.</param>
    /// <param name="count">How many to give at most.</param>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> known, int count = 3)
    {
        var ranked = Ranked(name, known).Take(count).ToList();
        return [.. (ranked.Exists(k => k.IsNear) ? ranked.Where(k => k.IsNear) : ranked).Select(k => k.Name)];
    }

    /// <summary>The end of a sentence about an unknown name: <c>; nearest names: 'a', 'b'</c>, or <c>; there are none</c>.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names, in the order in which ties are resolved.</param>
    /// <param name="count">How many to give at most.</param>
    public static string Hint(string name, IEnumerable<string> known, int count = 3)
    {
        var nearest = Find(name, known, count);
        return nearest.Count == 0 ? "; there are none" : $"; nearest names: {string.Join(", ", nearest.Select(n => $"'{n}'"))}";
    }

    // Near names first, then by distance; the sort is stable.
    private static IEnumerable<(string Name, bool IsNear)> Ranked(string name, IEnumerable<string> known)
    {
        var typed = Normalize(name);
        return known.Select(k => Rank(typed, k)).OrderBy(k => !k.IsNear).ThenBy(k => k.Cost).Select(k => (k.Name, k.IsNear));
    }

    private static (string Name, int Cost, bool IsNear) Rank(string typed, string name)
    {
        var known = Normalize(name);
        var (cost, longest) = (Distance(typed, known), Math.Max(typed.Length, known.Length));
        var contained = Math.Min(typed.Length, known.Length) >= ShortestPiece
            && (known.Contains(typed, StringComparison.Ordinal) || typed.Contains(known, StringComparison.Ordinal));
        return (name, cost, cost < longest && (contained || cost <= Math.Max(1, longest / 3)));
    }

    private static string Normalize(string name) =>
        (name.Length > LongestName ? name[..LongestName] : name).ToLowerInvariant().Replace('-', '_');

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
