using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>
/// Reads the values of one mapping of a run card. A method names a key, says what is possible, and returns the value, or the
/// fallback where the key is absent (no fallback: the key must be there). Whatever is wrong is noted, never thrown, so that
/// one reading finds it all; the values returned then are only good for reading on. <see cref="Finish"/> notes the keys that nobody asked for.
/// </summary>
internal sealed partial class CardReader
{
    private readonly CardNode.Mapping map;
    private readonly CardPlace place;
    private readonly string path;
    private readonly string folder;
    private readonly CardProblems problems;
    private readonly List<string> known = [];
    private readonly List<(string Key, string Expected)> missing = [];

    /// <summary>A reader of a mapping.</summary>
    /// <param name="map">The mapping.</param>
    /// <param name="place">Where a missing key is reported: the line of the section's name.</param>
    /// <param name="path">The path of the mapping's key; empty for the card itself.</param>
    /// <param name="folder">The folder of the card, to which its paths are relative.</param>
    /// <param name="problems">Where problems are noted.</param>
    public CardReader(CardNode.Mapping map, CardPlace place, string path, string folder, CardProblems problems)
    {
        this.map = map;
        this.place = place;
        this.path = path;
        this.folder = folder;
        this.problems = problems;
    }

    /// <summary>A whole number; written 20000 or 2e4.</summary>
    public int Int(string key, int? fallback = null, int min = int.MinValue, int max = int.MaxValue)
    {
        var expected = WholeNumber(min, max);
        return Get(key, fallback, expected, node => AsInt(node, min, max)) ?? min;
    }

    /// <summary>A finite number.</summary>
    public double Double(string key, double? fallback, Interval range) =>
        Get(key, fallback, Number(range), node => AsDouble(node, range)) ?? 0;

    /// <summary>A finite number, or null for <c>none</c>.</summary>
    public double? OptionalDouble(string key, double? fallback, Interval range) =>
        IsNone(key) ? null : Has(key) ? Double(key, null, range) : fallback;

    /// <summary>A whole number, or null for a word such as <c>auto</c>, which is also what an absent key means.</summary>
    public int? IntOr(string word, string key, int min, int max)
    {
        Know(key);
        var value = map.Find(key)?.Value;
        if (value is null || (value is CardNode.Scalar { IsQuoted: false } scalar && scalar.Value == word))
            return null;
        return Get<int>(key, null, $"{word}, or {WholeNumber(min, max)}", node => AsInt(node, min, max));
    }

    /// <summary>A size of memory in bytes, or null for <c>auto</c>, which is also what an absent key means.</summary>
    public long? SizeOrAuto(string key)
    {
        Know(key);
        var value = map.Find(key)?.Value;
        return value is null or CardNode.Scalar { IsQuoted: false, Value: "auto" } ? null : Get<long>(key, null, "auto, or a size of 1 MB or more such as 512 MB or 2 GB", AsSize);
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Bool(string key, bool? fallback = null) => Get<bool>(key, fallback, "true or false", AsBool) ?? false;

    /// <summary>Text that is not empty; what looks like a number stays as it is written.</summary>
    public string Text(string key, string? fallback = null, string expected = "text") => GetText(key, fallback, expected) ?? "";

    /// <summary>Text, or null for <c>none</c>, which is also what an absent key means.</summary>
    public string? OptionalText(string key, string expected = "text") => IsNone(key) || !Has(key) ? null : GetText(key, null, $"{expected}, or none");

    /// <summary>One name of a table.</summary>
    public T Choice<T>(string key, NameTable<T> table, T fallback)
    {
        Know(key);
        if (map.Find(key) is not { } entry)
            return fallback;
        if (entry.Value is CardNode.Scalar { IsNull: false } name && table.TryFind(name.Value, out var value))
            return value;
        Unknown(entry, table);
        return fallback;
    }

    /// <summary>A list of numbers, each in the range.</summary>
    public ValueList<double> Doubles(string key, ValueList<double> fallback, Interval range, int most) =>
        List(key, fallback, Number(range), node => AsDouble(node, range), 1, most);

    /// <summary>A list of whole numbers, each in the range.</summary>
    public ValueList<int> Ints(string key, ValueList<int> fallback, int min, int max, int least, int most) =>
        List(key, fallback, WholeNumber(min, max), node => AsInt(node, min, max), least, most);

    /// <summary>A list of texts that must be there.</summary>
    public ValueList<string> Texts(string key, int most, int least = 1) =>
        List<TextValue>(key, null, "text", node => AsText(node) is { } text ? new TextValue(text) : null, least, most) is var list
            ? [.. list.Select(item => item.Text)]
            : [];

    /// <summary>A list of texts; empty for <c>none</c>, which is also what an absent key means.</summary>
    public ValueList<string> OptionalTexts(string key, int most) => IsNone(key) || !Has(key) ? [] : Texts(key, most);

    /// <summary>A file, relative to the card; what comes from the command line is relative to the current folder.</summary>
    public string PathOf(string key, string relative) =>
        Path.GetFullPath(relative, map.Find(key)?.Value.Place.IsOutside == true ? Environment.CurrentDirectory : folder);

    /// <summary>Files as full paths: one path, or a list of them, each with or without wildcards, relative to the card.</summary>
    public ValueList<string> Paths(string key, int most)
    {
        ValueList<string> given = HasList(key) ? Texts(key, most) : [Text(key, expected: $"a file ({EventFiles.Endings}), with * and ? for several, or a list of them")];
        return [.. given.Where(path => path.Length > 0).Select(path => PathOf(key, path))];
    }

    /// <summary>Notes that a value is not possible together with others.</summary>
    /// <param name="key">The key of the value.</param>
    /// <param name="text">What was found and expected.</param>
    /// <param name="below">The rest of the path, where the trouble is inside the value.</param>
    /// <param name="picture">Further lines of the message, each with its line break before.</param>
    public void Refuse(string key, string text, string below = "", string picture = "")
    {
        var entry = map.Find(key);
        problems.Add(entry?.Value.Place ?? place, PathTo(key) + below, text, picture);
    }

    /// <summary>Notes what a check of a value says. The error of a formula shows it, with a mark at the place, on lines of its own.</summary>
    /// <returns>Whether it said nothing.</returns>
    public bool Check(string key, Action check, string below = "")
    {
        try
        {
            check();
            return true;
        }
        catch (InvalidDataException error)
        {
            var end = error.Message.IndexOf('\n', StringComparison.Ordinal);
            var (text, picture) = end < 0 ? (error.Message, "") : (error.Message[..end], error.Message[end..]);
            Refuse(key, text, below, picture);
            return false;
        }
    }

    /// <summary>Notes that a value of a section is not possible together with those of other sections.</summary>
    public void RefuseBelow(string section, string key, string text)
    {
        var entry = map.Find(section);
        var value = (entry?.Value as CardNode.Mapping)?.Find(key)?.Value;
        problems.Add(value?.Place ?? entry?.Place ?? place, $"{PathTo(section)}.{key}", text);
    }

    /// <summary>Notes that the mapping as a whole is not possible.</summary>
    public void RefuseAll(string text) => problems.Add(place, path, text);

    /// <summary>How many problems were noted so far, here and elsewhere in the card.</summary>
    public int Problems => problems.Count;

    /// <summary>True if the key is there.</summary>
    public bool Has(string key)
    {
        Know(key);
        return map.Find(key) is not null;
    }

    /// <summary>True if the key is there with a mapping.</summary>
    public bool HasMapping(string key) => Has(key) && map.Find(key)!.Value is CardNode.Mapping;

    /// <summary>True if the key is there with a list.</summary>
    public bool HasList(string key) => Has(key) && map.Find(key)!.Value is CardNode.Sequence;

    /// <summary>The keys of the mapping, which are the user's own.</summary>
    public IReadOnlyList<string> Keys => [.. map.Entries.Select(entry => entry.Key)];

    /// <summary>The keys of the mapping with their values, each taken as text: for mappings whose keys are the user's own.</summary>
    public IEnumerable<(string Key, string Value)> OwnKeys(string expected)
    {
        foreach (var entry in map.Entries)
            yield return (entry.Key, GetText(entry.Key, null, expected) ?? "");
    }

    /// <summary>Notes the keys that were not asked for, and those that are missing.</summary>
    public void Finish()
    {
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            // A key that is not there yet is the more probable meaning.
            var nearest = NearestNames.Meant(entry.Key, known.Where(key => map.Find(key) is null)) ?? NearestNames.Meant(entry.Key, known);
            if (nearest is not null)
                meant.Add(nearest);
            var hint = nearest is null ? "" : $"; did you mean {PathTo(nearest)}?";
            var expected = known.Count == 0 ? "no further keys" : string.Join(", ", known);
            problems.Add(entry.Place, PathTo(entry.Key), $"found an unknown key, expected {expected}{hint}");
        }

        foreach (var (key, expected) in missing.Where(missing => !meant.Contains(missing.Key)))
            problems.Add(place, PathTo(key), $"missing, expected {expected}");
    }
}
