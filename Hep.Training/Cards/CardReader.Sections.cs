using System.Diagnostics.CodeAnalysis;
using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

// Mappings within the mapping: sections, and variants that a name chooses.
internal sealed partial class CardReader
{
    /// <summary>A section that must be there; null, and a problem noted, if it is not.</summary>
    public T? Section<T>(string key, string expected, Func<CardReader, T> read)
        where T : class
    {
        Know(key);
        if (map.Find(key) is { } entry)
            return TryMap(entry, expected, out var inner) ? Read(inner, entry, read) : null;
        missing.Add((key, expected));
        return null;
    }

    /// <summary>A section that may be absent, in which case all its values are the defaults.</summary>
    public T SectionOrDefault<T>(string key, string expected, Func<CardReader, T> read, T fallback)
        where T : class
    {
        Know(key);
        return map.Find(key) is { } entry && TryMap(entry, expected, out var inner) ? Read(inner, entry, read) : fallback;
    }

    /// <summary>A section, or null for <c>none</c>, which is also what an absent key means.</summary>
    public T? OptionalSection<T>(string key, string expected, Func<CardReader, T> read)
        where T : class =>
        IsNone(key) || !Has(key) ? null : Section(key, $"{expected}, or none", read);

    /// <summary>A value of several kinds: the name of one (<c>adam</c>), or a mapping with the name and options (<c>{name: adam, beta1: 0.8}</c>).</summary>
    /// <param name="key">The key.</param>
    /// <param name="table">The kinds.</param>
    /// <param name="fallback">The value if the key is absent.</param>
    /// <param name="nameKey">The key of the name in the mapping.</param>
    public T Variant<T>(string key, NameTable<Func<CardReader, T>> table, T fallback, string nameKey = "name")
    {
        Know(key);
        if (map.Find(key) is not { } entry)
            return fallback;
        if (entry.Value is CardNode.Scalar { IsNull: false } scalar)
        {
            if (!table.TryFind(scalar.Value, out _))
            {
                Unknown(entry, table);
                return fallback;
            }

            var named = new CardNode.Mapping(scalar.Place);
            named.Set(new(nameKey, entry.Place, scalar));
            return Read(named, entry, reader => reader.Kind(table, nameKey, fallback));
        }

        return TryMap(entry, $"a name, or a mapping with the key {nameKey}", out var given)
            ? Read(given, entry, reader => reader.Kind(table, nameKey, fallback))
            : fallback;
    }

    /// <summary>The kind that this mapping's own name chooses, as <c>model.name</c> does.</summary>
    public T Kind<T>(NameTable<Func<CardReader, T>> table, string nameKey, T fallback)
    {
        Know(nameKey);
        if (map.Find(nameKey) is not { } entry)
        {
            missing.Add((nameKey, "one of " + string.Join(", ", table)));
            KnowAll();
            return fallback;
        }

        if (entry.Value is CardNode.Scalar { IsNull: false } name && table.TryFind(name.Value, out var read))
            return read(this);
        Unknown(entry, table);

        // Which other keys are right depends on the name, so nothing is said of them.
        KnowAll();
        return fallback;
    }

    /// <summary>True if nothing follows the key, or <c>none</c>.</summary>
    public bool IsAbsent(string key)
    {
        Know(key);
        return map.Find(key)?.Value is null or CardNode.Scalar { IsNull: true } or CardNode.Scalar { IsNone: true };
    }

    /// <summary>A list whose items are names (<c>standardize</c>) or mappings of one name to its options (<c>log: [DER_pt_h]</c>), each read by the table's row.</summary>
    /// <param name="key">The key.</param>
    /// <param name="table">The names.</param>
    /// <param name="fallback">The value if the key is absent.</param>
    /// <param name="most">The longest list.</param>
    public ValueList<T> Items<T>(string key, NameTable<Func<CardReader, IEnumerable<T>>> table, ValueList<T> fallback, int most)
    {
        Know(key);
        if (map.Find(key) is not { } entry)
            return fallback;
        if (entry.Value is not CardNode.Sequence list || list.Items.Count > most)
        {
            NotExpected(entry.Value, PathTo(key), FormattableString.Invariant($"a list of 0 to {most} values, each one of {string.Join(", ", table)}"));
            return fallback;
        }

        return [.. list.Items.SelectMany((item, i) => Item(item, FormattableString.Invariant($"{PathTo(key)}[{i}]"), table))];
    }

    private IEnumerable<T> Item<T>(CardNode item, string itemPath, NameTable<Func<CardReader, IEnumerable<T>>> table)
    {
        var named = item as CardNode.Mapping;
        if (item is CardNode.Scalar { IsNull: false } scalar)
        {
            named = new CardNode.Mapping(item.Place);
            named.Set(new(scalar.Value, item.Place, new CardNode.Scalar(item.Place, "", false)));
        }

        if (named is not { Entries: [var only] })
        {
            NotExpected(item, itemPath, "a name, or a mapping of one name to its options");
            return [];
        }

        if (!table.TryFind(only.Key, out var read))
        {
            var hint = NearestNames.Meant(only.Key, table) is { } nearest ? $"; did you mean {nearest}?" : "";
            problems.Add(only.Place, itemPath, $"found \"{only.Key}\", expected one of {string.Join(", ", table)}{hint}");
            return [];
        }

        var reader = new CardReader(named, item.Place, itemPath, folder, problems);
        T[] values = [.. read(reader)];
        reader.Finish();
        return values;
    }

    private T Read<T>(CardNode.Mapping map, CardNode.Entry entry, Func<CardReader, T> read)
    {
        var reader = new CardReader(map, entry.Place, PathTo(entry.Key), folder, problems);
        var value = read(reader);
        reader.Finish();
        return value;
    }

    private bool TryMap(CardNode.Entry entry, string expected, [NotNullWhen(true)] out CardNode.Mapping? map)
    {
        map = entry.Value as CardNode.Mapping;
        if (map is null)
            problems.Add(entry.Value.Place, PathTo(entry.Key), $"found {entry.Value.Found}, expected {expected}");
        return map is not null;
    }

    private void KnowAll()
    {
        foreach (var entry in map.Entries)
            Know(entry.Key);
    }
}
