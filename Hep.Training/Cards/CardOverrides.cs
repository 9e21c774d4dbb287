namespace Hep.Training.Cards;

/// <summary>Puts the values that are set from outside into the tree of a card.</summary>
internal static class CardOverrides
{
    private const int MostLevels = 8;

    public static void Apply(CardOverride given, CardNode.Mapping root, CardProblems problems)
    {
        var place = new CardPlace(0, given.Origin, !given.IsInCard);
        var keys = given.Key.Split('.');
        if (keys.Any(string.IsNullOrWhiteSpace) || keys.Length > MostLevels)
        {
            problems.Add(place, "", "expected SECTION.KEY=VALUE, such as --set training.epochs=3");
            return;
        }

        var value = given.IsText ? new CardNode.Scalar(place, given.Value, isQuoted: true) : CardParser.ParseValue(given, problems);
        if (value is null)
            return;
        var map = root;
        for (var level = 0; level < keys.Length - 1; level++)
        {
            var path = string.Join('.', keys[..(level + 1)]);
            if (Step(map, keys[level], path, place, problems) is not { } next)
                return;
            map = next;
        }

        map.Set(new(keys[^1], place, value));
    }

    // The mapping below a key. A key without a value becomes an empty mapping, and a name one with that name, so
    // that --set training.optimizer.beta1=0.8 works on a card that says optimizer: adam.
    private static CardNode.Mapping? Step(CardNode.Mapping map, string key, string path, CardPlace place, CardProblems problems)
    {
        var entry = map.Find(key);
        switch (entry?.Value)
        {
            case CardNode.Mapping below:
                return below;
            case CardNode.Sequence:
                problems.Add(place, path, $"found a list, expected a mapping (a list is set whole: --set {path}=[...])");
                return null;
            default:
                var made = new CardNode.Mapping(place);
                if (entry?.Value is CardNode.Scalar { IsNone: false, IsNull: false } name)
                    made.Set(new("name", entry.Place, name));
                map.Set(new(key, entry?.Place ?? place, made));
                return made;
        }
    }
}
