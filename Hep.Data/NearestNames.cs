namespace Hep.Data;

/// <summary>The known names that are nearest to an unknown one, for messages.</summary>
public static class NearestNames
{
    /// <summary>
    /// The nearest names by edit distance (Levenshtein, case ignored; a name that contains the other is nearer than one
    /// that does not), best first. Where some are near (at most half of the letters differ), the others are left out.
    /// </summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="known">The known names.</param>
    /// <param name="count">How many to give at most.</param>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> known, int count = 3)
    {
        var ranked = known.Select(k => (Name: k, Distance: Distance(name, k)))
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal).Take(count).ToList();
        var near = ranked.Where(k => 2 * k.Distance <= Math.Max(name.Length, k.Name.Length)).ToList();
        return [.. (near.Count > 0 ? near : ranked).Select(k => k.Name)];
    }

    /// <summary>The end of a sentence about an unknown name: <c>; nearest names: 'a', 'b'</c>, or <c>; there are none</c>.</summary>
    public static string Hint(string name, IEnumerable<string> known, int count = 3)
    {
        var nearest = Find(name, known, count);
        return nearest.Count == 0 ? "; there are none" : $"; nearest names: {string.Join(", ", nearest.Select(n => $"'{n}'"))}";
    }

    private static int Distance(string left, string right)
    {
        var a = left.ToUpperInvariant();
        var b = right.ToUpperInvariant();
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        var distance = previous[b.Length];
        var contained = a.Length > 0 && b.Length > 0 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal));
        return contained ? Math.Min(distance, 2) : distance;
    }
}
