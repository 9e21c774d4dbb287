using System.Globalization;

namespace Hep.Training.Cards;

/// <summary>One value of a run card with the place it was written at.</summary>
internal abstract class CardNode(CardPlace place)
{
    public CardPlace Place { get; } = place;

    /// <summary>What a message says was found.</summary>
    public abstract string Found { get; }

    /// <summary>A single word or number. In quotes it is text whatever it looks like.</summary>
    internal sealed class Scalar(CardPlace place, string value, bool isQuoted) : CardNode(place)
    {
        private const int LongestShown = 60;

        public string Value { get; } = value;

        public bool IsQuoted { get; } = isQuoted;

        /// <summary>Nothing after the colon, or YAML's own words for it.</summary>
        public bool IsNull => !IsQuoted && Value is "" or "~" or "null" or "Null" or "NULL";

        /// <summary>The word by which a card leaves an option out.</summary>
        public bool IsNone => !IsQuoted && Value is "none" or "~" or "null" or "Null" or "NULL";

        public override string Found => IsNull ? "nothing" : !IsQuoted && IsNumber ? Shorten(Value) : $"\"{Shorten(Value)}\"";

        private bool IsNumber => Value[0] is '+' or '-' or '.' or (>= '0' and <= '9') && double.TryParse(Value, CultureInfo.InvariantCulture, out _);

        private static string Shorten(string text)
        {
            var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
            return line.Length <= LongestShown ? line : line[..LongestShown] + "...";
        }
    }

    /// <summary>A list of values.</summary>
    internal sealed class Sequence(CardPlace place, IReadOnlyList<CardNode> items) : CardNode(place)
    {
        public IReadOnlyList<CardNode> Items { get; } = items;

        public override string Found => Items.Count == 1 ? "a list of 1 value" : FormattableString.Invariant($"a list of {Items.Count} values");
    }

    /// <summary>Keys with values, in the order of the card.</summary>
    internal sealed class Mapping(CardPlace place) : CardNode(place)
    {
        private readonly List<Entry> entries = [];
        private readonly Dictionary<string, int> ranks = new(StringComparer.Ordinal);

        public IReadOnlyList<Entry> Entries => entries;

        public override string Found => entries.Count == 0
            ? "an empty mapping"
            : $"a mapping with the {(entries.Count == 1 ? "key" : "keys")} {string.Join(", ", entries.Take(4).Select(entry => entry.Key))}{(entries.Count > 4 ? ", ..." : "")}";

        public Entry? Find(string key) => ranks.TryGetValue(key, out var rank) ? entries[rank] : null;

        /// <summary>Adds a value, or replaces the one of the same key, which keeps its rank.</summary>
        public void Set(Entry entry)
        {
            if (ranks.TryAdd(entry.Key, entries.Count))
                entries.Add(entry);
            else
                entries[ranks[entry.Key]] = entry;
        }
    }

    /// <summary>A key, where it stands, and its value.</summary>
    internal sealed record Entry(string Key, CardPlace Place, CardNode Value);
}
