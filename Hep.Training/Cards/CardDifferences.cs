namespace Hep.Training.Cards;

/// <summary>Which values two run cards do not share.</summary>
internal static class CardDifferences
{
    private const string Absent = "nothing";

    /// <summary>The keys whose values differ, in the order of the first card, then those that the second has alone.</summary>
    /// <returns>The path of the key, as in <c>training.epochs</c>, and the two values as a card writes them.</returns>
    public static IReadOnlyList<(string Key, string First, string Second)> Between(IRunCard first, IRunCard second)
    {
        var (one, two) = (Values(first), Values(second));
        return
        [
            .. one.Keys.Union(two.Keys, StringComparer.Ordinal)
                .Select(key => (Key: key, First: one.GetValueOrDefault(key, Absent), Second: two.GetValueOrDefault(key, Absent)))
                .Where(pair => pair.First != pair.Second),
        ];
    }

    private static OrderedDictionary<string, string> Values(IRunCard card)
    {
        const string Name = "card.yaml";
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        Collect(CardParser.ParseCard(card.ToYaml(), new CardProblems(Name), Name), "", values);
        return values;
    }

    private static void Collect(CardNode node, string path, OrderedDictionary<string, string> values)
    {
        if (node is CardNode.Mapping { Entries.Count: > 0 } mapping)
        {
            foreach (var entry in mapping.Entries)
                Collect(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", values);
        }
        else
        {
            values[path] = Text(node);
        }
    }

    private static string Text(CardNode node) => node switch
    {
        CardNode.Scalar scalar => scalar.IsQuoted ? $"\"{scalar.Value}\"" : scalar.Value,
        CardNode.Sequence list => $"[{string.Join(", ", list.Items.Select(Text))}]",
        CardNode.Mapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value)}"))}}}",
        _ => node.Found,
    };
}
